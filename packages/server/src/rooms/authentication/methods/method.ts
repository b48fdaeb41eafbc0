/**
 * What a way to prove oneself looks like from a journey: a customer who is known already (by a first proof, a recovery or
 * an open session) is asked, answers, and a proof comes of it. Adding a method adds a folder and a line in the register.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Tenant } from '../../tenants/index.ts';
import type { Visitor } from '../complete-sign-in.ts';
import type { ProofMethod, ProofRecord } from '../flow.ts';

/** Who is asked, and where: what is asked in one journey or session is answered in no other (cases 70, 78). */
export type Asked = {
  readonly tenant: Tenant;
  readonly customerId: string;
  readonly boundTo:
    | { readonly kind: 'flow'; readonly flowId: string }
    | { readonly kind: 'session'; readonly sessionId: string };
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** What the page or the interface needs to ask, as JSON; nothing secret that the customer does not hold already. */
export type Challenge = Readonly<Record<string, unknown>>;

/** The fields of the form: a code, a password, the answer of an authenticator. */
export type Answers = Readonly<Record<string, string>>;

/**
 * Settles an answer under the customer's lock: single use is decided here. Null: refused; what that cost is committed. A
 * method whose form has a field of its own throws `form.invalid` for what was left empty.
 */
export type Settle = (tx: Transaction) => Promise<ProofRecord | null>;

/** Setting the factor up: in the account, or inside a journey that requires one (step `enrol-second`). */
export type Enrolment = {
  /** What has to be told before it can begin, if anything. */
  asks?(asked: Asked): Promise<'phone' | null>;
  /** Begins it, or shows the one that this journey or session has begun. `answers`: what it has to be told first. */
  begin(asked: Asked, answers?: Answers): Promise<Challenge>;
  /** The enrolment is itself a proof; it writes `factor.enrolled`. Throws `form.invalid` for what is wrong with it. */
  finish(asked: Asked, answers: Answers): Promise<Settle>;
};

export type Method = {
  readonly method: ProofMethod;
  /** `first`: a sign-in may begin with it, by a use case of its own. `second`: it is asked of who is known. */
  readonly kinds: readonly ('first' | 'second')[];
  /** Whether guesses are counted by the method itself; of all others this room counts them. */
  readonly countsGuesses?: boolean;
  /** Makes what is asked: options, a message. Absent where there is nothing to make. */
  begin?(asked: Asked): Promise<Challenge>;
  /** Does the work that needs no lock, and returns what settles it. */
  submit(asked: Asked, answers: Answers): Promise<Settle>;
  readonly enrol?: Enrolment;
};
