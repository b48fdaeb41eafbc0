/** What somebody may do next: one request of one browser, right or wrong. */
import type { BrowserName } from './model.ts';

type In = { readonly browser: BrowserName };
type InFlow = In & { readonly flow: string };

export type Move =
  | (In & { readonly do: 'open'; readonly kind: 'registration' | 'sign-in' | 'recovery' })
  | (InFlow & { readonly do: 'sign-up'; readonly address: string; readonly password: string })
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
  | (In & { readonly do: 'end-session'; readonly session: number })
  | (In & { readonly do: 'end-others' | 'sign-out' | 'sign-out-everywhere' | 'close' })
  /** Ten minutes go by in an account: what is sensitive asks for a proof again. */
  | { readonly do: 'wait'; readonly account: number }
  /** The attacker learns a password of the owner. */
  | { readonly do: 'leak'; readonly password: string };

/** How the server answered: it did so, it refused, or it led somewhere else. */
export type Outcome = 'done' | 'refused' | 'asks-to-keep' | 'asks-to-confirm' | 'leads-to-sign-in' | 'broken';

/** One step of a walk: one move, or two at the same moment. */
export type Step = readonly [Move] | readonly [Move, Move];
