/** Who may ask about a token: whom it was made for. Everybody else learns that it is not active (case 144). */
import type { Client } from 'oidc-provider';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';

/** The application that holds it, or a service with a secret that speaks for the API it is addressed to. */
export async function mayIntrospect(
  deps: Pick<ProtocolDependencies, 'applications'>,
  tenant: Tenant,
  client: Client,
  token: { readonly clientId?: string | undefined; readonly aud?: string | string[] | undefined },
): Promise<boolean> {
  if (token.clientId === client.clientId) return true;
  if (client.clientAuthMethod === 'none' || token.aud === undefined) return false;
  const application = await deps.applications.find(tenant.tenantId, client.clientId);
  return application?.metadata.default_resource === token.aud;
}
