/** Holds what is really so against what must be so: each difference is a sentence. */
import { assess, factorsOf } from './factors.ts';
import { identitiesOf } from './identities.ts';
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
  // An account begins without a session where a second factor is to be set up first.
  for (const { customerId, flows } of seen) {
    const flow = model.flows.find(({ id, account }) => account !== null && flows.includes(id));
    const account = model.accounts.find(({ key }) => key === flow?.account);
    if (account !== undefined && account.customerId === null) account.customerId = customerId;
  }
  for (const { customerId, factors, identities } of seen) {
    const account = model.accounts.find((known) => known.customerId === customerId);
    for (const identityId of account === undefined ? [] : identities) {
      if (model.identities.some((identity) => identity.identityId === identityId)) continue;
      const made = model.identities.find(
        (identity) => identity.account === account?.key && identity.isThere && identity.identityId === null,
      );
      if (made !== undefined) made.identityId = identityId;
    }
    for (const { credentialId, method, keyId } of account === undefined ? [] : factors) {
      const isKnown = model.factors.some((factor) => factor.credentialId === credentialId);
      const made = model.factors.find(
        (factor) =>
          factor.account === account?.key &&
          factor.method === method &&
          factor.credentialId === null &&
          (keyId === null || factor.secret === keyId),
      );
      if (!isKnown && made !== undefined) made.credentialId = credentialId;
    }
  }
}

/** The differences; what is learned on the way goes into `learned`. */
export function compare(
  model: Model,
  seen: readonly SeenAccount[],
  learned: Learned,
  deviceOf: Readonly<Record<BrowserName, string>>,
): string[] {
  const faults = [...model.faults];
  const strangers = seen.filter(({ customerId }) => !model.accounts.some((known) => known.customerId === customerId));
  for (const _ of strangers) faults.push('an account that no proof made');
  for (const account of model.accounts) {
    const there = seen.find(({ customerId }) => customerId === account.customerId);
    if (there === undefined) faults.push(`account ${account.key} is not there`);
    else
      faults.push(
        ...compareAccount(model, account, there, learned),
        ...compareFactors(model, account, there, deviceOf),
      );
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

/** What is set up, who is not asked, and what each session says of how it was begun. */
function compareFactors(
  model: Model,
  account: Account,
  there: SeenAccount,
  deviceOf: Readonly<Record<BrowserName, string>>,
): string[] {
  const faults: string[] = [];
  const { key } = account;
  const differ = (what: string, found: readonly string[], expected: readonly string[]) => {
    const [has, must] = [[...found].sort().join(), [...expected].sort().join()];
    if (has !== must) faults.push(`account ${key}: ${what} (${has}), and must be (${must})`);
  };
  const ids = factorsOf(model, account).map(({ credentialId }) => String(credentialId));
  differ(
    'its factors are',
    there.factors.map(({ credentialId }) => credentialId),
    ids,
  );
  differ(
    'the accounts elsewhere are',
    there.identities,
    identitiesOf(model, account).map(({ identityId }) => String(identityId)),
  );
  differ('its recovery codes are', [String(there.codesLeft)], [String(account.codes.length)]);
  differ(
    'the browsers not asked are',
    there.remembered,
    account.remembered.map((browser) => deviceOf[browser]),
  );
  differ('its factors count as lost:', [String(there.isLost)], [String(account.lost !== null)]);
  for (const { sessionId, acr, amr } of there.sessions) {
    const session = model.sessions.find((known) => known.sessionId === sessionId);
    if (session === undefined) continue;
    const must = assess(model, session.proofs);
    differ(`session ${session.key} says`, [acr, ...amr], [must.acr, ...must.amr]);
  }
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
