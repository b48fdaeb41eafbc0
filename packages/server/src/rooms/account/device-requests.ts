/**
 * Devices that ask to be signed in (RFC 8628), from the side of their owner: the code is entered, the request is looked
 * at, and the session that looked at it answers. Approving begins a session of the device's own (ADR 0019).
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Application, Applications, DescribedScope } from '../applications/index.ts';
import { type Acr, type Authentication, reaches, toAcr } from '../authentication/index.ts';
import type { Consents } from '../consents/index.ts';
import { type Customers, knownBy } from '../customers/index.ts';
import type { CurrentSession, Gate } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Charge, Protection } from '../protection/index.ts';
import type { DeviceRequest, EnteredRequest, Sessions } from '../sessions/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { withResources } from './consent-request.ts';
import { readUserCode } from './user-code.ts';

export type DeviceRequestDependencies = {
  readonly database: Database;
  readonly applications: Applications;
  readonly authentication: Pick<Authentication, 'sufficesFor' | 'wasBegunAsAllowed' | 'holdFresh'>;
  readonly clock: Clock;
  readonly consents: Consents;
  readonly customers: Customers;
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly protection: Protection;
  readonly sessions: Sessions;
};

export type DeviceRequests = ReturnType<typeof createDeviceRequests>;

/** Who looks at the request or answers it. */
export type DeviceCaller = {
  readonly tenant: Tenant;
  readonly requestId: string;
  readonly browserSecret: string | null;
  readonly current: CurrentSession | null;
};

/** What the page shows of a device that asks. */
export type ShownDeviceRequest = {
  readonly application: Application;
  /** What it may see of the customer. */
  readonly scopes: readonly DescribedScope[];
  /** What it may do at APIs, in the words of each. */
  readonly apis: readonly AskedApi[];
  readonly request: DeviceRequest;
  readonly signedInAs: string;
};

export type AskedApi = {
  readonly resourceUri: string;
  readonly name: string;
  readonly scopes: readonly DescribedScope[];
};

/** What is missing before the request may be seen: a sign-in, or more strength of the session that there is. */
export type DeviceProof = {
  readonly step: 'prove';
  readonly application: Application;
  readonly requiredAcr: Acr | null;
  readonly raising: CurrentSession | null;
  /** The sign-in is older than the application lets it be. */
  readonly isTooOld: boolean;
  /** What the sign-in remembers the request by. */
  readonly reference: Buffer;
};

/** Over, a proof that is missing first, or the request itself. */
export type LookedAt =
  | { readonly step: 'over' }
  | DeviceProof
  | { readonly step: 'answer'; readonly shown: ShownDeviceRequest };

const day = 24 * 60 * 60;
// As long as people keep such a device without thinking of it; ended in the account, or with all other sessions.
const lifeSeconds = { renewing: 180 * day, once: day } as const;
// A device that renews is known by its tokens; until it has fetched them it is shown for as long as it may.
const shownSeconds = 15 * 60;

