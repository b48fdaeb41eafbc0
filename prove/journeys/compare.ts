/** Holds what is really so against what must be so: each difference is a sentence. */
import type { SeenAccount } from './look.ts';
import { type Account, type BrowserName, browsers, type Model } from './model.ts';

/** What a walk has learned about the database: digests of addresses, and which password each account had last. */
export type Learned = {
  readonly indexOf: Map<string, string>;
  readonly passwordOf: Map<number, { readonly version: number; readonly digest: string | null }>;
};

export const nothingLearned = (): Learned => ({ indexOf: new Map(), passwordOf: new Map() });

/** Gives sessions and accounts that have just begun the names they have in the database. */
export function recognise(
  model: Model,
  seen: readonly SeenAccount[],
  hashOf: Readonly<Record<BrowserName, string>>,
): void {
  for (const browser of browsers) {
    const session = model.sessions.find(({ key }) => key === model.held[browser]);
    if (session === undefined || session.sessionId !== null) continue;
    for (const { customerId, sessions } of seen) {
      const found = sessions.find(({ hash }) => hash === hashOf[browser]);
      if (found === undefined) continue;
      session.sessionId = found.sessionId;
      const account = model.accounts[session.account];
      if (account !== undefined) account.customerId ??= customerId;
    }
  }
}

/** The differences; what is learned on the way goes into `learned`. */
export function compare(model: Model, seen: readonly SeenAccount[], learned: Learned): string[] {
  const faults = [...model.faults];
  const strangers = seen.filter(({ customerId }) => !model.accounts.some((known) => known.customerId === customerId));
  for (const _ of strangers) faults.push('an account that no proof made');
  for (const account of model.accounts) {
    const there = seen.find(({ customerId }) => customerId === account.customerId);
    if (there === undefined) faults.push(`account ${account.key} is not there`);
    else faults.push(...compareAccount(model, account, there, learned));
  }
  return faults;
}

function compareAccount(model: Model, account: Account, there: SeenAccount, learned: Learned): string[] {
  const faults: string[] = [];
  const { key } = account;
  const live = model.sessions.filter((session) => session.isLive && session.account === key);
  const expected = live.map(({ sessionId }) => sessionId).sort();
  const found = there.sessions.map(({ sessionId }) => sessionId).sort();
  if (expected.join() !== found.join())
    faults.push(
      `account ${key} has ${found.length} live sessions (${found}), and must have ${expected.length} (${expected})`,
    );
  if (there.state !== account.state) faults.push(`account ${key} is ${there.state}, and must be ${account.state}`);
  faults.push(...compareAddress(account, there, learned), ...comparePassword(account, there, learned));
  return faults;
}

function compareAddress({ key, email }: Account, { identifiers }: SeenAccount, { indexOf }: Learned): string[] {
  const [held, ...others] = identifiers;
  if (held === undefined || others.length > 0) return [`account ${key} is found by ${identifiers.length} identifiers`];
  if (!held.isVerified) return [`account ${key} is found by an address that nobody has proven`];
  const known = indexOf.get(email);
  const isElses = [...indexOf].some(([address, index]) => address !== email && index === held.index);
  if (isElses || (known !== undefined && known !== held.index)) return [`account ${key} is not found by ${email}`];
  indexOf.set(email, held.index);
  return [];
}

function comparePassword(account: Account, there: SeenAccount, { passwordOf }: Learned): string[] {
  const { key, passwordVersion: version } = account;
  const last = passwordOf.get(key);
  if ((account.password === null) !== (there.password === null))
    return [`account ${key} ${there.password === null ? 'has no password' : 'has a password that was taken away'}`];
  if (last !== undefined && (last.version === version) !== (last.digest === there.password))
    return [`the password of account ${key} ${last.version === version ? 'was changed' : 'was not changed'}`];
  passwordOf.set(key, { version, digest: there.password });
  return [];
}
