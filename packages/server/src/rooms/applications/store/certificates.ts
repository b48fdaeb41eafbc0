/** SQL of the applications that are proven by, or bound to, client certificates. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

/** Those of all tenants that are in use, with what they say of it. */
export async function listWithCertificates(queries: Queries): Promise<{ application_id: string; metadata: unknown }[]> {
  return queries
    .selectFrom('applications')
    .select(['application_id', 'metadata'])
    .where('state', '=', 'active')
    .where(
      sql<boolean>`(metadata ->> 'token_endpoint_auth_method' in ('tls_client_auth', 'self_signed_tls_client_auth')
        or metadata ->> 'tls_client_certificate_bound_access_tokens' = 'true')`,
    )
    .orderBy('application_id')
    .execute();
}
