/** Passkeys as others use them: to begin a sign-in, to begin an account, and in an open session. */
import type { Transaction } from '../../../../foundation/database/index.ts';
import type { MakePasskeyOptions } from '../../../credentials/index.ts';
import type { CurrentSession } from '../../../gate/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import type { ProofRecord } from '../../flow.ts';
import { type Adding, addPasskey } from './add-passkey.ts';
import { createEnrolment } from './method.ts';
import { askNewcomer, checkNewcomer } from './newcomer.ts';
import { passkeyHost } from './relying-party.ts';
import { askForPasskey, type PasskeySignInDependencies, type PasskeySubmission, submitPasskey } from './sign-in.ts';

type InSession = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

type Under<Work> = Work extends (deps: PasskeySignInDependencies, given: infer Given) => infer Result
  ? (given: Given) => Result
  : never;

/** The use cases of this folder over their dependencies. */
export function createPasskeySignIn(deps: PasskeySignInDependencies) {
  const ask: Under<typeof askForPasskey> = (signing) => askForPasskey(deps, signing);
  const askNew: Under<typeof askNewcomer> = (registering) => askNewcomer(deps, registering);
  const checkNew: Under<typeof checkNewcomer> = (registering) => checkNewcomer(deps, registering);
  const enrolment = createEnrolment(deps);
  const askedIn = ({ tenant, current, visitor }: InSession) => ({
    tenant,
    visitor,
    customerId: current.customerId,
    boundTo: { kind: 'session', sessionId: current.sessionId } as const,
  });
  return {
    /** What the browser of somebody in an open session is asked to make. */
    askInSession: (session: InSession): Promise<MakePasskeyOptions> => enrolment.begin(askedIn(session)),
    /** Checks what it made; what is returned keeps it. */
    checkInSession: (
      session: InSession,
      made: { readonly credential: string; readonly name: string },
    ): Promise<(tx: Transaction) => Promise<ProofRecord>> => enrolment.finish(askedIn(session), made),
    /** What a browser is asked in a sign-in, for any key that it has for this host. */
    ask,
    /** Sign-in by a passkey: a session, or what is still asked. */
    submit: (submission: PasskeySubmission) => submitPasskey(deps, submission),
    /** What the browser of somebody who registers is asked to make. */
    askNew,
    /** Checks what it made. */
    checkNew,
    /** Keeps a checked key in the transaction that makes its owner. */
    add: (tx: Transaction, adding: Adding) => addPasskey(deps, tx, adding),
    /** The host that a tenant's keys are bound to. */
    hostOf: passkeyHost,
  };
}
