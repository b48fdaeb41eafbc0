/**
 * The passkeys of an account by their owner: several, each with a name. Making and removing one asks for a proof of the
 * last minutes, so that a session left open is no place to add a way in or to take one away (case 81).
 */
import type { Database } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Authentication, Visitor } from '../authentication/index.ts';
import {
  type Credentials,
  type MakePasskeyOptions,
  mostPasskeys,
  type PasskeyItem,
  readPasskeyName,
} from '../credentials/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Sessions, StartedSession } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';

export type AccountPasskeysDependencies = {
  readonly database: Database;
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly ledger: Ledger;
  readonly protection: Protection;
  readonly sessions: Sessions;
};

/** Somebody in an open session. */
type Acting = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** What browsers are told, so that they forget the keys that are no more. */
export type KnownPasskeys = {
  readonly rpId: string;
  readonly userHandle: string;
  readonly keyIds: readonly string[];
};

export type AccountPasskeys = ReturnType<typeof createAccountPasskeys>;

/** Opens this part of the room. */
export function createAccountPasskeys(deps: AccountPasskeysDependencies) {
  const { passkeys } = deps.credentials;
  const { reader } = deps.database;

  async function demandFresh({ tenant, current }: Acting): Promise<void> {
    await deps.authentication.demandFresh(tenant, current);
    const { customerId } = current;
    await deps.protection.demand(tenant.tenantId, [{ budget: 'factor.change', key: customerId }]);
  }

  /** One change under the customer's lock, for as long as the session that asks is open. */
  async function change<T>({ tenant, current }: Acting, work: Parameters<typeof deps.database.transaction<T>>[1]) {
    const { customerId, sessionId } = current;
    return deps.database.transaction({ customers: [customerId] }, async (tx) => {
      if (!(await deps.sessions.grants.isSessionLive(tx, tenant.tenantId, sessionId)))
        throw new ProblemError('session.required');
      return work(tx);
    });
  }

  return {
    /** The customer's keys, the oldest first. */
    list: (tenantId: string, customerId: string): Promise<PasskeyItem[]> => passkeys.list(reader, tenantId, customerId),

    /** What authenticators know of the customer here. */
    async known(tenant: Tenant, customerId: string): Promise<KnownPasskeys> {
      const rpId = deps.authentication.passkeys.hostOf(tenant);
      return { rpId, ...(await passkeys.known(reader, tenant.tenantId, customerId, rpId)) };
    },

    /** Whether to suggest one after a sign-in by password on this way; counted, and not more often than is wanted. */
    async offer(tenant: Tenant, applicationId: string | null, customerId: string): Promise<boolean> {
      const { nudgePasskey, first } = await deps.authentication.policyToward(tenant, applicationId);
      return nudgePasskey && first.includes('passkey') && passkeys.offer(reader, tenant.tenantId, customerId);
    },

    /** The customer would rather not, for now. */
    dismissOffer: (tenantId: string, customerId: string): Promise<void> =>
      passkeys.dismissOffer(reader, tenantId, customerId),

    /** What a browser is asked to make. */
    async askToMake(acting: Acting): Promise<MakePasskeyOptions> {
      await demandFresh(acting);
      const { tenant, current } = acting;
      const held = await passkeys.list(reader, tenant.tenantId, current.customerId);
      if (held.length >= mostPasskeys) throw new ProblemError('factor.too_many');
      return deps.authentication.passkeys.askInSession(acting);
    },

    /** Keeps what it made; the session that asks has proven it with that, and goes on with a fresh secret. */
    async add(
      acting: Acting,
      made: { readonly credential: string; readonly name: string },
    ): Promise<{ readonly credentialId: string; readonly renewed: StartedSession }> {
      const { tenant, current, visitor } = acting;
      await deps.authentication.demandFresh(tenant, current);
      const settle = await deps.authentication.passkeys.checkInSession(acting, made);
      return change(acting, async (tx) => {
        await deps.authentication.holdFresh(tx, tenant, current);
        const proof = await settle(tx);
        const raising = { tenantId: tenant.tenantId, current, requestId: visitor.requestId };
        const renewed = await deps.authentication.raise(tx, raising, proof);
        if (renewed === null) throw new ProblemError('session.required');
        return { credentialId: proof.credentialId ?? '', renewed };
      });
    },

    /** Gives one another name; anybody else's is simply not there (case 67). */
    async rename(acting: Acting, credentialId: string, typed: string): Promise<void> {
      const { tenant, current, visitor } = acting;
      const { tenantId } = tenant;
      const { customerId } = current;
      const name = readPasskeyName(typed);
      if (name === null) throw new ProblemError('form.invalid', { fields: { name: 'passkey_name.malformed' } });
      await change(acting, async (tx) => {
        if (!(await passkeys.rename(tx, tenantId, customerId, { credentialId, name })))
          throw new ProblemError('factor.not_found');
        await deps.ledger.append(tx, {
          tenantId,
          customerId,
          event: 'factor.renamed',
          actor: { kind: 'customer', id: customerId },
          requestId: visitor.requestId,
          data: { method: 'passkey', credentialId },
        });
      });
    },

    /**
     * Takes one away: it opens nothing more, and what a session was begun with it counts there no longer. The last way
     * in stays until there is another.
     */
    async remove(acting: Acting, credentialId: string): Promise<void> {
      const { tenant, current, visitor } = acting;
      const { tenantId } = tenant;
      const { customerId } = current;
      await demandFresh(acting);
      const { first } = await deps.authentication.policyToward(tenant, null);
      await change(acting, async (tx) => {
        await deps.authentication.holdFresh(tx, tenant, current);
        if (!(await passkeys.remove(tx, tenantId, customerId, credentialId)))
          throw new ProblemError('factor.not_found');
        const held = await deps.credentials.methodsOf(tx, tenantId, customerId);
        // A mailbox everybody has: where it begins a sign-in, there is always another way.
        const isWayIn = first.some((way) => way === 'email-code' || way === 'email-link' || held.includes(way));
        if (!isWayIn) throw new ProblemError('factor.last_way');
        await deps.ledger.append(tx, {
          tenantId,
          customerId,
          event: 'factor.removed',
          actor: { kind: 'customer', id: customerId },
          requestId: visitor.requestId,
          data: { method: 'passkey', credentialId },
          personal: visitor.client,
        });
        await deps.authentication.factorRemoved(tx, { tenantId, customerId, method: 'passkey', credentialId });
      });
    },
  };
}
