/**
 * Kept tokens whose identity is gone. They wait, sealed under the tenant's key, until their provider was told that they
 * are of no use any more, or until nobody can be told.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import {
  deleteLeaving,
  findLeaving,
  insertLeaving,
  takeLeaving,
  writeLeavingConnection,
} from '../store/leaving-tokens.ts';

export type LeavingTokens = { readonly identityId: string; readonly connectionId: string; readonly tokens: string };

/** `connection`: how its provider is reached, as who removed the connection wrote it; null while that is still there. */
export type WaitingTokens = LeavingTokens & { readonly connection: string | null };

export const revokeTask = 'revoke-upstream-tokens';

/** Has waiting tokens given back, once the transaction is committed. */
export async function revokeTokensLater(jobs: Pick<Jobs, 'add'>, tx: Transaction): Promise<void> {
  await jobs.add(tx, revokeTask, {}, { key: revokeTask });
}

/** Opens this part of the room. */
export function createLeavingTokens({ encryption }: { encryption: Encryption }) {
  const place = (tenantId: string, identityId: string) => ({
    tenantId,
    subjectId: null,
    field: `identity.leaving-tokens:${identityId}`,
  });

  const connectionPlace = (tenantId: string, connectionId: string) => ({
    tenantId,
    subjectId: null,
    field: `identity.leaving-connection:${connectionId}`,
  });

  return {
    /** Puts tokens here, in the transaction that removes their identity. */
    async add(tx: Transaction, tenantId: string, { identityId, connectionId, tokens }: LeavingTokens): Promise<void> {
      const sealedTokens = await encryption.seal(tx, place(tenantId, identityId), tokens);
      await insertLeaving(tx, tenantId, { identityId, connectionId, sealedTokens });
    },

    /** Takes some whose turn it is, with how often that was now. */
    take: takeLeaving,

    /** The tokens of one identity, or null when its provider was told. */
    async find(queries: Queries, tenantId: string, identityId: string): Promise<WaitingTokens | null> {
      const row = await findLeaving(queries, tenantId, identityId);
      if (row === undefined) return null;
      const tokens = await encryption.open(queries, place(tenantId, identityId), row.sealed_tokens);
      const { connection_id: connectionId, sealed_connection: sealed } = row;
      const connection =
        sealed === null ? null : await encryption.open(queries, connectionPlace(tenantId, connectionId), sealed);
      return { identityId, connectionId, tokens, connection };
    },

    /** Notes how the provider of those that wait is reached once their connection is gone; how many there are. */
    async keepConnection(tx: Transaction, tenantId: string, connectionId: string, connection: string): Promise<number> {
      const sealed = await encryption.seal(tx, connectionPlace(tenantId, connectionId), connection);
      return writeLeavingConnection(tx, tenantId, connectionId, sealed);
    },

    /** The provider was told, or cannot be. */
    settle: deleteLeaving,
  };
}
