/**
 * What each page needs to be drawn. Models hold facts (text ids, dates, addresses), never words or markup: words come
 * from the texts, markup from the views. Every string in a model is escaped when it is drawn.
 */
import type { ErrorCode } from '@cardea/contract';

/** Where a form goes and what travels along unseen (flow id, form token, session id). Field names to values. */
export type FormTarget = {
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
};

/** A form that may come back with something to correct. */
export type Form = FormTarget & {
  /** Field name → text id of what is wrong with it, as `ProblemError.fields`; an unknown id reads "Please check this". */
  readonly errors?: Readonly<Record<string, string>>;
  /** A refusal of the whole form, said on top: `sign_in.refused`, `proof.refused`, `attempts.exhausted`, … */
  readonly problem?: ErrorCode;
  /** For `attempts.exhausted` and `server.busy`: when to try again. */
  readonly retryAfterSeconds?: number;
};

/** A browser and a system as people call them, such as Firefox and Windows; either may be unknown. */
export type Device = { readonly browser?: string; readonly system?: string };

export type SignUpModel = {
  readonly form: Form;
  readonly values?: { readonly email?: string; readonly name?: string };
  readonly signInHref: string;
};

export type VerifyModel = {
  readonly form: Form;
  readonly resend: FormTarget;
  /** Already masked: `m•••@example.com`. */
  readonly maskedEmail: string;
  readonly changeAddressHref: string;
  readonly notice?: 'code_sent';
};

export type VerifyLinkModel = {
  readonly form: Form;
  readonly maskedEmail: string;
  /** Absent in the browser that asked; present elsewhere: then the password is asked and these facts are shown. */
  readonly asked?: { readonly at: Date; readonly device: Device };
};

export type SignInModel = {
  readonly form: Form;
  readonly values?: { readonly identifier?: string };
  readonly signUpHref: string;
  readonly notice?: 'address_confirmed' | 'signed_out_everywhere' | 'session_over';
};

export type SignOutModel = {
  readonly form: FormTarget;
  /** The application that asked, if one did. */
  readonly applicationName?: string;
};

export type SignedOutModel = { readonly signInHref: string };

export type ErrorModel = {
  readonly code: ErrorCode;
  readonly reference: string;
  /** One way on; absent: the start page. */
  readonly next?: { readonly href: string; readonly label: 'start_again' | 'sign_in' | 'go_back' | 'account' };
};

export type RateLimitedModel = {
  readonly retryAfterSeconds: number;
  readonly reference: string;
  readonly backHref: string;
};

export type LinkExpiredModel = { readonly startHref: string; readonly signInHref: string };

export type SessionItem = {
  readonly device: Device;
  /** The network address as text. */
  readonly address: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly current: boolean;
  /** The form that ends it; not drawn for the current one. */
  readonly end: FormTarget;
};

/** What an application may do: a standard scope has a text of ours, an own API's its description. */
export type ScopeItem = { readonly scope: string; readonly description?: string };

export type ConsentModel = {
  /** The answer is the field `decision`: `allow`, `deny`, or `leave` for somebody who is not who is signed in here. */
  readonly form: FormTarget;
  readonly applicationName: string;
  /** The host that the application lives at: a name is easily imitated, a host is not. */
  readonly applicationHost: string;
  readonly scopes: readonly ScopeItem[];
  /** The customer's own values that would be shared, masked. */
  readonly shared: { readonly name?: string; readonly email?: string };
  readonly signedInAs: string;
  readonly policyHref?: string;
  readonly termsHref?: string;
};

export type ConnectedApplicationItem = {
  readonly name: string;
  readonly since: Date;
  readonly scopes: readonly ScopeItem[];
  readonly remove: FormTarget;
};

export type AccountModel = {
  readonly name?: string;
  readonly email: string;
  readonly emailVerifiedAt?: Date;
  readonly customerSince: Date;
  readonly sessions: readonly SessionItem[];
  readonly applications: readonly ConnectedApplicationItem[];
  readonly signOut: FormTarget;
  readonly signOutEverywhere: FormTarget;
  readonly notice?: 'session_ended' | 'session_already_over' | 'application_removed' | 'address_confirmed';
};

export type OutboxMessage = {
  readonly id: string;
  readonly channel: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
};

/** Development only. Newest first. */
export type OutboxModel = { readonly messages: readonly OutboxMessage[] };

export type ViewModels = {
  readonly 'sign-up': SignUpModel;
  readonly verify: VerifyModel;
  readonly 'verify-link': VerifyLinkModel;
  readonly 'sign-in': SignInModel;
  readonly 'sign-out': SignOutModel;
  readonly 'signed-out': SignedOutModel;
  readonly error: ErrorModel;
  readonly 'rate-limited': RateLimitedModel;
  readonly 'link-expired': LinkExpiredModel;
  readonly consent: ConsentModel;
  readonly account: AccountModel;
  readonly outbox: OutboxModel;
};

export type ViewName = keyof ViewModels;

/** What every page shares. */
export type PageContext = {
  readonly locale: string;
  readonly tenantName: string;
  /** Changes whenever the tenant's theme does: the address of `/assets/theme.css` carries it. */
  readonly themeVersion: string;
  /** From the clock, for "5 minutes ago". */
  readonly now: Date;
  /** Whether development features exist: shows the way to the outbox. */
  readonly development: boolean;
  /** One same-origin address per language, such as `/sign-in?ui_locales=de`. */
  readonly languageLinks: readonly { readonly locale: string; readonly href: string }[];
  /** The application the person is on the way to, by name. */
  readonly destination?: string;
};
