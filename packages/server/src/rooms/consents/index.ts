/**
 * The consents room: what a customer allowed an application to have, as a record of our own that outlives sessions and
 * grants. Allowing adds, withdrawing removes all of it; every change is an entry about the customer.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import {
  addScopes,
  findScopes,
  insertConsents,
  listConsents,
  listConsentsOf,
  type MovedConsent,
  removeConsent,
} from './store.ts';

export type Consents = ReturnType<typeof createConsents>;

export type Consent = {
  readonly applicationId: string;
  readonly scopes: readonly string[];
  readonly grantedAt: Date;
};

type Pair = { readonly tenantId: string; readonly customerId: string; readonly applicationId: string };

const mostListed = 200;

/** Opens the room. Changes need a transaction that holds the customer's lock. */
export function createConsents(deps: { ledger: Ledger }) {
  const { ledger } = deps;

  return {
    /** What the application may have of this customer; nothing without a consent. */
    scopesGranted: (
      queries: Queries,
      tenantId: string,
      customerId: string,
      applicationId: string,
    ): Promise<readonly string[]> => findScopes(queries, tenantId, customerId, applicationId),

    /** Records that the customer allowed these scopes, besides those allowed before. */
    async grant(
      tx: Transaction,
      consent: Pair & { readonly scopes: readonly string[]; readonly requestId: string },
    ): Promise<void> {
      const { tenantId, customerId, applicationId, requestId } = consent;
      const scopes = [...new Set(consent.scopes)].sort();
      if (!(await addScopes(tx, { tenantId, customerId, applicationId, scopes }))) return;
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'consent.granted',
        actor: { kind: 'customer', id: customerId },
        requestId,
        data: { applicationId, scopes },
      });
    },

    /** Keeps what customers allowed before they came here, for the applications that there are. Holds their locks. */
    async restore(tx: Transaction, tenantId: string, moved: readonly MovedConsent[]): Promise<void> {
      if (moved.length === 0) return;
      const rows = await insertConsents(tx, tenantId, moved);
      await ledger.appendAll(
        tx,
        rows.map(({ customer_id: customerId, application_id: applicationId, scopes }) => ({
          tenantId,
          customerId,
          event: 'consent.granted' as const,
          actor: { kind: 'system' as const },
          data: { applicationId, scopes },
        })),
      );
    },

    /** What each of these customers allows, for an export. */
    async listMany(
      queries: Queries,
      tenantId: string,
      customerIds: readonly string[],
    ): Promise<ReadonlyMap<string, readonly Consent[]>> {
      const found = new Map<string, Consent[]>();
      for (const row of await listConsentsOf(queries, tenantId, customerIds)) {
        const consent = { applicationId: row.application_id, scopes: row.scopes, grantedAt: row.granted_at };
        found.set(row.customer_id, [...(found.get(row.customer_id) ?? []), consent]);
      }
      return found;
    },

    /** Takes back all that the customer allowed the application; false when there was nothing. */
    async withdraw(tx: Transaction, consent: Pair & { readonly requestId: string }): Promise<boolean> {
      const { tenantId, customerId, applicationId, requestId } = consent;
      const scopes = await removeConsent(tx, tenantId, customerId, applicationId);
      if (scopes === null) return false;
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'consent.withdrawn',
        actor: { kind: 'customer', id: customerId },
        requestId,
        data: { applicationId, scopes: [...scopes] },
      });
      return true;
    },

    /** What the customer allows at the moment, newest first. */
    async list(queries: Queries, tenantId: string, customerId: string): Promise<Consent[]> {
      const rows = await listConsents(queries, tenantId, customerId, mostListed);
      return rows.map((row) => ({
        applicationId: row.application_id,
        scopes: row.scopes,
        grantedAt: row.granted_at,
      }));
    },
  };
}
