/** What may come to mind to somebody with a browser and a mailbox: sign-up, sign-in, recovery, and mailed links. */
import type { Random } from '../random.ts';
import {
  anyBrowser,
  browserFor,
  type Choice,
  chance,
  chooseOne,
  flowFor,
  letterFor,
  passwordFor,
  readersBrowser,
  recent,
} from './chances.ts';
import type { Account } from './model.ts';
import {
  type ActorName,
  accountOf,
  actorOf,
  type BrowserName,
  browsers,
  holderOf,
  type LetterKind,
  readerOf,
  sessionIn,
} from './model.ts';
import type { Move } from './moves.ts';

export function openJourney(choice: Choice): Move | null {
  const { random, model } = choice;
  // Once there are accounts, it is mostly these that people want.
  const share = model.accounts.length === 0 ? 100 : choice.isAboutFactors ? 4 : 20;
  const kind = chance(random, share)
    ? 'registration'
    : chance(random, choice.isAboutFactors ? 80 : 45)
      ? 'sign-in'
      : 'recovery';
  const browser = anyBrowser(choice);
  // A browser that is signed in is sent on to its account: there is no form to sign in by.
  return kind === 'sign-in' && sessionIn(model, browser) !== undefined ? null : { do: 'open', browser, kind };
}

export function signUp(choice: Choice): Move | null {
  // Once its address is proven a sign-up is about that one: another must be refused.
  const flow = flowFor(choice, ['registration'], chance(choice.random, 15) ? ['choosing'] : ['open']);
  if (flow === undefined) return null;
  const browser = browserFor(choice, flow);
  const actor = actorOf(browser);
  const address = chooseOne(choice.random, choice.addresses) ?? '';
  return { do: 'sign-up', browser, flow: flow.id, address, password: passwordAtSignUp(choice, actor) };
}

/** Seldom none: then the account is to begin with a passkey. */
export const passwordAtSignUp = (choice: Choice, actor: ActorName): string | null =>
  chance(choice.random, choice.isAboutFactors ? 35 : 20) ? null : choice.newPassword(actor);

/** A passkey for the sign-up that waits for it; now and then for one that does not. */
export function beginWithPasskey(choice: Choice): Move | null {
  const { random } = choice;
  const flow = flowFor(choice, ['registration'], ['choosing']);
  if (flow === undefined) return null;
  return beginsWithPasskey(random, { browser: browserFor(choice, flow), flow: flow.id });
}

export const beginsWithPasskey = (random: Random, journey: { readonly browser: BrowserName; readonly flow: string }) =>
  ({ do: 'begin-passkey', ...journey, isSynced: chance(random, 60), isVerified: chance(random, 70) }) as const;

export function resend(choice: Choice): Move | null {
  const flow = flowFor(choice, ['registration', 'recovery', 'email-change', 'sign-in'], ['open']);
  if (flow === undefined || flow.address === null) return null;
  return { do: 'resend', browser: browserFor(choice, flow), flow: flow.id };
}

/** The right code, an older one, that of another journey, or none at all. */
export function enterCode(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['registration', 'recovery', 'email-change', 'sign-in'], ['open']);
  if (flow === undefined || flow.address === null) return null;
  const browser = browserFor(choice, flow);
  const mine = model.letters.filter(({ to, code }) => code !== '' && readerOf(to) === actorOf(browser));
  const right = mine.find(({ key }) => key === flow.letter);
  const entered = chance(random, 60) ? right : (chooseOne(random, mine) ?? right);
  return { do: 'code', browser, flow: flow.id, code: entered?.code ?? '000000' };
}

/** Somebody, or their mail scanner, opens a link without pressing its button. */
export function look(choice: Choice): Move | null {
  const letter = letterFor(choice, ['verify', 'recover', 'undo', 'secure', 'keep', 'sign-in', 'stop']);
  return letter ? { do: 'look', browser: anyBrowser(choice), letter: letter.key } : null;
}

export function verifyByLink(choice: Choice): Move | null {
  const { random, model } = choice;
  const letter = letterFor(choice, ['verify']);
  if (letter === undefined) return null;
  const browser = readersBrowser(choice, letter);
  const known = model.knows[actorOf(browser)];
  const chosen = model.flows.find(({ id }) => id === letter.flow)?.password ?? '';
  const password = known.includes(chosen) && chance(random, 80) ? chosen : (recent(random, known) ?? null);
  return { do: 'verify-link', browser, letter: letter.key, password: chance(random, 80) ? password : null };
}

export function signIn(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['sign-in'], ['open', 'second', 'proven']);
  const held = model.accounts.map(({ email }) => email);
  const address = chooseOne(random, chance(random, 90) ? held : choice.addresses);
  if (flow === undefined || address === undefined) return null;
  const browser = browserFor(choice, flow);
  const password = passwordFor(choice, actorOf(browser), holderOf(model, address));
  return { do: 'sign-in', browser, flow: flow.id, address, password };
}

export function keep(choice: Choice): Move | null {
  const flow = flowFor(choice, ['sign-in'], ['proven', 'second']);
  return flow ? { do: 'keep', browser: browserFor(choice, flow), flow: flow.id } : null;
}

export function recover(choice: Choice): Move | null {
  const { random, model } = choice;
  const flow = flowFor(choice, ['recovery'], ['open']);
  const held = model.accounts.map(({ email }) => email);
  const address = chooseOne(random, chance(random, 85) ? held : choice.addresses);
  if (flow === undefined || address === undefined) return null;
  return { do: 'recover', browser: browserFor(choice, flow), flow: flow.id, address };
}

export function chooseNewPassword(choice: Choice): Move | null {
  const flow = flowFor(choice, ['recovery'], ['proven']);
  if (flow === undefined) return null;
  const browser = browserFor(choice, flow);
  return { do: 'choose', browser, flow: flow.id, password: choice.newPassword(actorOf(browser)) };
}

/** Whoever reads the mailbox uses the link that came there. */
export function byLetter(kind: LetterKind, name: 'undo' | 'secure' | 'keep-link' | 'recover-link') {
  return (choice: Choice): Move | null => {
    const letter = letterFor(choice, [kind]);
    return letter ? { do: name, browser: readersBrowser(choice, letter), letter: letter.key } : null;
  };
}

/** Something done in an account from a browser that is signed in, or was. */
export function inSession(make: (browser: BrowserName, choice: Choice, account: Account) => Move | null) {
  return (choice: Choice): Move | null => {
    const { random, model } = choice;
    const signedIn = browsers.filter((browser) => sessionIn(model, browser) !== undefined);
    const held = browsers.filter((browser) => model.held[browser] !== null);
    const browser = chooseOne(random, chance(random, 92) ? signedIn : held);
    const session = model.sessions.find(({ key }) => browser !== undefined && key === model.held[browser]);
    const account = accountOf(model, session?.account ?? null);
    return browser === undefined || account === undefined ? null : make(browser, choice, account);
  };
}

export const simple = (name: 'end-others' | 'sign-out' | 'sign-out-everywhere' | 'close') =>
  inSession((browser) => ({ do: name, browser }));
