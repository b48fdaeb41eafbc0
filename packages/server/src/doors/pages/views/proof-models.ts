/** What the pages need that ask for a proof besides the first; as `models.ts`: facts, never words or markup. */
import type { AppSetUp } from './second-factor-models.ts';
import type { Device, Form, FormTarget } from './shared-models.ts';

/** The form of a passkey: the script asks at `options` what to sign. */
export type PasskeyForm = FormTarget & {
  readonly kind: 'use' | 'make';
  readonly options: string;
  /** Whether the browser offers keys in the field of the name as well. */
  readonly autofill?: boolean;
};

/** One way to prove it, and the others there are. */
export type ProofForm = {
  readonly form: Form;
  /** Names its texts: `sms_code`. */
  readonly method: string;
  readonly passkey?: PasskeyForm;
  /** The button that has a code sent; absent where none is. */
  readonly send?: FormTarget;
  /** Whether there is something to enter yet. */
  readonly mayAnswer: boolean;
  readonly others: readonly { readonly method: string; readonly href: string }[];
};

export type SecondModel = ProofForm & {
  /** How many days this browser may be remembered; absent where that is not offered. */
  readonly rememberDays?: number;
  /** Asked because the account does not know this browser. */
  readonly isUnknownDevice?: boolean;
  readonly startAgainHref: string;
  /** Where whoever has lost all of them goes on. */
  readonly lostHref?: string;
};

export type ConfirmModel = ProofForm & {
  readonly email: string;
  /** Where whoever has lost all of their factors goes on; absent where none is asked. */
  readonly lostHref?: string;
  readonly backHref: string;
};

export type EnrolModel = {
  readonly form: Form;
  /** Absent while there is a choice to make. */
  readonly method?: string;
  readonly passkey?: PasskeyForm;
  readonly app?: AppSetUp;
  /** The button that has a code sent, and whether one was. */
  readonly send?: Form;
  readonly wasSent?: boolean;
  /** What was typed as the number that the account does not have yet; absent where it has one. */
  readonly number?: string;
  readonly otherNumberHref?: string;
  /** What is set up is the way in of an account that has none. */
  readonly isWayIn: boolean;
  readonly others: readonly { readonly method: string; readonly href: string }[];
  readonly startAgainHref: string;
};

export type SignInCodeModel = {
  readonly form: Form;
  readonly resend: FormTarget;
  readonly maskedEmail: string;
  /** What the mail holds. */
  readonly holds: 'code' | 'link' | 'both' | 'sms';
  readonly changeAddressHref: string;
  readonly notice?: 'code_sent';
};

export type SignInLinkModel = {
  readonly form: FormTarget;
  readonly maskedEmail: string;
  /** In another browser than the one that asked: where that was, and what to enter there. */
  readonly elsewhere?: { readonly at: Date; readonly device: Device; readonly codeParts: readonly string[] };
};

/** The last step of a sign-up without a password. */
export type SignUpPasskeyModel = {
  /** The form of the password that may be chosen after all. */
  readonly form: Form;
  readonly email: string;
  readonly passkey: PasskeyForm;
  /** Absent where a password is no way in. */
  readonly password?: { readonly isOpen: boolean };
  /** The button that does without; absent where nothing else is a way in. */
  readonly without?: FormTarget;
};

export type ProofViewModels = {
  readonly 'sign-up-passkey': SignUpPasskeyModel;
  readonly confirm: ConfirmModel;
  readonly enrol: EnrolModel;
  readonly second: SecondModel;
  readonly 'sign-in-code': SignInCodeModel;
  readonly 'sign-in-link': SignInLinkModel;
};
