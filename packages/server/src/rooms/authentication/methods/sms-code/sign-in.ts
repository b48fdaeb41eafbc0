/**
 * A sign-in that begins with a code by text message. Whatever number is typed takes the same path to the same answer; a
 * message goes only to a number that a customer made a factor, and what it costs is counted when it goes (case 77).
 */
import type { Database, Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Connections } from '../../../connections/index.ts';
import {
  type Customers,
  looksLikeNumber,
  maskPhoneNumber,
  type PhoneNumber,
  parsePhoneNumber,
} from '../../../customers/index.ts';
import type { Composition, QueuedMessage, Sms } from '../../../messaging/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import { type AcceptDependencies, acceptProof } from '../../accept-proof.ts';
import { payForCode } from '../../code-lanes.ts';
import type { Pending, SignedIn, Visitor } from '../../complete-sign-in.ts';
import { policyToward } from '../../facts.ts';
import type { Flow } from '../../flow.ts';
import { foundAgain } from '../../found-again.ts';
import { observerOf } from '../../observe-attempt.ts';
import { demandNoOtherHomeOf, type LinkingBy } from '../connection/home.ts';
import { enrolledPhone } from './phone.ts';
import type { SmsCodeDependencies } from './send-code.ts';

export type SmsSignInDependencies = AcceptDependencies &
  SmsCodeDependencies & {
    readonly connections: AcceptDependencies['connections'] & Pick<Connections, 'forDomain'>;
    readonly linkingBy: LinkingBy;
    readonly database: Database;
    readonly customers: Customers;
    readonly sms: Pick<Sms, 'isOn' | 'admit' | 'confirmed'>;
  };

