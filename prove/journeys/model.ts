/**
 * What the world must look like: who holds which account, and by which proofs. Plain data, so that it can be copied and
 * tried in another order.
 */
export type ActorName = 'owner' | 'attacker';
export type BrowserName = 'owner-1' | 'owner-2' | 'attacker-1' | 'attacker-2';
export type FlowKind = 'registration' | 'sign-in' | 'recovery' | 'email-change';
export type LetterKind = 'verify' | 'recover' | 'change' | 'undo' | 'secure' | 'keep' | 'sign-in' | 'lost' | 'stop';

/** What somebody has shown, in the order in which they did. */
export type ProofMethod =
  | 'password'
  | 'connection'
  | 'passkey'
  | 'authenticator'
  | 'sms-code'
  | 'recovery-code'
  | 'email-code'
  | 'email-link'
  | 'remembered-device';
export type ShownProof = {
  readonly method: ProofMethod;
  /** Which passkey or app. */
  readonly factor?: number;
  /** Which account elsewhere, as it was linked. */
  readonly identity?: number;
  /** Of passkeys: whether the authenticator checked who holds it. */
  readonly isVerified?: boolean;
};

/** What the business asks of everybody; whoever has no second factor may put it off for so many days. */
export type Policy = { readonly secondFactor: 'enrolled' | 'required'; readonly graceDays: number };

export type Account = {
  readonly key: number;
  customerId: string | null;
  email: string;
  /** Only a provider vouched for the mailbox. */
  isProvenElsewhere: boolean;
  password: string | null;
  /** Grows with each new password, and when it is taken away. */
  passwordVersion: number;
  state: 'active' | 'closing';
  /** The recovery codes that are left, and who has them on paper. */
  codes: string[];
  codesOf: ActorName;
  /** The browsers that are not asked for a second factor. */
  remembered: BrowserName[];
  /** Somebody says that the factors are lost; `due` once the delay is over. */
  lost: 'waiting' | 'due' | null;
  /** They know that a second factor will be asked of them; `over` once they may not put it off any more. */
  grace: 'running' | 'over' | null;
};

/** A passkey, an authenticator app or a phone. */
export type Factor = {
  readonly key: number;
  readonly account: number;
  readonly method: 'passkey' | 'authenticator' | 'sms-code';
  /** Who has it in hand: whoever set it up. */
  readonly holder: ActorName;
  /** The id of the key, the secret of the app, or the number. */
  secret: string;
  readonly isSynced: boolean;
  credentialId: string | null;
  isThere: boolean;
  /** Its code of this half minute has been used. */
  isUsed: boolean;
};

/** An account at a provider: what that says of it, and who can sign in there. */
export type Elsewhere = {
  readonly key: number;
  readonly login: string;
  readonly holder: ActorName;
  readonly email: string | null;
  /** Whether the provider vouches for the mailbox. */
  readonly isProven: boolean;
};

/** An account elsewhere that opens one here. */
export type Identity = {
  readonly key: number;
  readonly account: number;
  readonly elsewhere: number;
  identityId: string | null;
  isThere: boolean;
};

export type Session = {
  readonly key: number;
  readonly account: number;
  readonly browser: BrowserName;
  sessionId: string | null;
  isLive: boolean;
  /** Something was shown in the last minutes, and what. */
  isFresh: boolean;
  lately: ShownProof[];
  proofs: ShownProof[];
};

export type Flow = {
  readonly id: string;
  /** A sign-up or a recovery that has to set a factor up goes on as a sign-in. */
  kind: FlowKind;
  browser: BrowserName;
  /** `second`: the first proof is there, and another is asked, or to be set up. `choosing`: a sign-up that waits for its passkey. */
  state: 'open' | 'second' | 'proven' | 'choosing' | 'over';
  address: string | null;
  /** The password chosen at sign-up, which counts once the address is proven; null where a passkey is made then. */
  password: string | null;
  account: number | null;
  session: number | null;
  /** The one letter whose code still counts. */
  letter: number | null;
  proofs: ShownProof[];
  /** How often the second proof may still be wrong. */
  triesLeft: number;
  /** The account elsewhere that it was shown, and whose sign-in waits to link it. */
  arrival: { readonly elsewhere: number; readonly account: number | null } | null;
  /** A sign-up that begins with that account instead of a password. */
  isWith: boolean;
};

export type Letter = {
  readonly key: number;
  readonly kind: LetterKind;
  readonly to: string;
  readonly flow: string | null;
  readonly account: number | null;
  readonly change: number | null;
  readonly code: string;
  readonly token: string;
  triesLeft: number;
  isSpent: boolean;
};

/** A change of address that its former mailbox may undo. */
export type Change = {
  readonly key: number;
  readonly account: number;
  readonly former: string;
  changeId: string | null;
  isOver: boolean;
};

export type Model = {
  readonly policy: Policy;
  accounts: Account[];
  sessions: Session[];
  flows: Flow[];
  letters: Letter[];
  factors: Factor[];
  readonly elsewhere: readonly Elsewhere[];
  identities: Identity[];
  changes: Change[];
  /** The session whose cookie a browser holds, live or not. */
  held: Record<BrowserName, number | null>;
  knows: Record<ActorName, string[]>;
  /** What was given without a proof that justifies it. */
  faults: string[];
};

export const browsers = ['owner-1', 'owner-2', 'attacker-1', 'attacker-2'] as const;

/** Whose browser it is. */
export const actorOf = (browser: BrowserName): ActorName => (browser.startsWith('owner') ? 'owner' : 'attacker');

/** Who reads the mail of an address. */
export const readerOf = (address: string): ActorName => (address.startsWith('anna') ? 'owner' : 'attacker');

const asUsual: Policy = { secondFactor: 'enrolled', graceDays: 0 };

export function newModel(elsewhere: readonly Elsewhere[] = [], policy: Policy = asUsual): Model {
  return {
    policy,
    accounts: [],
    sessions: [],
    flows: [],
    letters: [],
    factors: [],
    elsewhere,
    identities: [],
    changes: [],
    held: { 'owner-1': null, 'owner-2': null, 'attacker-1': null, 'attacker-2': null },
    knows: { owner: [], attacker: [] },
    faults: [],
  };
}

export const holderOf = (model: Model, address: string | null): Account | undefined =>
  model.accounts.find(({ email }) => email === address);

/** Whether the address is somebody else's, or may yet be: the change that took it away can still be undone. */
export function isTaken(model: Model, address: string, by?: Account): boolean {
  if (holderOf(model, address) !== undefined) return true;
  return model.changes.some(({ account, former, isOver }) => former === address && !isOver && account !== by?.key);
}

export const accountOf = (model: Model, key: number | null): Account | undefined =>
  model.accounts.find((account) => account.key === key);

export const flowOf = (model: Model, id: string | null): Flow | undefined => model.flows.find((flow) => flow.id === id);

export const letterOf = (model: Model, key: number | null): Letter | undefined =>
  model.letters.find((letter) => letter.key === key);

/** The live session of a browser. */
export function sessionIn(model: Model, browser: BrowserName): Session | undefined {
  return model.sessions.find(({ key, isLive }) => isLive && key === model.held[browser]);
}

/** Whether the code or link of a journey still proves the address of that journey. */
export function provesNow(model: Model, letter: Letter): boolean {
  const flow = flowOf(model, letter.flow);
  return flow?.state === 'open' && flow.letter === letter.key && flow.address === letter.to && !letter.isSpent;
}
