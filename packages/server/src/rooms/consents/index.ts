/**
 * The consents room: what a customer allowed an application to have, as a record of our own that outlives sessions and
 * grants. Allowing adds, withdrawing removes all of it; every change is an entry about the customer.
 */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import {
  addResource,
  addScopes,
  findScopes,
  findStanding,
  insertConsents,
  listConsentResources,
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

/** What is allowed to an application that registered itself: by scope, and of those at which API. */
export type ConsentStanding = {
  readonly isGiven: boolean;
  readonly scopes: readonly string[];
  /** The address of an API → the scopes that count there. */
  readonly resources: ReadonlyMap<string, ReadonlySet<string>>;
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

    /** The same with the APIs that it may be used at. */
    async standing(queries: Queries, pair: Pair): Promise<ConsentStanding> {
      const rows = await findStanding(queries, pair);
      const resources = rows.flatMap(({ resource_uri: uri, resource_scopes: scopes }): [string, Set<string>][] =>
        uri === null ? [] : [[uri, new Set(scopes ?? [])]],
      );
      return { isGiven: rows.length > 0, scopes: rows[0]?.scopes ?? [], resources: new Map(resources) };
    },

    /** Application → the APIs that the customer allowed it to call. */
    async resourcesOf(queries: Queries, tenantId: string, customerId: string): Promise<ReadonlyMap<string, string[]>> {
      const found = new Map<string, string[]>();
      for (const row of await listConsentResources(queries, tenantId, customerId, mostListed * 10))
        found.set(row.application_id, [...(found.get(row.application_id) ?? []), row.resource_uri]);
      return found;
    },

    /** Records that the customer allowed these scopes, besides those allowed before. */
    async grant(
      tx: Transaction,
      consent: Pair & {
        readonly scopes: readonly string[];
        readonly requestId: string;
        /** At which APIs, of an application that registered itself: the address → the scopes that count there. */
        readonly resources?: Readonly<Record<string, readonly string[]>>;
      },
    ): Promise<void> {
      const { tenantId, customerId, applicationId, requestId } = consent;
      const scopes = [...new Set(consent.scopes)].sort();
      let isMore = await addScopes(tx, { tenantId, customerId, applicationId, scopes });
      const resources = Object.entries(consent.resources ?? {});
      for (const [resourceUri, some] of resources) {
        const row = { tenantId, customerId, applicationId, resourceUri, scopes: [...new Set(some)].sort() };
        isMore = (await addResource(tx, row)) || isMore;
      }
      if (!isMore) return;
      await ledger.append(tx, {
        tenantId,
        customerId,
        event: 'consent.granted',
        actor: { kind: 'customer', id: customerId },
        requestId,
        data: {
          applicationId,
          scopes,
          ...(resources.length === 0 ? {} : { resources: resources.map(([resourceUri]) => resourceUri) }),
        },
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
