/** All SQL of the texts that a tenant words itself. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { TextOverrides } from '../tenant.ts';

/** All of a tenant's. */
export async function selectTexts(queries: Queries, tenantId: string): Promise<TextOverrides> {
  const rows = await queries
    .selectFrom('tenant_texts')
    .select(['locale', 'text_id', 'text'])
    .where('tenant_id', '=', tenantId)
    .orderBy('locale')
    .orderBy('text_id')
    .execute();
  const texts: Record<string, Record<string, string>> = {};
  for (const { locale, text_id: id, text } of rows) {
    texts[locale] ??= {};
    (texts[locale] as Record<string, string>)[id] = text;
  }
  return texts;
}

/** Writes texts of one language. */
export async function upsertTexts(
  tx: Transaction,
  tenantId: string,
  locale: string,
  texts: Readonly<Record<string, string>>,
): Promise<void> {
  const entries = Object.entries(texts);
  if (entries.length === 0) return;
  await tx
    .insertInto('tenant_texts')
    .values(entries.map(([id, text]) => ({ tenant_id: tenantId, locale, text_id: id, text })))
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'locale', 'text_id'])
        .doUpdateSet({ text: sql`excluded.text`, changed_at: sql`now()` }),
    )
    .execute();
}

/** Takes texts of one language back; how many there were. */
export async function deleteTexts(
  tx: Transaction,
  tenantId: string,
  locale: string,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const gone = await tx
    .deleteFrom('tenant_texts')
    .where('tenant_id', '=', tenantId)
    .where('locale', '=', locale)
    .where('text_id', 'in', [...ids])
    .returning('text_id')
    .execute();
  return gone.length;
}
