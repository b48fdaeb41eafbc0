/** What somebody may do next: one request of one browser, right or wrong. */
import type { BrowserName } from './model.ts';

type In = { readonly browser: BrowserName };
type InFlow = In & { readonly flow: string };

/** How a second question is answered: by a passkey or an app, which shows a code, a code on paper, or the password. */
export type Answer = {
  readonly way: 'passkey' | 'authenticator' | 'sms-code' | 'recovery-code' | 'password';
  readonly factor: number | null;
  readonly code: string;
  readonly isVerified: boolean;
};

export type Move =
  | (In & { readonly do: 'open'; readonly kind: 'registration' | 'sign-in' | 'recovery' })
  | (InFlow & { readonly do: 'sign-up'; readonly address: string; readonly password: string | null })
  /** The passkey that an account without a password begins with. */
  | (InFlow & { readonly do: 'begin-passkey'; readonly isSynced: boolean; readonly isVerified: boolean })
  | (InFlow & { readonly do: 'resend' })
  | (InFlow & { readonly do: 'code'; readonly code: string })
  | (In & { readonly do: 'look'; readonly letter: number })
  | (In & { readonly do: 'verify-link'; readonly letter: number; readonly password: string | null })
  | (InFlow & { readonly do: 'sign-in'; readonly address: string; readonly password: string })
  | (InFlow & { readonly do: 'keep' })
  | (InFlow & { readonly do: 'recover'; readonly address: string })
  | (In & { readonly do: 'recover-link'; readonly letter: number })
  | (InFlow & { readonly do: 'choose'; readonly password: string })
  | (In & { readonly do: 'change-email'; readonly address: string })
  | (In & {
      readonly do: 'change-password';
      readonly current: string;
      readonly password: string;
      readonly endOthers: boolean;
    })
  | (In & { readonly do: 'confirm'; readonly password: string })
  | (In & { readonly do: 'undo' | 'secure' | 'keep-link'; readonly letter: number })
  | (In & { readonly do: 'sign-in-link'; readonly letter: number })
  | (In & { readonly do: 'stop-lost'; readonly letter: number })
  | (InFlow & { readonly do: 'ask-mail'; readonly address: string })
  | (InFlow & { readonly do: 'passkey'; readonly factor: number; readonly isVerified: boolean })
  | (InFlow & Answer & { readonly do: 'second'; readonly remember: boolean })
  | (In & Answer & { readonly do: 'confirm-factor' })
  /** A factor is set up inside the journey that asks everybody for one. */
  | (InFlow & {
      readonly do: 'enrol-in';
      readonly way: 'passkey' | 'authenticator' | 'sms-code';
      readonly isSynced: boolean;
      readonly isVerified: boolean;
      /** Whether the app’s code is entered, or a wrong one. */
      readonly isRight: boolean;
      readonly number: string;
    })
  | (In & { readonly do: 'enrol-passkey'; readonly isSynced: boolean; readonly isVerified: boolean })
  | (In & { readonly do: 'enrol-app' })
  /** A number is proven for the account, and made a factor by a code of its own. */
  | (In & { readonly do: 'enrol-phone'; readonly number: string })
  /** A code by text message is asked for and entered. */
  | (InFlow & { readonly do: 'sms'; readonly factor: number })
  | (In & { readonly do: 'make-codes' })
  | (In & { readonly do: 'end-remembered' | 'keep-factors' })
  | (In & { readonly do: 'remove-factor'; readonly factor: number })
  /** Out to a provider, signed in there, and back: in the same browser, or in one that somebody else brings. */
  | (InFlow & { readonly do: 'travel'; readonly elsewhere: number; readonly returns: BrowserName })
  | (InFlow & { readonly do: 'sign-up-with'; readonly address: string })
  | (In & { readonly do: 'link'; readonly elsewhere: number })
  | (In & { readonly do: 'unlink'; readonly identity: number })
  | (InFlow & { readonly do: 'lose' })
  | (InFlow & { readonly do: 'lose-code'; readonly code: string })
  /** The delay of a lost factor goes by. */
  | { readonly do: 'delay'; readonly account: number }
  /** The days go by in which a second factor may be put off. */
  | { readonly do: 'grace'; readonly account: number }
  | (In & { readonly do: 'end-session'; readonly session: number })
  | (In & { readonly do: 'end-others' | 'sign-out' | 'sign-out-everywhere' | 'close' })
  /** Ten minutes go by in an account: what is sensitive asks for a proof again. */
  | { readonly do: 'wait'; readonly account: number }
  /** The attacker learns a password of the owner. */
  | { readonly do: 'leak'; readonly password: string };

/** How the server answered: it did so, it refused, or it led somewhere else. */
export type Outcome =
  | 'done'
  | 'refused'
  | 'asks-second'
  | 'asks-to-enrol'
  | 'asks-to-keep'
  | 'asks-to-confirm'
  | 'waits'
  | 'leads-to-sign-in'
  | 'leads-to-sign-up'
  | 'leads-to-linking'
  | 'asks-for-code'
  | 'broken';

/** One step of a walk: one move, or two at the same moment. */
export type Step = readonly [Move] | readonly [Move, Move];
