/**
 * The authentication room: journeys, the pure next step, and the methods that produce proofs. Sign-in by password is
 * its first method.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Credentials } from '../credentials/index.ts';
import { type Customers, parseEmailAddress } from '../customers/index.ts';
import type { Gate } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Sessions, StartedSession } from '../sessions/index.ts';
import type { SigningKeys } from '../tenants/index.ts';
import { endWhatWasRestored } from './after-restore.ts';
import { type Completion, completeSignIn, type NotAllowed, type SignedIn } from './complete-sign-in.ts';
import { countOutcome } from './count-outcome.ts';
import { createFlows } from './flows.ts';
import { type Confirmation, type ConfirmedPassword, checkOwnPassword, confirmPassword } from './fresh-proof.ts';
import { type PasswordSubmission, submitPassword } from './methods/password.ts';
import { retireSession } from './retire-session.ts';
import { type EndingPending, endPending, type Securing, secureAccount } from './secure-account.ts';

export type { Completion, NotAllowed, SignedIn, Visitor } from './complete-sign-in.ts';
export { type Flow, type FlowInteraction, type FlowKind, type ProofMethod, safeReturnTo } from './flow.ts';
export type { BeginFlow, Flows } from './flows.ts';
export { formTargetOf } from './form-target.ts';
export { type Confirmation, isFresh } from './fresh-proof.ts';
export type { Step } from './next-step.ts';

export type Authentication = ReturnType<typeof createAuthentication>;

export type AuthenticationDependencies = {
  database: Database;
  encryption: Encryption;
  ledger: Ledger;
  applications: Pick<Applications, 'settingsFor'>;
  customers: Customers;
  credentials: Credentials;
  sessions: Sessions;
  proofs: Proofs;
  gate: Gate;
  protection: Protection;
  signingKeys: Pick<SigningKeys, 'replaceAll'>;
  metrics: Pick<Metrics, 'signInFinished'>;
};

/** Opens the room. */
export function createAuthentication(deps: AuthenticationDependencies) {
  const flows = createFlows(deps);
  const inside = { ...deps, flows };
  return {
    flows,
    /** Sign-in by e-mail address and password; refuses with one answer for every reason. */
    submitPassword: (submission: PasswordSubmission): Promise<SignedIn> =>
      deps.credentials.admit(() => countOutcome(deps.metrics, () => submitPassword(inside, submission))),
    /** Proves the customer of an open session anew: the same session, a fresh secret. */
    confirm: (confirmation: Confirmation): Promise<StartedSession> =>
      deps.credentials.admit(() => confirmPassword(inside, confirmation)),
    /** Checks the password of who is signed in, for a use case that settles it; null when it is not theirs. */
    checkOwnPassword: (confirmation: Confirmation): Promise<ConfirmedPassword | null> =>
      checkOwnPassword(inside, confirmation),
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
    /** Starts the session that a journey's proofs justify, if the gate allows it; for rooms whose own journeys end in a sign-in. */
    complete: (tx: Transaction, completion: Completion): Promise<SignedIn | NotAllowed> =>
      completeSignIn(inside, tx, completion),
  };
}
