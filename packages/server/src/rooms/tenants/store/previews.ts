/** All SQL of pages that are only looked at. They go by themselves: nothing of them is anybody's. */
import { sql } from 'kysely';
import { deleteBatch, type Queries } from '../../../foundation/database/index.ts';

export async function insertPreview(
  queries: Queries,
  tenantId: string,
  preview: { secretHash: Buffer; page: string; html: string; minutes: number },
): Promise<Date> {
  const { rows } = await sql<{ expires_at: Date }>`
    insert into branding_previews (tenant_id, secret_hash, page, html, expires_at)
    values (${tenantId}, ${preview.secretHash}, ${preview.page}, ${preview.html},
      now() + make_interval(mins => ${preview.minutes}))
    returning expires_at
  `.execute(queries);
  return (rows[0] as { expires_at: Date }).expires_at;
}

export async function selectPreview(
  queries: Queries,
  tenantId: string,
  secretHash: Buffer,
): Promise<{ page: string; html: string } | undefined> {
  return queries
    .selectFrom('branding_previews')
    .select(['page', 'html'])
    .where('tenant_id', '=', tenantId)
    .where('secret_hash', '=', secretHash)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst();
}

/** Removes previews whose time is over; how many. */
export async function purgePreviews(queries: Queries, limit: number): Promise<number> {
  return deleteBatch(queries, {
    table: 'branding_previews',
    key: ['tenant_id', 'secret_hash'],
    when: sql`expires_at < now()`,
    limit,
  });
}
