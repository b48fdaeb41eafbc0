/**
 * Identities: accounts that customers have elsewhere and sign in with. Found again by a keyed digest of connection, issuer
 * and subject; everything that says who it is lies sealed under the customer's key.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { isId, newId } from '../../../foundation/ids/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import {
  countIdentities,
  type Doomed,
  deleteIdentities,
  deleteKeeping,
  findConnectionsOf,
  findIdentity,
  type IdentityRow,
  insertIdentity,
  listIdentities,
  lockOwner,
  touchIdentity,
} from '../store/identities.ts';
import { insertLogout, purgeLogouts } from '../store/upstream-logouts.ts';
import {
  type IdentityKey,
  type IdentitySnapshot,
  keyText,
  type LinkedIdentity,
  type NewIdentity,
  readSnapshot,
  writeSnapshot,
} from './identity.ts';
import { createLeavingTokens, revokeTokensLater } from './leaving-tokens.ts';

/** Opens this part of the room. */
export function createIdentities({ encryption }: { encryption: Encryption }) {
  const leaving = createLeavingTokens({ encryption });
  const place = (tenantId: string, customerId: string, what: string, identityId: string) => ({
    tenantId,
    subjectId: customerId,
    field: `identity.${what}:${identityId}`,
  });
  const placeOf = async (queries: Queries, tenantId: string, key: IdentityKey) => ({
    connectionId: key.connectionId,
    issuer: key.issuer,
    subjectKey: (await encryption.blindIndex(queries, tenantId, 'identity', keyText(key))).digest,
  });

  async function opened(queries: Queries, tenantId: string, customerId: string, row: IdentityRow) {
    const at = (what: string) => place(tenantId, customerId, what, row.identity_id);
    return {
      identityId: row.identity_id,
      connectionId: row.connection_id,
      issuer: row.issuer,
      subject: await encryption.open(queries, at('subject'), row.sealed_subject),
      ...readSnapshot(await encryption.open(queries, at('snapshot'), row.sealed_snapshot)),
      linkedAt: row.linked_at,
      lastUsedAt: row.last_used_at,
    } satisfies LinkedIdentity;
  }

  /** Removes them, and puts their tokens where the provider is told of it from. */
  async function take(tx: Transaction, tenantId: string, customerId: string, doomed: Doomed) {
    const rows = await deleteIdentities(tx, tenantId, customerId, doomed);
    const taken: LinkedIdentity[] = [];
    for (const row of rows) {
      taken.push(await opened(tx, tenantId, customerId, row));
      if (row.sealed_tokens === null) continue;
      const { identity_id: identityId, connection_id: connectionId } = row;
      const tokens = await encryption.open(tx, place(tenantId, customerId, 'tokens', identityId), row.sealed_tokens);
      await leaving.add(tx, tenantId, { identityId, connectionId, tokens });
    }
    return taken;
  }

  return {
    /** Tokens of identities that are gone, until their provider was told. */
    leaving,

    /** Whose account elsewhere this is, or null when it is nobody's. */
    async find(
      queries: Queries,
      tenantId: string,
      key: IdentityKey,
    ): Promise<{ readonly identityId: string; readonly customerId: string } | null> {
      const row = await findIdentity(queries, tenantId, await placeOf(queries, tenantId, key));
      return row === undefined ? null : { identityId: row.identity_id, customerId: row.customer_id };
    },

    /** Links an account elsewhere; its id here, or null when it is somebody's already, be it the same customer's. */
    async link(tx: Transaction, tenantId: string, customerId: string, fresh: NewIdentity): Promise<string | null> {
      const identityId = newId('identity');
      const seal = (what: string, text: string) =>
        encryption.seal(tx, place(tenantId, customerId, what, identityId), text);
      const tokens = fresh.tokens ?? null;
      const isLinked = await insertIdentity(tx, tenantId, {
        ...(await placeOf(tx, tenantId, fresh)),
        identityId,
        customerId,
        sealedSubject: await seal('subject', fresh.subject),
        sealedSnapshot: await seal('snapshot', writeSnapshot(fresh)),
        sealedTokens: tokens === null ? null : await seal('tokens', tokens),
      });
      return isLinked ? identityId : null;
    },

    /** Notes a use and what the account elsewhere looked like; false when the identity is gone. */
    async noteUse(
      tx: Transaction,
      tenantId: string,
      identityId: string,
      snapshot: IdentitySnapshot,
      tokens: string | null = null,
    ): Promise<boolean> {
      const owner = await lockOwner(tx, tenantId, identityId);
      if (owner === undefined) return false;
      const seal = (what: string, text: string) =>
        encryption.seal(tx, place(tenantId, owner.customer_id, what, identityId), text);
      await touchIdentity(tx, tenantId, {
        identityId,
        sealedSnapshot: await seal('snapshot', writeSnapshot(snapshot)),
        sealedTokens: tokens === null ? null : await seal('tokens', tokens),
      });
      return true;
    },

    /** The customer's identities, the oldest first, those of connections that are off among them. */
    async of(queries: Queries, tenantId: string, customerId: string): Promise<LinkedIdentity[]> {
      const rows = await listIdentities(queries, tenantId, customerId);
      return Promise.all(rows.map((row) => opened(queries, tenantId, customerId, row)));
    },

    /** At which connection each of these is, of those that the customer has now. */
    async connectionsOf(
      queries: Queries,
      tenantId: string,
      customerId: string,
      identityIds: readonly string[],
    ): Promise<ReadonlyMap<string, string>> {
      const rows = await findConnectionsOf(queries, tenantId, customerId, identityIds);
      return new Map(rows.map((row) => [row.identity_id, row.connection_id]));
    },

    /** Removes one; what it was, or null when it is not this customer's. */
    async unlink(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      identityId: string,
    ): Promise<LinkedIdentity | null> {
      if (!isId('identity', identityId)) return null;
      return (await take(tx, tenantId, customerId, { identityId }))[0] ?? null;
    },

    /** Removes every one of a customer, or those linked within this time; what they were. */
    unlinkAll: (
      tx: Transaction,
      tenantId: string,
      customerId: string,
      { youngerThanSeconds }: Pick<Doomed, 'youngerThanSeconds'> = {},
    ): Promise<LinkedIdentity[]> =>
      take(tx, tenantId, customerId, youngerThanSeconds === undefined ? {} : { youngerThanSeconds }),

    /**
     * Before a connection is removed, and all links of customers with it: their kept tokens wait for their provider, with how
     * it is reached.
     */
    async connectionGoes(
      tx: Transaction,
      jobs: Pick<Jobs, 'add'>,
      going: { readonly tenantId: string; readonly connectionId: string; readonly reached: string },
    ): Promise<void> {
      const { tenantId, connectionId, reached } = going;
      for (const row of await deleteKeeping(tx, tenantId, connectionId)) {
        const { identity_id: identityId, customer_id: customerId, sealed_tokens: sealed } = row;
        if (sealed === null) continue;
        const tokens = await encryption.open(tx, place(tenantId, customerId, 'tokens', identityId), sealed);
        await leaving.add(tx, tenantId, { identityId, connectionId, tokens });
      }
      const waiting = await leaving.keepConnection(tx, tenantId, connectionId, reached);
      if (waiting > 0) await revokeTokensLater(jobs, tx);
    },

    /** Notes a provider's message about a sign-out; false when it was heard before. */
    hearLogout: insertLogout,
    /** Forgets old ones, a bounded number at a time; returns how many went. */
    purgeLogouts,

    /** How many links of customers would go with a connection. */
    count: countIdentities,
  };
}
