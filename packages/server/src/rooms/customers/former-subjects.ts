/**
 * The subject by which applications knew a customer before they came here. Tenants without any such customer pay nothing
 * for it; for the others a subject is read once and kept, because it never changes.
 */
import { LRUCache } from 'lru-cache';
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { externalIdField } from './many/prepare-newcomers.ts';
import {
  findSubject,
  isSubjectDigest,
  keepsSubjects,
  lockSubjects,
  markKeepingSubjects,
} from './store/external-ids.ts';

const forgottenAfterMilliseconds = 1000;
/** How long every node may still believe that a tenant keeps no former subjects. */
export const subjectsKnownAfterMilliseconds = forgottenAfterMilliseconds + 500;

export function createFormerSubjects(encryption: Encryption) {
  const tenants = new LRUCache<string, boolean>({ max: 1000, ttl: forgottenAfterMilliseconds });
  const subjects = new LRUCache<string, { readonly subject: string | null }>({ max: 10_000, ttl: 60_000 });

  async function mayHave(queries: Queries, tenantId: string): Promise<boolean> {
    const known = tenants.get(tenantId);
    if (known !== undefined) return known;
    const found = await keepsSubjects(queries, tenantId);
    tenants.set(tenantId, found);
    return found;
  }

  return {
    /** The former subject of this customer, or null where tokens name them by their id. */
    async subjectOf(queries: Queries, tenantId: string, customerId: string): Promise<string | null> {
      if (!(await mayHave(queries, tenantId))) return null;
      const key = `${tenantId} ${customerId}`;
      const known = subjects.get(key);
      if (known !== undefined) return known.subject;
      const sealed = await findSubject(queries, tenantId, customerId);
      const place = { tenantId, subjectId: customerId, field: externalIdField };
      const subject = sealed === null ? null : await encryption.open(queries, place, sealed);
      subjects.set(key, { subject });
      return subject;
    },

    /** Whether tokens name a customer so; until the transaction ends nobody comes who is named so. */
    async isFormerSubject(tx: Transaction, tenantId: string, subject: string): Promise<boolean> {
      await lockSubjects(tx, tenantId, 'application');
      if (!(await keepsSubjects(tx, tenantId))) return false;
      const { version, digest } = await encryption.blindIndexer(tx, tenantId);
      return isSubjectDigest(tx, tenantId, version, digest(externalIdField, subject));
    },

    /** No application takes the name of a customer until the transaction ends. */
    holdSubjects: (tx: Transaction, tenantId: string): Promise<void> => lockSubjects(tx, tenantId, 'customers'),

    /** From now on customers of this tenant may come with former subjects; wait until every node knows. */
    keepSubjects: (database: Database, tenantId: string): Promise<void> =>
      database.transaction({}, (tx: Transaction) => markKeepingSubjects(tx, tenantId)),
  };
}
