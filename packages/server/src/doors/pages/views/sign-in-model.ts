/** What the sign-in page needs to be drawn; as `models.ts`: facts, never words or markup. */
import type { ConnectionButton } from './connection-models.ts';
import type { PasskeyForm } from './proof-models.ts';
import type { ChallengeModel, Form } from './shared-models.ts';

export type SignInModel = {
  /** `labels.identifier` names what one may sign in with here. */
  readonly form: Form;
  readonly isEmailOnly: boolean;
  readonly values?: { readonly identifier?: string };
  /** Absent where nobody may register without an invitation. */
  readonly signUpHref?: string;
  /** The box that asks to stay signed in; absent where it is not asked. */
  readonly keep?: { readonly checked: boolean };
  readonly recoverHref: string;
  /** Whether a password is a way in. */
  readonly password: boolean;
  /** What a mail may hold that begins a sign-in; absent where none does. */
  readonly mail?: 'code' | 'link' | 'both' | 'sms' | 'any';
  /** The way in by a passkey, where it is one. */
  readonly passkey?: PasskeyForm;
  /** A key that the browser may forget. */
  readonly unknownKey?: { readonly id: string; readonly rpId: string };
  /** Accounts elsewhere that sign their owners in here. */
  readonly connections?: readonly ConnectionButton[];
  /** Who has just shown an account there whose address is that of an account here. */
  readonly linking?: { readonly connectionName: string; readonly email: string };
  readonly challenge?: ChallengeModel;
  readonly notice?: 'address_confirmed' | 'mailbox_confirmed' | 'signed_out_everywhere' | 'session_over';
};
