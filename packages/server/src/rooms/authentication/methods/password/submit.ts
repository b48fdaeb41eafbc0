/**
 * Sign-in by password. Unknown identifier, wrong password and closed lane cost the same work and give the same answer:
 * one look-up, one reservation, one hash, one ledger entry (cases 21, 22, 221).
 */
import type { Database, Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret, isId } from '../../../../foundation/ids/index.ts';
import type { Connections } from '../../../connections/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import { type Customers, readIdentifier } from '../../../customers/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Charge } from '../../../protection/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import { type AcceptDependencies, acceptProof } from '../../accept-proof.ts';
import { type Pending, presentedIn, type SignedIn, type Visitor } from '../../complete-sign-in.ts';
import { policyToward } from '../../facts.ts';
import type { ProofRecord } from '../../flow.ts';
import { observerOf } from '../../observe-attempt.ts';
import { refusesRelayed } from '../../relayed.ts';
import { planRenewal } from '../../renew-password.ts';
import { findCandidate, findStanding } from '../../store/password-standings.ts';
import { demandNoOtherHome, demandNoOtherHomeOf, type LinkingBy } from '../connection/home.ts';
import { laneOf } from './lane.ts';
import { findLeak, noteLeak } from './leak.ts';

export type PasswordDependencies = AcceptDependencies & {
  connections: AcceptDependencies['connections'] & Pick<Connections, 'forDomain'>;
  linkingBy: LinkingBy;
  database: Database;
  customers: Customers;
  credentials: Credentials;
  ledger: Ledger;
};

export type PasswordSubmission = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly identifier: string;
  readonly password: string;
  /** Whether the box was ticked that asks to stay signed in here. */
  readonly keepSignedIn?: boolean;
  /** Whether this journey has shown, in the place of a proof of work, that it reads the mailbox of this identifier. */
  readonly isMailboxProven?: boolean;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** Checks the password and starts a session, or refuses without saying what was wrong. */
export async function submitPassword(
  deps: PasswordDependencies,
  submission: PasswordSubmission,
): Promise<SignedIn | Pending> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const { flowId } = submission;
  if (!isId('flow', flowId)) throw new ProblemError('flow.unknown');

  // What is no identifier is nobody's: it goes the same way and is counted under its own text.
  const identifier = readIdentifier(submission.identifier, tenant.settings.identifiers);
  const index = await deps.customers.identifierIndex(deps.database.reader, tenantId, identifier);
  const deviceHash = deps.protection.deviceHash(visitor.deviceSecret);
  const browserHash = hashSecret(visitor.browserSecret ?? '');
  const { rememberDays } = tenant.settings.devices;
  const found = await findCandidate(deps.database.reader, tenantId, {
    flowId,
    browserHash,
    index,
    deviceHash,
    rememberDays,
  });
  const { flow } = deps.flows.recognise(found.flow, { kind: 'sign-in', browserSecret: visitor.browserSecret });
  const { customerId } = found;
  const device = deps.protection.devices.standing(presentedIn({ tenant, flow, visitor }), found.device);
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  if (!first.includes('password')) throw new ProblemError('factor.not_offered');

  const accountKey = index.digest.toString('hex');
  await demandNoOtherHome(deps, tenant, flow, submission.identifier);

  const lanes = lanesFor(accountKey, visitor, customerId ?? accountKey);
  const passwordMark = deps.protection.detection.markOf(tenantId, submission.password);
  const seen = { tenant, visitor, customerId, namedKey: accountKey, isKnownDevice: device.isKnown, passwordMark };
  const observe = observerOf(deps, seen);
  const charges = await reserve(deps, tenantId, { lanes, isKnown: device.isKnown, visitor }).catch((error: unknown) => {
    observe(error instanceof ProblemError ? 'refused' : null);
    throw error;
  });

  const lane = laneOf(visitor, device.isKnown);
  // Looked up beside the hash and for everybody, so that neither time nor load tells of a password that is wrong.
  const [check, source] = await Promise.all([
    deps.credentials.checkStored(tenantId, customerId, submission.password, found.password, found.standIn, lane),
    deps.credentials.leaked.here(submission.password),
  ]).catch(async (error: unknown) => {
    // Nobody has guessed anything: a flood elsewhere must not use up this account's attempts.
    await deps.protection.forgive(tenantId, charges);
    throw error;
  });
  const leak = check.matches ? await findLeak(deps, { password: submission.password, source, check }) : null;
  const renewal =
    leak !== null && customerId !== null
      ? await planRenewal(deps, leak, { tenant, customerId, isKnownDevice: device.isKnown, visitor })
      : null;
  const proofs: ProofRecord[] = [
    { method: 'password', ...(leak === null ? {} : { leaked: true }) },
    ...(submission.isMailboxProven === true ? ([{ method: 'email-code' }] as const) : []),
  ];
  if (check.matches && customerId !== null)
    await demandNoOtherHomeOf(deps, deps.database.reader, { tenant, flow, customerId });
  const fresh =
    check.matches && check.stale !== null && customerId !== null
      ? await deps.credentials.prepare(tenantId, customerId, submission.password, lane)
      : null;

  // One writer per customer; for nobody the same lock is taken under the address's digest, so the work is the same.
  const outcome = await deps.database.transaction({ customers: [customerId ?? accountKey] }, async (tx) => {
    const fail = (reason: FailureReason) =>
      recordFailure(deps, tx, { tenantId, customerId, flowId: flow.flowId, requestId: visitor.requestId, reason });
    if (!check.matches || customerId === null) return fail('no_match');
    // Checked outside the lock: a password that has been replaced since opens nothing (case 50).
    const standing = await findStanding(tx, tenantId, customerId);
    if (standing?.credentialId !== check.credentialId) return fail('no_match');
    // As if it were wrong: whoever stands between learns nothing, and its owner is told by mail.
    if (await refusesRelayed(deps, tx, { tenant, flow, customerId, visitor })) return 'no_match';
    if (fresh !== null && check.stale !== null) {
      await replaceStaleHash(deps, tx, {
        tenantId,
        customerId,
        before: check.stale,
        after: fresh,
        credentialId: check.credentialId,
      });
    }
    if (leak !== null) await noteLeak(deps, tx, { tenantId, customerId, leak, requestId: visitor.requestId });
    const completed = await acceptProof(deps, tx, {
      tenant,
      flow,
      customerId,
      customerState: standing.customerState,
      proofs,
      renewal,
      startsOver: true,
      enrolled: ['password', ...standing.factors],
      visitor,
      keepSignedIn: submission.keepSignedIn === true,
      isDeviceFresh: device.isFresh,
      isDeviceDoubted: device.isDoubted,
      isDeviceKnown: device.isKnown,
      passwordMark,
    });
    if ('notAllowed' in completed && completed.notAllowed !== 'customer_closing') return fail('not_allowed');
    deps.protection.settle(tx, tenantId, charges, [lanes.own, lanes.common, lanes.shared]);
    if ('notAllowed' in completed) {
      // The journey stays open with its proof: its owner may say that the account is to be kept.
      const { browserSecret } = visitor;
      await deps.flows.prove(tx, flow, { proofs, customerId, browserSecret, replaces: true, startsOver: true });
      return 'closing';
    }
    return completed;
  });
  observe(endOf(outcome));
  // Thrown only now, so that what was recorded is committed. What is wrong with an account is told to its owner alone.
  if (outcome === 'no_match') throw new ProblemError('sign_in.refused');
  if (outcome === 'closing') throw new ProblemError('sign_in.closing');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  return outcome;
}