export type SmsSigning = {
  readonly tenant: Tenant;
  readonly flowId: string | undefined;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

export type SmsRequest = SmsSigning & {
  readonly identifier: string;
  readonly keepSignedIn?: boolean;
  readonly locale: string;
};

/** Sealed and bound to the journey. */
type WantedSms = { readonly phone: PhoneNumber; readonly keepSignedIn: boolean | null };

/** The number that was typed, where codes to it may begin a sign-in; null: it is for another way. */
export async function numberFor(
  deps: SmsSignInDependencies,
  { tenant, flowId, identifier, visitor }: SmsRequest,
): Promise<PhoneNumber | null> {
  if (!looksLikeNumber(identifier)) return null;
  const { flow } = await deps.flows.demand(tenant.tenantId, flowId, visitor.browserSecret);
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  if (!first.includes('sms-code') || !deps.sms.isOn(tenant)) return null;
  return parsePhoneNumber(identifier, tenant.settings.identifiers.defaultCountry);
}

/** Accepts the number and asks for the message. */
export async function requestSms(
  deps: SmsSignInDependencies,
  request: SmsRequest & { readonly phone: PhoneNumber },
): Promise<void> {
  const { tenant, visitor, locale, phone } = request;
  const { tenantId } = tenant;
  const { flow, step } = await deps.flows.load(tenantId, {
    flowId: request.flowId,
    kind: 'sign-in',
    browserSecret: visitor.browserSecret,
  });
  if (step !== 'ask-first' && step !== 'prove-address') throw new ProblemError('flow.unknown');
  await deps.protection.demand(tenantId, deps.protection.networkCharges(visitor.client.address, 'sms'));
  const subject = await deps.customers.identifierKey(deps.database.reader, tenantId, phone);
  // A phone is only rung so often, whoever asks. Beyond it the answer is the same and nothing is sent.
  const maySend = await deps.protection.spend(tenantId, [{ budget: 'sms.recipient', key: subject }]);
  const payload: WantedSms = { phone, keepSignedIn: request.keepSignedIn ?? null };
  await deps.database.transaction({}, async (tx) => {
    await deps.flows.holdHere(tx, flow);
    await deps.flows.carry(tx, flow, { payload, locale });
    if (maySend) await requestProof(deps, tx, { flow, subject, requestId: visitor.requestId });
  });
}

/** Asks for another message; refused with the time to wait when the phone has had enough. */
export async function resendSms(deps: SmsSignInDependencies, signing: SmsSigning): Promise<void> {
  const { tenant, visitor } = signing;
  const { flow, subject } = await loadWaiting(deps, signing);
  await deps.protection.demand(tenant.tenantId, [
    { budget: 'sms.recipient', key: subject },
    ...deps.protection.networkCharges(visitor.client.address, 'sms'),
  ]);
  await deps.database.transaction({}, async (tx) => {
    await deps.flows.holdHere(tx, flow);
    await requestProof(deps, tx, { flow, subject, requestId: visitor.requestId });
  });
}

/** What this browser waits for: the number, masked; null when it waits for something else. */
export async function waitingNumber(deps: SmsSignInDependencies, signing: SmsSigning): Promise<string | null> {
  const waiting = await findWaiting(deps, signing);
  return waiting && maskPhoneNumber(waiting.wanted.phone.value);
}

/** Tries the code. Wrong, and right for a number that is nobody's factor, are one answer and one work. */
export async function verifySms(
  deps: SmsSignInDependencies,
  submission: SmsSigning & { readonly code: string },
): Promise<SignedIn | Pending> {
  const { tenant, visitor, code } = submission;
  const { tenantId } = tenant;
  const { flow, wanted, subject } = await loadWaiting(deps, submission);
  const { first } = await policyToward(deps, tenant, flow.interaction?.applicationId ?? null);
  // The way may have been closed since the message was asked for.
  if (!first.includes('sms-code')) throw new ProblemError('factor.not_offered');
  const owner = await ownerOf(deps, tenantId, wanted.phone);
  const { charges, lanes } = await payForCode(deps, {
    tenant,
    subject,
    customerId: owner?.customerId ?? null,
    visitor,
  });
  const outcome = await deps.database.transaction({ customers: [owner?.customerId ?? subject] }, async (tx) => {
    await deps.flows.holdHere(tx, flow);
    const { flowId, browserHash } = flow;
    const tried = await deps.proofs.tryCode(tx, tenantId, { purpose: 'sign-in', subject, flowId, browserHash, code });
    // Still theirs, and still a factor, under their lock.
    const phone = owner && (await enrolledPhone(deps, tx, tenantId, owner.customerId));
    if (tried.kind === 'refused' || owner === null || phone?.subject !== subject) return fail('no_match');
    await demandNoOtherHomeOf(deps, tx, { tenant, flow, customerId: owner.customerId });
    await deps.sms.confirmed(tx, tenantId, { number: phone.number, proofId: tried.proofId });
    await deps.credentials.phoneFactors.touch(tx, tenantId, phone.credentialId);
    const { customerId } = owner;
    await foundAgain(deps, tx, { tenantId, customerId, visitor });
    const proofs = [{ method: 'sms-code', credentialId: phone.credentialId }] as const;
    const keep = wanted.keepSignedIn === null ? {} : { keepSignedIn: wanted.keepSignedIn };
    const accepted = await acceptProof(deps, tx, {
      tenant,
      flow,
      customerId,
      proofs,
      startsOver: true,
      visitor,
      ...keep,
    });
    if ('notAllowed' in accepted && accepted.notAllowed !== 'customer_closing') return fail('not_allowed');
    await deps.protection.settle(tx, tenantId, charges, lanes);
    if (!('notAllowed' in accepted)) return accepted;
    const { browserSecret } = visitor;
    await deps.flows.prove(tx, flow, { proofs, customerId, browserSecret, replaces: true, startsOver: true });
    return 'closing';

    async function fail<Reason extends 'no_match' | 'not_allowed'>(reason: Reason): Promise<Reason> {
      await deps.ledger.append(tx, {
        tenantId,
        customerId: owner?.customerId ?? null,
        event: 'sign_in.failed',
        actor: { kind: 'visitor' },
        requestId: visitor.requestId,
        data: { flowId: flow.flowId, reason },
      });
      return reason;
    }
  });
  const named = { customerId: owner?.customerId ?? null, namedKey: subject, action: 'mailed-code' } as const;
  const isIn = typeof outcome === 'object' && 'sessionId' in outcome;
  observerOf(deps, { tenant, visitor, ...named })(outcome === 'no_match' ? 'failure' : isIn ? 'success' : null);
  // Thrown only now, so that what was recorded is committed.
  if (outcome === 'no_match') throw new ProblemError('proof.refused');
  if (outcome === 'closing') throw new ProblemError('sign_in.closing');
  if (outcome === 'not_allowed') throw new ProblemError('sign_in.not_allowed');
  return outcome;
}

/** Writes the message: to who made this number a factor, as far as the day and the numbers around it allow. */
export async function composeSmsSignIn(deps: SmsSignInDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId } = message;
  const { reader } = deps.database;
  const { flowId, proofId } = message.reference as { flowId: string; proofId: string };
  const tenant = await deps.tenants.byId(tenantId);
  const journey = await deps.flows.open<Partial<WantedSms>>(reader, tenantId, flowId);
  const phone = journey?.payload.phone;
  if (tenant === null || journey === null || phone === undefined) return { kind: 'cancel', reason: 'journey_over' };
  const subject = await deps.customers.identifierKey(reader, tenantId, phone);
  // Minted for a number that is nobody's too, and sent nowhere: a wrong code must cost the same work for both.
  const minted = await deps.proofs.mint(reader, tenantId, proofId, subject);
  if (minted === null) return { kind: 'cancel', reason: 'proof_superseded' };
  const owner = await ownerOf(deps, tenantId, phone);
  if (owner === null) return { kind: 'cancel', reason: 'nobody' };
  const admission = await deps.sms.admit(tenant, phone.value);
  if (admission.kind !== 'admitted') return { kind: 'cancel', reason: `sms_${admission.kind}` };
  const { host } = new URL(tenant.origin);
  return {
    kind: 'send',
    to: phone.value,
    locale: owner.locale,
    template: 'sign-in-code',
    variables: { tenantName: tenant.name, code: minted.code, host },
  };
}

