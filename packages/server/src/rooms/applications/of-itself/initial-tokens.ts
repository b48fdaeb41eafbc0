/** Initial access tokens (RFC 7591, section 3): made by an administrator, shown once, good for so many and so long. */
import { hashSecret, isId, newId, newSecret } from '../../../foundation/ids/index.ts';
import type { Author } from '../../tenants/index.ts';
import { deleteInitialToken, insertInitialToken, listInitialTokens } from '../store/of-itself.ts';
import type { OfItselfDependencies } from './dependencies.ts';

export type InitialToken = {
  readonly tokenId: string;
  readonly name: string;
  /** How many applications it still registers. */
  readonly remaining: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

const mostListed = 200;

export function createInitialTokens({ database, ledger }: Pick<OfItselfDependencies, 'database' | 'ledger'>) {
  return {
    /** Those that are not over, the newest first. */
    async list(tenantId: string): Promise<InitialToken[]> {
      const rows = await listInitialTokens(database.reader, tenantId, mostListed);
      return rows.map((row) => ({
        tokenId: row.token_id,
        name: row.name,
        remaining: row.remaining,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }));
    },

    /** Makes one; the token exists only in the answer. */
    async create(
      tenantId: string,
      wanted: { readonly name: string; readonly uses: number; readonly hours: number },
      { actor, requestId }: Author,
    ): Promise<{ readonly tokenId: string; readonly token: string }> {
      const [tokenId, token] = [newId('initialAccessToken'), newSecret()];
      await database.transaction({}, async (tx) => {
        await insertInitialToken(tx, { tenantId, tokenId, hash: hashSecret(token), ...wanted });
        const event = 'initial_access_token.created';
        await ledger.append(tx, { tenantId, customerId: null, event, actor, requestId, data: { tokenId } });
      });
      return { tokenId, token };
    },

    /** Takes one back; what was registered with it stays. False when there is none. */
    async remove(tenantId: string, tokenId: string, { actor, requestId }: Author): Promise<boolean> {
      if (!isId('initialAccessToken', tokenId)) return false;
      return database.transaction({}, async (tx) => {
        if (!(await deleteInitialToken(tx, tenantId, tokenId))) return false;
        const event = 'initial_access_token.removed';
        await ledger.append(tx, { tenantId, customerId: null, event, actor, requestId, data: { tokenId } });
        return true;
      });
    },
  };
}