/** A right password that waits to be confirmed is a failure until it is: who holds a list goes no further. */
function endOf(outcome: SignedIn | Pending | FailureReason | 'closing'): 'success' | 'failure' | null {
  if (outcome === 'no_match') return 'failure';
  if (outcome === 'closing') return 'success';
  if (outcome === 'not_allowed') return null;
  if ('sessionId' in outcome) return 'success';
  return outcome.isUnconfirmed === true || outcome.pending === 'renew-password' ? 'failure' : null;
}

type Lanes = { readonly own: Charge; readonly common: Charge; readonly shared: Charge };

/**
 * The lane of this browser for this account, and the one of all browsers that the account does not know. The shared one
 * counts the failures of all that one customer is found by: three identifiers are not three times as many guesses.
 */
export function lanesFor(accountKey: string, visitor: { deviceSecret: string }, customerKey: string): Lanes {
  return {
    own: { budget: 'sign-in.account-known-device', key: `${accountKey}:${visitor.deviceSecret}` },
    common: { budget: 'sign-in.account', key: accountKey },
    shared: { budget: 'sign-in.customer', key: customerKey },
  };
}

/**
 * Pays for the attempt. A known browser pays from its own lane alone, so that nobody who shares its address can keep it out;
 * one that has used that up still has everybody's: it is never worse off.
 */
export async function reserve(
  deps: Pick<PasswordDependencies, 'protection'>,
  tenantId: string,
  attempt: { lanes: Lanes; isKnown: boolean; visitor: Visitor },
): Promise<Charge[]> {
  const { client, deviceSecret, hasDeviceToken } = attempt.visitor;
  const own = [attempt.lanes.own];
  if (attempt.isKnown && (await deps.protection.spend(tenantId, own))) return own;
  const common: Charge[] = [
    attempt.lanes.common,
    attempt.lanes.shared,
    ...deps.protection.networkCharges(client.address, 'sign-in'),
    ...(hasDeviceToken && deviceSecret !== null ? [{ budget: 'sign-in.device', key: deviceSecret } as const] : []),
  ];
  await deps.protection.demand(tenantId, common);
  return common;
}

type FailureReason = 'no_match' | 'not_allowed';

async function recordFailure(
  deps: PasswordDependencies,
  tx: Transaction,
  failure: {
    tenantId: string;
    customerId: string | null;
    flowId: string;
    requestId: string;
    reason: FailureReason;
  },
): Promise<FailureReason> {
  await deps.ledger.append(tx, {
    tenantId: failure.tenantId,
    customerId: failure.customerId,
    event: 'sign_in.failed',
    actor: { kind: 'visitor' },
    requestId: failure.requestId,
    data: { flowId: failure.flowId, reason: failure.reason },
  });
  return failure.reason;
}

async function replaceStaleHash(
  deps: PasswordDependencies,
  tx: Transaction,
  hash: { tenantId: string; customerId: string; credentialId: string; before: Buffer; after: Buffer },
): Promise<void> {
  const { tenantId, customerId, credentialId } = hash;
  if (!(await deps.credentials.refresh(tx, tenantId, customerId, hash))) return;
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'password.rehashed',
    actor: { kind: 'system' },
    data: { credentialId },
  });
}