/** Who made this number their factor, or null. */
async function ownerOf(deps: SmsSignInDependencies, tenantId: string, phone: PhoneNumber) {
  const { reader } = deps.database;
  const holder = await deps.customers.findByIdentifier(reader, tenantId, phone);
  const factor = holder && (await deps.credentials.phoneFactors.find(reader, tenantId, holder.customerId));
  return holder !== null && factor?.identifierId === holder.identifierId ? holder : null;
}

async function findWaiting(deps: SmsSignInDependencies, { tenant, flowId, visitor }: SmsSigning) {
  const { reader } = deps.database;
  const { tenantId } = tenant;
  const { flow, step } = await deps.flows.load(tenantId, {
    flowId,
    kind: 'sign-in',
    browserSecret: visitor.browserSecret,
  });
  if (step !== 'prove-address') return null;
  const journey = await deps.flows.open<Partial<WantedSms>>(reader, tenantId, flow.flowId);
  const phone = journey?.payload.phone;
  if (phone === undefined) return null;
  const wanted: WantedSms = { phone, keepSignedIn: journey?.payload.keepSignedIn ?? null };
  return { flow, wanted, subject: await deps.customers.identifierKey(reader, tenantId, phone) };
}

async function loadWaiting(deps: SmsSignInDependencies, signing: SmsSigning) {
  const waiting = await findWaiting(deps, signing);
  if (waiting === null) throw new ProblemError('flow.unknown');
  return waiting;
}

async function requestProof(
  deps: SmsSignInDependencies,
  tx: Transaction,
  { flow, subject, requestId }: { flow: Flow; subject: string; requestId: string },
): Promise<void> {
  const { tenantId, flowId, browserHash } = flow;
  const proofId = await deps.proofs.request(tx, tenantId, { purpose: 'sign-in', subject, flowId, browserHash });
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'sign_in.sms_requested',
    actor: { kind: 'visitor' },
    requestId,
    data: { flowId, proofId },
  });
}
