/**
 * What a tenant says in other words than ours, as it is kept. Which words may be written is decided where the catalogue
 * is known, in the messaging room; nobody else may call `write`.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Author, demandVersion } from './author.ts';
import { lockTenant, raiseVersion } from './store/tenants.ts';
import { deleteTexts, selectTexts, upsertTexts } from './store/texts.ts';
import type { TextOverrides } from './tenant.ts';

export function tenantTexts({ forget }: { readonly forget: (tenantId: string) => void }) {
  return {
    /** As they are at this moment. */
    read: (queries: Queries, tenantId: string): Promise<TextOverrides> => selectTexts(queries, tenantId),

    /** Writes texts that have been judged, and takes others back; how many were taken back. */
    async write(
      tx: Transaction,
      tenantId: string,
      { locale, texts, reset }: { locale: string; texts: Readonly<Record<string, string>>; reset: readonly string[] },
      author: Author,
    ): Promise<number> {
      const held = await lockTenant(tx, tenantId);
      if (held === undefined) throw new ProblemError('tenant.not_found');
      demandVersion(author, held.version);
      tx.afterCommit(() => forget(tenantId));
      await upsertTexts(tx, tenantId, locale, texts);
      const gone = await deleteTexts(tx, tenantId, locale, reset);
      await raiseVersion(tx, tenantId);
      return gone;
    },
  };
}
