/**
 * Authenticator apps of customers. The secret is sealed under the customer's key, shown to whoever sets it up until the
 * first code, and from then on to nobody (case 82).
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { isId, newId } from '../../../foundation/ids/index.ts';
import {
  confirmWaiting,
  deleteAuthenticators,
  findWaiting,
  insertWaiting,
  listConfirmed,
  purgeWaiting,
  renameConfirmed,
  useStep,
} from '../store/authenticators.ts';
import { mostAuthenticators, newAuthenticatorSecret, stepOfCode } from './authenticator.ts';

/** An authenticator that counts. Without a name it is the only thing of its kind that its owner cares about. */
export type HeldAuthenticator = {
  readonly credentialId: string;
  readonly name: string | null;
  readonly addedAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Who sets it up: the session or the journey that alone is shown the secret. */
export type SetUp = { readonly tenantId: string; readonly customerId: string; readonly setUpBy: string };

export type Confirmed =
  | { readonly kind: 'confirmed'; readonly credentialId: string }
  /** The code is wrong; the set-up goes on waiting. */
  | { readonly kind: 'refused' }
  /** There is no set-up that waits. */
  | { readonly kind: 'over' };

/** Opens this part of the room. */
export function createAuthenticators({ encryption }: { encryption: Encryption }) {
  const place = (tenantId: string, customerId: string, what: string, credentialId: string) => ({
    tenantId,
    subjectId: customerId,
    field: `authenticator.${what}:${credentialId}`,
  });
  const secretOf = (
    q: Queries,
    tenantId: string,
    customerId: string,
    row: { credential_id: string; sealed_secret: Buffer },
  ) => encryption.open(q, place(tenantId, customerId, 'secret', row.credential_id), row.sealed_secret);
  const sealName = (tx: Transaction, tenantId: string, customerId: string, credentialId: string, name: string | null) =>
    encryption.seal(tx, place(tenantId, customerId, 'name', credentialId), name ?? '');

  /** The secret of the set-up that waits, or null. */
  async function waiting(queries: Queries, { tenantId, customerId, setUpBy }: SetUp): Promise<string | null> {
    const row = await findWaiting(queries, tenantId, customerId, setUpBy);
    return row === undefined ? null : secretOf(queries, tenantId, customerId, row);
  }

  return {
    waiting,

    /** The secret of a set-up: of the one that waits, so that a page shown again shows the same, else of a fresh one. */
    async begin(tx: Transaction, setUp: SetUp): Promise<string> {
      const { tenantId, customerId, setUpBy } = setUp;
      const known = await waiting(tx, setUp);
      if (known !== null) return known;
      const credentialId = newId('credential');
      const secret = newAuthenticatorSecret();
      await insertWaiting(tx, tenantId, {
        credentialId,
        customerId,
        setUpBy,
        sealedSecret: await encryption.seal(tx, place(tenantId, customerId, 'secret', credentialId), secret),
        sealedName: await sealName(tx, tenantId, customerId, credentialId, null),
      });
      return secret;
    },

    /** Makes a set-up count by its first code, which is used up with it. */
    async confirm(tx: Transaction, setUp: SetUp, given: { code: string; name: string | null }): Promise<Confirmed> {
      const { tenantId, customerId, setUpBy } = setUp;
      const row = await findWaiting(tx, tenantId, customerId, setUpBy);
      if (row === undefined) return { kind: 'over' };
      const credentialId = row.credential_id;
      const step = stepOfCode(await secretOf(tx, tenantId, customerId, row), given.code, row.now_seconds);
      if (step === null) return { kind: 'refused' };
      const sealedName = await sealName(tx, tenantId, customerId, credentialId, given.name);
      const isConfirmed = await confirmWaiting(tx, tenantId, { credentialId, step, sealedName });
      return isConfirmed ? { kind: 'confirmed', credentialId } : { kind: 'over' };
    },

    /** Those that count, the oldest first. */
    async list(queries: Queries, tenantId: string, customerId: string): Promise<HeldAuthenticator[]> {
      const rows = await listConfirmed(queries, tenantId, customerId);
      return Promise.all(
        rows.map(async (row) => {
          const sealedAt = place(tenantId, customerId, 'name', row.credential_id);
          const name = await encryption.open(queries, sealedAt, row.sealed_name);
          return {
            credentialId: row.credential_id,
            name: name === '' ? null : name,
            addedAt: row.confirmed_at ?? new Date(0),
            lastUsedAt: row.last_used_at,
          };
        }),
      );
    },

    /** Whether the customer has as many as they may. */
    async isFull(queries: Queries, tenantId: string, customerId: string): Promise<boolean> {
      return (await listConfirmed(queries, tenantId, customerId)).length >= mostAuthenticators;
    },

    /** Uses a code up; the authenticator it is of, or null when it is wrong, too old, or was used (case 60). */
    async use(tx: Transaction, tenantId: string, customerId: string, code: string): Promise<string | null> {
      for (const row of await listConfirmed(tx, tenantId, customerId)) {
        const step = stepOfCode(await secretOf(tx, tenantId, customerId, row), code, row.now_seconds);
        const credentialId = row.credential_id;
        if (step !== null && (await useStep(tx, tenantId, { customerId, credentialId, step }))) return credentialId;
      }
      return null;
    },

    /** Gives it another name; false when it is not this customer's. */
    async rename(
      tx: Transaction,
      tenantId: string,
      { customerId, credentialId, name }: { customerId: string; credentialId: string; name: string | null },
    ): Promise<boolean> {
      if (!isId('credential', credentialId)) return false;
      const sealedName = await sealName(tx, tenantId, customerId, credentialId, name);
      return renameConfirmed(tx, tenantId, { customerId, credentialId, sealedName });
    },

    /** Removes one; false when it is not this customer's. */
    async remove(tx: Transaction, tenantId: string, customerId: string, credentialId: string): Promise<boolean> {
      return (await deleteAuthenticators(tx, tenantId, customerId, credentialId)).length > 0;
    },

    /** Removes all, also what waits; returns the ids of those that counted. */
    removeAll: (tx: Transaction, tenantId: string, customerId: string): Promise<string[]> =>
      deleteAuthenticators(tx, tenantId, customerId, null),

    /** Removes set-ups that nobody finished, a bounded number at a time; returns how many went. */
    purge: purgeWaiting,
  };
}