export function createDeviceRequests(deps: DeviceRequestDependencies) {
  const { database, applications, authentication, protection, sessions } = deps;
  const { deviceCodes } = sessions;

  /** The request of this browser and its application; null where it is over or the application asks no more. */
  async function find(caller: DeviceCaller) {
    const { tenant, requestId, browserSecret } = caller;
    if (browserSecret === null) return null;
    const entered: EnteredRequest = { tenantId: tenant.tenantId, requestId, browserSecret };
    const request = await deviceCodes.find(database.reader, entered);
    const application = request && (await applications.find(tenant.tenantId, request.applicationId));
    const asks = application?.metadata.grant_types.includes('urn:ietf:params:oauth:grant-type:device_code') === true;
    return request === null || application?.state !== 'active' || !asks ? null : { entered, request, application };
  }

  /** Whether the session is what the application asks of one: enough, too weak, too old, or begun in a way it does not allow. */
  async function judge(tenant: Tenant, current: CurrentSession, request: DeviceRequest) {
    const { applicationId } = request;
    if (!(await authentication.wasBegunAsAllowed(tenant, applicationId, current))) return 'other';
    if (!isRecent(current, request, deps.clock.now())) return 'stale';
    const asked = toAcr(request.requiredAcr);
    const isStrong = asked === null || reaches(current.acr, asked);
    return isStrong && (await authentication.sufficesFor(tenant, applicationId, current)) ? 'enough' : 'weak';
  }

  /** An API in its own words: another one may call something else the same. */
  async function describeApi(application: Application, resourceUri: string, scopes: string): Promise<AskedApi> {
    const resource = await applications.resource(application.tenantId, resourceUri);
    const asking = withResources(application, [resourceUri]);
    const described = await applications.describeScopes(asking, listed(scopes));
    return { resourceUri, name: resource?.name ?? resourceUri, scopes: described };
  }

  return {
    /**
     * This browser's request behind a code that somebody typed; null for one that leads nowhere. Each try is paid for
     * before anything is looked up, and given back when it was right.
     */
    async enter(
      tenantId: string,
      entered: {
        readonly code: string;
        readonly browserSecret: string;
        readonly address: string;
        readonly sessionId: string | null;
      },
    ): Promise<string | null> {
      const userCode = readUserCode(entered.code);
      // What cannot be a code guesses nothing.
      if (userCode === null) return null;
      const charges: Charge[] = [
        ...protection.networkCharges(entered.address, 'device-code'),
        ...(entered.sessionId === null
          ? []
          : [{ budget: 'device-code.session', key: entered.sessionId } satisfies Charge]),
        { budget: 'device-code.tenant', key: tenantId },
      ];
      await protection.demand(tenantId, charges);
      const { browserSecret } = entered;
      const requestId = await deviceCodes.enter(database.reader, tenantId, { userCode, browserSecret });
      if (requestId !== null) await protection.forgive(tenantId, charges);
      return requestId;
    },

    /** What is asked, once this session may answer it: from then on nobody else may. */
    async look(caller: DeviceCaller): Promise<LookedAt> {
      const found = await find(caller);
      if (found === null) return { step: 'over' };
      const { entered, request, application } = found;
      const { tenant, current } = caller;
      const verdict = current === null ? 'other' : await judge(tenant, current, request);
      if (current === null || verdict !== 'enough') {
        const raising = verdict === 'weak' ? current : null;
        const { reference } = request;
        const isTooOld = verdict === 'stale';
        return { step: 'prove', application, requiredAcr: toAcr(request.requiredAcr), raising, isTooOld, reference };
      }
      if (!(await deviceCodes.claim(database.reader, entered, current.sessionId))) return { step: 'over' };
      const profile = await deps.customers.profile(database.reader, tenant.tenantId, current.customerId);
      if (profile === null) throw new ProblemError('session.required');
      const { ofProfile, resourceScopes } = scopesOf(application, request);
      const scopes = await applications.describeScopes(application, listed(ofProfile));
      const apis = await Promise.all(Object.entries(resourceScopes).map((api) => describeApi(application, ...api)));
      return { step: 'answer', shown: { application, scopes, apis, request, signedInAs: knownBy(profile) } };
    },

    /** Signs the device in, or refuses to. Over where the request is, or not this session's to answer. */
    async answer(
      caller: DeviceCaller & { readonly current: CurrentSession },
      answer: {
        readonly isApproved: boolean;
        readonly requestId: string;
        /** Whether whoever approves must have proven themselves lately: a token may be in other hands than a browser. */
        readonly asksFresh?: boolean;
      },
    ): Promise<AnsweredDevice> {
      const found = await find(caller);
      if (found === null) return { step: 'over' };
      const { tenant, current } = caller;
      const { entered, request, application } = found;
      const verdict = answer.isApproved ? await judge(tenant, current, request) : 'enough';
      // While the page was looked at the sign-in grew too old: it is asked for again.
      if (verdict === 'stale') return { step: 'prove' };
      // The page was shown to a session that was enough; whoever did not look at it is not.
      if (verdict !== 'enough') return { step: 'over' };
      const by = { tenant, current, requestId: answer.requestId, entered };
      const isAnswered = await database.transaction({ customers: [current.customerId] }, async (tx) => {
        if (!answer.isApproved) return deny(deps, tx, application, by);
        if (answer.asksFresh === true) await authentication.holdFresh(tx, tenant, current);
        return approve(deps, tx, application, by);
      });
      return isAnswered ? { step: 'done', application } : { step: 'over' };
    },
  };
}

