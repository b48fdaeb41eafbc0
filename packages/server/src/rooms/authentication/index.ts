/**
 * The authentication room: journeys, the pure next step, and the methods that produce proofs. Sign-in by password is
 * its first method.
 */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database, Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Connections } from '../connections/index.ts';
import type { Credentials } from '../credentials/index.ts';
import { type Customers, parseEmailAddress } from '../customers/index.ts';
import type { CurrentSession, Gate } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Composer, Sms } from '../messaging/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Sessions, StartedSession } from '../sessions/index.ts';
import type { SigningKeys, Tenant, Tenants } from '../tenants/index.ts';
import { type Acceptance, acceptProof } from './accept-proof.ts';
import { endWhatWasRestored } from './after-restore.ts';
import type { CompleteDependencies, NotAllowed, Pending, SignedIn } from './complete-sign-in.ts';
import { countOutcome } from './count-outcome.ts';
import { beginInSession, type EnrollingInSession, finishInSession } from './enrol-in-session.ts';
import { factorRemoved, type RemovedFactor } from './factor-removed.ts';
import { createFactsOf, policyToward } from './facts.ts';
import type { ProofMethod, ProofRecord } from './flow.ts';
import { createFlows } from './flows.ts';
import {
  beginConfirmation,
  type Confirmation,
  checkOwnPassword,
  confirm,
  type OwnPasswordCheck,
} from './fresh-proof.ts';
import { confirmationWays, demandFresh, type FreshnessAsked, holdFresh, isFresh } from './freshness.ts';
import { type GoneIdentity, identityGone } from './identity-gone.ts';
import { createArrivals } from './methods/connection/arrival.ts';
import type { LinkingBy } from './methods/connection/home.ts';
import { createConnectionSignIn } from './methods/connection/index.ts';
import { linkAfterSignIn } from './methods/connection/link.ts';
import { createMethods } from './methods/index.ts';
import type { Challenge } from './methods/method.ts';
import { createPasskeySignIn } from './methods/passkey/index.ts';
import type { ConfirmedPassword } from './methods/password/check-own.ts';
import { laneOf } from './methods/password/lane.ts';
import { type PasswordSubmission, submitPassword } from './methods/password/submit.ts';
import { createSentCode } from './methods/sent-code.ts';
import { type AddingPhone, addPhone } from './methods/sms-code/add-phone.ts';
import { composeSms } from './methods/sms-code/compose.ts';
import { createSmsCodeMethod } from './methods/sms-code/method.ts';
import { observeTurnedAway } from './observe-attempt.ts';
import { type Outliving, outliveProvider } from './outlive-provider.ts';
import type { Policy } from './policy.ts';
import { type ProvenAddress, proveAddress } from './prove-address.ts';
import { type Raising, raiseSession } from './raise-session.ts';
import { type RemovingFactors, removeFactors } from './remove-factors.ts';
import type { GoOnRecovering } from './renew-password.ts';
import { retireSession } from './retire-session.ts';
import {
  beginEnrolment,
  beginSecond,
  enrolmentAsks,
  type SecondAnswer,
  type SecondOutcome,
  type SecondStepView,
  submitEnrolment,
  submitSecond,
  viewSecondStep,
} from './second-factor.ts';
import { type EndingPending, endPending, type Securing, secureAccount } from './secure-account.ts';
import { purgeUpstream } from './store/upstream.ts';
import { sufficesFor, wasBegunAsAllowed } from './suffices-for.ts';
import { hasWayIn, type WayInAsked } from './way-in.ts';

export { type Acr, acrLevels, reaches, toAcr } from './acr.ts';
export type { NotAllowed, Pending, SignedIn, Visitor } from './complete-sign-in.ts';
export {
  type Flow,
  type FlowInteraction,
  type FlowKind,
  type ProofMethod,
  type ProofRecord,
  proven,
  safeReturnTo,
} from './flow.ts';
export type { BeginFlow, Flows } from './flows.ts';
export { formTargetOf } from './form-target.ts';
export { type Confirmation, proofsOf, renewWith } from './fresh-proof.ts';
export { mailCharges } from './mail-charges.ts';
export { composeForNobody } from './mail-to-nobody.ts';
export type { CameBack, HeldArrival, OfferedConnection, WaitingLink } from './methods/connection/index.ts';
export { mailedRules } from './methods/mailed/index.ts';
export type { Answers, Asked, Challenge } from './methods/method.ts';
export { smsCodeRules } from './methods/sms-code/send-code.ts';
export type { Step } from './next-step.ts';
export { observeTurnedAway } from './observe-attempt.ts';
export type { Policy } from './policy.ts';
export type { GoOnRecovering } from './renew-password.ts';
export type { SecondOutcome, SecondStepView } from './second-factor.ts';
export { isFactor } from './second-step.ts';

/** A session, or what is still missing. */
export type SignInOutcome = SignedIn | Pending;

export type Authentication = ReturnType<typeof createAuthentication>;

