/** What discovery says of applications that register themselves: only what their tenant lets them do. */
import type { Tenant } from '../../rooms/tenants/index.ts';

export function registrationOffered({
  origin,
  settings,
}: Pick<Tenant, 'origin' | 'settings'>): Record<string, unknown> {
  const { registration, metadataDocuments } = settings.agents;
  return {
    ...(registration === 'off' ? {} : { registration_endpoint: `${origin}/oauth/register` }),
    ...(metadataDocuments === 'off' ? {} : { client_id_metadata_document_supported: true }),
  };
}