/** Done, over, or a proof that is missing first. */
export type AnsweredDevice =
  | { readonly step: 'over' }
  | { readonly step: 'prove' }
  | { readonly step: 'done'; readonly application: Application };

type AnsweredBy = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly requestId: string;
  readonly entered: EnteredRequest;
};

async function approve(
  deps: DeviceRequestDependencies,
  tx: Transaction,
  application: Application,
  { tenant, current, requestId, entered }: AnsweredBy,
): Promise<boolean> {
  const { tenantId } = tenant;
  const { customerId, sessionId: approvedBy } = current;
  const { applicationId } = application;
  const customerState = await deps.customers.state(tx, tenantId, customerId);
  if (!deps.gate.mayAuthenticate({ tenantState: tenant.state, customerState }).allowed) return false;
  const request = await deps.sessions.deviceCodes.approve(tx, entered, approvedBy);
  if (request === null) return false;
  const { all, ofProfile: scopes, resourceScopes } = scopesOf(application, request);
  if (!application.firstParty)
    await deps.consents.grant(tx, { tenantId, customerId, applicationId, scopes: all, requestId });
  const renews =
    application.metadata.grant_types.includes('refresh_token') &&
    (application.firstParty || all.includes('offline_access'));
  const { client } = request;
  const sessionId = await deps.sessions.deviceCodes.start(tx, entered, {
    ...{ tenantId, customerId, requestId, approvedBy, client, applicationId, scopes, resourceScopes },
    absoluteSeconds: renews ? lifeSeconds.renewing : lifeSeconds.once,
    shownSeconds: renews ? shownSeconds : lifeSeconds.once,
  });
  // It was live a moment ago, in the statement that approved.
  if (sessionId === null) throw new ProblemError('session.required');
  await deps.ledger.append(tx, {
    ...{ tenantId, customerId, requestId },
    event: 'device.approved',
    actor: { kind: 'customer', id: customerId },
    data: { applicationId, sessionId, approvedBy },
    personal: client,
  });
  return true;
}

async function deny(
  deps: DeviceRequestDependencies,
  tx: Transaction,
  { applicationId }: Application,
  { tenant, current, requestId, entered }: AnsweredBy,
): Promise<boolean> {
  const { customerId, sessionId: deniedBy } = current;
  const request = await deps.sessions.deviceCodes.deny(tx, entered, deniedBy);
  if (request === null) return false;
  await deps.ledger.append(tx, {
    ...{ tenantId: tenant.tenantId, customerId, requestId },
    event: 'device.denied',
    actor: { kind: 'customer', id: customerId },
    data: { applicationId, deniedBy },
    personal: request.client,
  });
  return true;
}

/**
 * Whether whoever answers has proven themselves lately enough (`max_age`). What was proven since the device asked always
 * is: or somebody who reads the page for a minute would be asked for ever.
 */
function isRecent({ authenticatedAt }: CurrentSession, { maxAgeSeconds, askedAt }: DeviceRequest, now: Date): boolean {
  if (maxAgeSeconds === null || authenticatedAt >= askedAt) return true;
  return now.getTime() - authenticatedAt.getTime() <= maxAgeSeconds * 1000;
}

const listed = (scopes: string): string[] => scopes.split(' ').filter((scope) => scope !== '');

/** What is asked for, as far as the application is registered for it by now: more can be neither shown nor allowed. */
function scopesOf({ metadata }: Application, { scopes, resourceScopes }: DeviceRequest) {
  const registered = new Set(['openid', ...metadata.scope.split(' ')]);
  const known = (text: string) => text.split(' ').filter((scope) => registered.has(scope));
  const ofResources = Object.fromEntries(
    Object.entries(resourceScopes).map(([resource, text]) => [resource, known(text).join(' ')]),
  );
  const all = [...new Set([...known(scopes), ...Object.values(ofResources).flatMap(known)])];
  return { all, ofProfile: known(scopes).join(' '), resourceScopes: ofResources };
}
