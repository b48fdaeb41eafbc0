/** What is shown before and after an account is locked, kept, or about to be closed. */
import type { FormTarget } from './shared-models.ts';

/** `backHref`: where whoever is signed in goes back to. */
export type SecureAccountModel = { readonly form: FormTarget; readonly backHref?: string };

/** What has just been done, where no session is left that could show it. */
export type OutcomeModel = {
  readonly outcome:
    | 'closing'
    | 'kept'
    | 'secured'
    | 'secured_and_sent'
    | 'signed_out_everywhere'
    | 'lost_factor_stopped';
  readonly closesAt?: Date;
  readonly next: { readonly href: string; readonly label: 'keep' | 'sign_in' | 'recover' | 'code' | 'password' };
};
