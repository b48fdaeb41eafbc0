/** What is shown before and after an account is locked, kept, or about to be closed. */
import type { Securing } from '../../../rooms/account/index.ts';
import type { FormTarget } from './shared-models.ts';

/** What will happen; `backHref`: where whoever is signed in goes back to. */
export type SecureAccountModel = Securing & { readonly form: FormTarget; readonly backHref?: string };

type AfterSecuring = 'secured' | 'secured_and_sent' | 'signed_out_everywhere';

/** What has just been done, where no session is left that could show it. */
export type OutcomeModel = {
  readonly outcome: 'closing' | 'kept' | AfterSecuring | `${AfterSecuring}_without_password` | 'lost_factor_stopped';
  readonly closesAt?: Date;
  readonly next: {
    readonly href: string;
    readonly label: 'keep' | 'sign_in' | 'recover' | 'back' | 'code' | 'password';
  };
};
