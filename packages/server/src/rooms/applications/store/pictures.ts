/** Whether a picture of the tenant is in use by what its applications set. */
import { sql } from 'kysely';
import type { Queries } from '../../../foundation/database/index.ts';

/** Whether the branding of any application names this picture. */
export async function isPictureUsed(queries: Queries, tenantId: string, picture: string): Promise<boolean> {
  const row = await queries
    .selectFrom('applications')
    .select('application_id')
    .where('tenant_id', '=', tenantId)
    .where(sql<boolean>`strpos((settings -> 'branding')::text, ${picture}) > 0`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
