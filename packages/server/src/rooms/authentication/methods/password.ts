/**
 * Sign-in by password. Unknown address, wrong password and closed lane cost the same work and give the same answer:
 * one look-up, one reservation, one hash, one ledger entry (cases 21, 22, 221).
 */
import type { Database, Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Credentials } from '../../credentials/index.ts';
import { type CustomerMatch, type Customers, parseEmailAddress } from '../../customers/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Charge } from '../../protection/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import { type CompleteDependencies, completeSignIn, type SignedIn, type Visitor } from '../complete-sign-in.ts';

export type PasswordDependencies = CompleteDependencies & {
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
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** Checks the password and starts a session, or refuses without saying what was wrong. */
export async function submitPassword(deps: PasswordDependencies, submission: PasswordSubmission): Promise<SignedIn> {
  const { tenant, visitor } = submission;
  const { tenantId } = tenant;
  const { flow } = await deps.flows.load(tenantId, {
    flowId: submission.flowId,
    kind: 'sign-in',
    browserSecret: visitor.browserSecret,
  });

  // What is no address is nobody's address: it goes the same way and is counted under its own text.
  const typed = submission.identifier.slice(0, 320).toWellFormed();
  const email = parseEmailAddress(typed) ?? { value: typed, normalised: typed };
  const accountKey = await deps.customers.emailKey(deps.database.reader, tenantId, email);
  const match = await deps.customers.findByEmail(deps.database.reader, tenantId, email);
  const device = await deps.protection.deviceOf(tenantId, match?.customerId ?? null, visitor.deviceSecret);

  const lanes = lanesFor(accountKey, visitor);
  const charges = await reserve(deps, tenantId, { lanes, isKnown: device.isKnown, visitor });

  const customerId = match?.customerId ?? null;
  const check = await deps.credentials
    .check(deps.database.reader, tenantId, customerId, submission.password)
    .catch(async (error: unknown) => {
      // Nobody has guessed anything: a flood elsewhere must not use up this account's attempts.
      await deps.protection.forgive(tenantId, charges);
      throw error;
    });
  const fresh =
    check.matches && check.stale !== null && match
      ? await deps.credentials.prepare(tenantId, match.customerId, submission.password)
      : null;

  // One writer per customer; for nobody the same lock is taken under the address's digest, so the work is the same.
  const outcome = await deps.database.transaction({ customers: [match?.customerId ?? accountKey] }, async (tx) => {
    const fail = (reason: FailureReason) =>
      recordFailure(deps, tx, { tenantId, match, flowId: flow.flowId, requestId: visitor.requestId, reason });
    if (!check.matches || !match) return fail('no_match');
    if (fresh !== null && check.stale !== null) {
      await replaceStaleHash(deps, tx, {
        tenantId,
        customerId: match.customerId,
        before: check.stale,
        after: fresh,
        credentialId: check.credentialId,
      });
    }
    const completed = await completeSignIn(deps, tx, {
      tenant,
      flow,
      customerId: match.customerId,
      proofs: ['password'],
      visitor,
      isDeviceFresh: device.isFresh,
    });
    if ('notAllowed' in completed) return fail('not_allowed');
    await deps.protection.settle(tx, tenantId, charges, [lanes.own, lanes.common]);
    return completed;
  });
  // Thrown only now, so that what was recorded is committed. What is wrong with an account is told to its owner alone.
  if (outcome === 'no_match') throw new ProblemError('sign_in.refused');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  return outcome;
}

type Lanes = { readonly own: Charge; readonly common: Charge };

/** The lane of this browser for this account, and the one of all browsers that the account does not know. */
function lanesFor(accountKey: string, visitor: { deviceSecret: string }): Lanes {
  return {
    own: { budget: 'sign-in.account-known-device', key: `${accountKey}:${visitor.deviceSecret}` },
    common: { budget: 'sign-in.account', key: accountKey },
  };
}

/** Pays for the attempt. A known browser that has used up its own lane still has everybody's: it is never worse off. */
async function reserve(
  deps: PasswordDependencies,
  tenantId: string,
  attempt: { lanes: Lanes; isKnown: boolean; visitor: Visitor },
): Promise<Charge[]> {
  const network = deps.protection.networkCharges(attempt.visitor.client.address, 'sign-in');
  const own = [attempt.lanes.own, ...network];
  if (attempt.isKnown && (await deps.protection.spend(tenantId, own))) return own;
  const common = [attempt.lanes.common, ...network];
  await deps.protection.demand(tenantId, common);
  return common;
}

type FailureReason = 'no_match' | 'not_allowed';

async function recordFailure(
  deps: PasswordDependencies,
  tx: Transaction,
  failure: {
    tenantId: string;
    match: CustomerMatch | null;
    flowId: string;
    requestId: string;
    reason: FailureReason;
  },
): Promise<FailureReason> {
  await deps.ledger.append(tx, {
    tenantId: failure.tenantId,
    customerId: failure.match?.customerId ?? null,
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