export type AuthenticationDependencies = {
  database: Database;
  clock: Clock;
  connections: Pick<Connections, 'documents' | 'list' | 'find' | 'read' | 'withSecret' | 'forDomain'>;
  development: boolean;
  encryption: Encryption;
  ledger: Ledger;
  applications: Pick<Applications, 'find' | 'settingsFor' | 'appOrigins' | 'directOrigins'>;
  customers: Customers;
  credentials: Credentials;
  sessions: Sessions;
  proofs: Proofs;
  gate: Gate;
  protection: Protection;
  signingKeys: Pick<SigningKeys, 'replaceAll'>;
  tenants: Pick<Tenants, 'byId'>;
  sms: Pick<Sms, 'isOn' | 'admit' | 'demand' | 'confirmed'>;
  metrics: Pick<Metrics, 'signInFinished'>;
  /** What becomes of a sign-in whose password is leaked; the recovery room fills it. */
  goOnRecovering: GoOnRecovering;
};

/** Opens the room. */
export function createAuthentication(deps: AuthenticationDependencies) {
  const flows = createFlows({ ...deps, factsOf: createFactsOf(deps) });
  const arrivals = createArrivals(deps);
  const linkArrived: CompleteDependencies['linkArrived'] = (tx, signedIn) =>
    linkAfterSignIn({ ...deps, arrivals }, tx, signedIn);
  const linkingBy: LinkingBy = async ({ tenantId, flowId, customerId }) => {
    const arrival = await arrivals.find(deps.database.reader, tenantId, { kind: 'flow', id: flowId });
    return arrival?.customerId === customerId ? arrival.connectionId : null;
  };
  const first = { ...deps, flows, linkArrived, linkingBy };
  const methods = createMethods(first);
  const inside = { ...first, methods };
  return {
    flows,
    /** Sign-in by e-mail address and password; refuses with one answer for every reason. */
    submitPassword: (submission: PasswordSubmission): Promise<SignInOutcome> =>
      observeTurnedAway(deps, submission, 'server.busy', () =>
        deps.credentials.admit(
          () => countOutcome(deps.metrics, () => submitPassword(inside, submission)),
          laneOf(submission.visitor),
        ),
      ),
    /** Passkeys: to begin a sign-in, and to begin an account. */
    passkeys: createPasskeySignIn(inside),
    /** Accounts elsewhere: to begin a sign-in or an account, and to be linked. */
    connections: createConnectionSignIn({ ...inside, arrivals }),
    /** Removes what waited for who is away at a provider, once its time is over. */
    purgeUpstream,
    /** Codes and links by mail, to begin a sign-in. */
    mailed: createSentCode(inside),
    /** Makes a proven number a factor, for the account. */
    phoneEnrolment: createSmsCodeMethod(inside).enrol,
    /** Makes a number that was just proven a factor of an account that begins with it; the proof that its code was. */
    addPhone: (tx: Transaction, adding: AddingPhone): Promise<ProofRecord> => addPhone(deps, tx, adding),
    /** Writes the messages with codes to sign in by, for the messaging room. */
    smsCodeComposer: ((message) => composeSms(inside, message)) satisfies Composer,
    /** What may be asked on the way to an application, or to none. */
    policyToward: (tenant: Tenant, applicationId: string | null, within?: Queries): Promise<Policy> =>
      policyToward(deps, tenant, applicationId, within),
    /** Whether an open session is enough for an application that it was not begun for. */
    sufficesFor: (tenant: Tenant, applicationId: string, current: CurrentSession): Promise<boolean> =>
      sufficesFor(deps, tenant, applicationId, current),
    /** Whether it was begun in a way that the application lets one begin with. */
    wasBegunAsAllowed: (tenant: Tenant, applicationId: string, current: CurrentSession): Promise<boolean> =>
      wasBegunAsAllowed(deps, tenant, applicationId, current),
    /** The second half of a journey: its ways, what one of them asks, and the answer. */
    second: {
      view: (journey: Parameters<typeof viewSecondStep>[1]): Promise<SecondStepView> => viewSecondStep(inside, journey),
      begin: (chosen: Parameters<typeof beginSecond>[1]): Promise<Challenge> => beginSecond(inside, chosen),
      submit: (answer: SecondAnswer): Promise<SecondOutcome> =>
        observeTurnedAway(deps, answer, 'attempts.exhausted', () => submitSecond(inside, answer)),
      /** A field that has to be filled in before setting one of them up can begin, or null. */
      enrolmentAsks: (chosen: Parameters<typeof enrolmentAsks>[1]): Promise<'phone' | null> =>
        enrolmentAsks(inside, chosen),
      beginEnrolment: (chosen: Parameters<typeof beginEnrolment>[1]): Promise<Challenge> =>
        beginEnrolment(inside, chosen),
      submitEnrolment: (answer: SecondAnswer): Promise<SecondOutcome> => submitEnrolment(inside, answer),
    },
    /** Setting a factor up in an open session: what it asks, and its end, which counts as a fresh proof. */
    enrolment: {
      begin: (enrolling: EnrollingInSession): Promise<Challenge> => beginInSession(inside, enrolling),
      finish: (enrolling: Parameters<typeof finishInSession>[1]): Promise<StartedSession> =>
        finishInSession(inside, enrolling),
    },
    /** Whether the customer has proven themselves lately enough for what is sensitive; by a factor, if they have one. */
    isFresh: (tenant: Tenant, current: CurrentSession): Promise<boolean> => isFresh(inside, tenant, current),
    /** Refuses who has not. */
    demandFresh: (tenant: Tenant, current: CurrentSession, asked?: FreshnessAsked): Promise<void> =>
      demandFresh(inside, tenant, current, asked),
    /** The same under the customer's lock, where the session is still open too. */
    holdFresh: (
      tx: Transaction,
      tenant: Tenant,
      current: Pick<CurrentSession, 'customerId' | 'sessionId'>,
      asked?: FreshnessAsked,
    ): Promise<void> => holdFresh(inside, tx, tenant, current, asked),
    /** What follows when a factor was set up in an open session, in the transaction that did: a fresh secret, or null. */
    raise: (tx: Transaction, raising: Raising, proof: ProofRecord): Promise<StartedSession | null> =>
      raiseSession(inside, tx, raising, proof),
    /** How the customer of an open session can prove themselves anew. */
    async waysToConfirm(tenant: Tenant, customerId: string): Promise<readonly ProofMethod[]> {
      return (await confirmationWays(inside, deps.database.reader, tenant, customerId)).ways;
    },
    /** What one of these ways asks. */
    beginConfirmation: (begun: Parameters<typeof beginConfirmation>[1]): Promise<Challenge> =>
      beginConfirmation(inside, begun),
    /** Proves the customer of an open session anew: the same session, a fresh secret. */
    confirm: (confirmation: Confirmation): Promise<StartedSession> => confirm(inside, confirmation),
    /** What follows when a factor is taken away, in the transaction that does it. */
    factorRemoved: (tx: Transaction, removed: RemovedFactor): Promise<void> => factorRemoved(inside, tx, removed),
    /** Whether anything still begins a sign-in of this customer, as the transaction sees it. */
    hasWayIn: (tx: Transaction, asked: WayInAsked): Promise<boolean> => hasWayIn(inside, tx, asked),
    /** What follows when an account elsewhere was unlinked, in the transaction that did it. */
    identityGone: (tx: Transaction, gone: GoneIdentity): Promise<void> => identityGone(inside, tx, gone),
    /** Takes every factor of a customer away. */
    removeFactors: (tx: Transaction, removing: RemovingFactors): Promise<void> => removeFactors(inside, tx, removing),
    /** Notes the first proof of an address; what others planted in its account goes with it. */
    proveAddress: (tx: Transaction, proven: ProvenAddress): Promise<void> => proveAddress(inside, tx, proven),
    /** Ends accounts elsewhere of before, where a recovery is the first proof by mail that an address has. */
    outliveProvider: (tx: Transaction, outliving: Outliving): Promise<void> => outliveProvider(inside, tx, outliving),
    /** Checks the password of who is signed in, for a use case that settles it; null when it is not theirs. */
    checkOwnPassword: (check: OwnPasswordCheck): Promise<ConfirmedPassword | null> => checkOwnPassword(inside, check),
    /** Ends every session, remembered browser, journey and unproven identifier of an account. */
    secure: (tx: Transaction, securing: Securing): Promise<void> => secureAccount(inside, tx, securing),
    /** Ends what a backup brought back for this tenant: sessions, codes, links, journeys, signing keys. */
    endWhatWasRestored: (tenantId: string, takenAt: Date): Promise<void> => endWhatWasRestored(deps, tenantId, takenAt),
    /** Ends the journeys that a customer has under way, with their codes and links. */
    endPending: (tx: Transaction, ending: EndingPending): Promise<void> => endPending(inside, tx, ending),
    /** The address that an application expects to sign in, for its field to be filled with; nothing but an address. */
    async expectedAddress(tenantId: string, asked: { readonly reference: Buffer | null } | null): Promise<string> {
      if (asked === null || asked.reference === null) return '';
      const hint = await deps.sessions.requests.loginHint(deps.database.reader, tenantId, asked.reference);
      return parseEmailAddress(hint ?? '')?.value ?? '';
    },
    /** Ends whatever session the browser brought along to a sign-in: the new one takes its place (case 84). */
    retire: (tenantId: string, secret: string, requestId: string): Promise<void> =>
      retireSession(deps, tenantId, secret, requestId),
    /**
     * Starts the session that a journey's proofs justify, says what is still missing, or why the gate does not allow
     * one; for rooms whose own journeys end in a sign-in.
     */
    complete: (tx: Transaction, acceptance: Acceptance): Promise<SignInOutcome | NotAllowed> =>
      acceptProof(inside, tx, acceptance),
  };
}
