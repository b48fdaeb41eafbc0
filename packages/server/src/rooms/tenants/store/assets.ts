/** All SQL of a tenant's pictures. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type AssetRow = {
  readonly asset: string;
  readonly content_type: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly created_at: Date;
};

const columns = ['asset', 'content_type', 'width', 'height', 'created_at'] as const;
const bytes = sql<number>`octet_length(content)`.as('bytes');

/** Keeps a picture; the same one again changes nothing. False when there are as many as there may be. */
export async function insertAsset(
  tx: Transaction,
  tenantId: string,
  picture: { asset: string; contentType: string; width: number; height: number; content: Buffer; most: number },
): Promise<boolean> {
  const { asset, contentType, width, height, content, most } = picture;
  const { rows } = await sql`
    insert into tenant_assets (tenant_id, asset, content_type, width, height, content)
    select ${tenantId}, ${asset}, ${contentType}, ${width}::integer, ${height}::integer, ${content}
    where exists (select from tenant_assets where tenant_id = ${tenantId} and asset = ${asset})
      or (select count(*) from tenant_assets where tenant_id = ${tenantId}) < ${most}
    on conflict (tenant_id, asset) do update set content_type = excluded.content_type
    returning asset
  `.execute(tx);
  return rows.length > 0;
}

export async function selectAssets(queries: Queries, tenantId: string): Promise<AssetRow[]> {
  return queries
    .selectFrom('tenant_assets')
    .select([...columns, bytes])
    .where('tenant_id', '=', tenantId)
    .orderBy('created_at', 'desc')
    .orderBy('asset')
    .execute();
}

/** What a picture holds. */
export async function selectContent(
  queries: Queries,
  tenantId: string,
  asset: string,
): Promise<{ content: Buffer; content_type: string } | undefined> {
  return queries
    .selectFrom('tenant_assets')
    .select(['content', 'content_type'])
    .where('tenant_id', '=', tenantId)
    .where('asset', '=', asset)
    .executeTakeFirst();
}

/** Which of these the tenant has. */
export async function selectKnown(
  queries: Queries,
  tenantId: string,
  assets: readonly string[],
): Promise<ReadonlySet<string>> {
  if (assets.length === 0) return new Set();
  const rows = await queries
    .selectFrom('tenant_assets')
    .select('asset')
    .where('tenant_id', '=', tenantId)
    .where('asset', 'in', [...assets])
    .execute();
  return new Set(rows.map(({ asset }) => asset));
}

export async function deleteAsset(tx: Transaction, tenantId: string, asset: string): Promise<boolean> {
  const row = await tx
    .deleteFrom('tenant_assets')
    .where('tenant_id', '=', tenantId)
    .where('asset', '=', asset)
    .returning('asset')
    .executeTakeFirst();
  return row !== undefined;
}
