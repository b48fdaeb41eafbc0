/**
 * Identities of many customers at once: those that an import brings, each sealed before it is written, and those that an
 * export takes along. Kept tokens stay behind: they were given to this installation.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption, ManyOpened } from '../../../foundation/encryption/index.ts';
import { newId } from '../../../foundation/ids/index.ts';
import { findOwners, insertIdentities, listIdentitiesOf } from '../store/many-identities.ts';
import {
  type BroughtIdentity,
  type IdentityKey,
  type IdentitySnapshot,
  keyText,
  type PreparedIdentity,
  readSnapshot,
  writeSnapshot,
} from './identity.ts';

export function createManyIdentities({ encryption }: { readonly encryption: Pick<Encryption, 'blindIndexer'> }) {
  const field = (what: string, identityId: string) => `identity.${what}:${identityId}`;

  return {
    /** Seals them under keys of customers who are not written yet. */
    async prepareMany(
      queries: Queries,
      tenantId: string,
      seal: (customerId: string, field: string, text: string) => Buffer,
      identities: readonly BroughtIdentity[],
    ): Promise<PreparedIdentity[]> {
      if (identities.length === 0) return [];
      const { digest } = await encryption.blindIndexer(queries, tenantId);
      return identities.map((brought) => {
        const { customerId, connectionId, issuer, subject } = brought;
        const identityId = newId('identity');
        return {
          ...{ identityId, customerId, connectionId, issuer },
          subjectKey: digest('identity', keyText(brought)),
          sealedSubject: seal(customerId, field('subject', identityId), subject),
          sealedSnapshot: seal(customerId, field('snapshot', identityId), writeSnapshot(brought)),
        };
      });
    },

    /** Those of them that are somebody's already: the id that it was to have → whose it is. */
    ownersOf: (
      queries: Queries,
      tenantId: string,
      prepared: readonly PreparedIdentity[],
    ): Promise<ReadonlyMap<string, string>> => findOwners(queries, tenantId, prepared),

    /** Links them; false when one of them became somebody's meanwhile. */
    async linkMany(tx: Transaction, tenantId: string, prepared: readonly PreparedIdentity[]): Promise<boolean> {
      if (prepared.length === 0) return true;
      return (await insertIdentities(tx, tenantId, prepared)) === prepared.length;
    },

    /** Those of these customers, the oldest first, opened by whoever holds their keys. */
    async ofMany(
      queries: Queries,
      tenantId: string,
      customerIds: readonly string[],
      opened: ManyOpened,
    ): Promise<ReadonlyMap<string, readonly (IdentityKey & IdentitySnapshot)[]>> {
      const found = new Map<string, (IdentityKey & IdentitySnapshot)[]>();
      for (const row of await listIdentitiesOf(queries, tenantId, customerIds)) {
        const { customer_id: customerId, identity_id: identityId, connection_id: connectionId, issuer } = row;
        const subject = opened.open(customerId, field('subject', identityId), row.sealed_subject);
        const snapshot = opened.open(customerId, field('snapshot', identityId), row.sealed_snapshot);
        if (subject === null || snapshot === null) continue;
        const identity = { connectionId, issuer, subject, ...readSnapshot(snapshot) };
        found.set(customerId, [...(found.get(customerId) ?? []), identity]);
      }
      return found;
    },
  };
}
