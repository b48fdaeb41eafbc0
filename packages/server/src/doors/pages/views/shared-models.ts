/** What the models of several pages are made of. */
import type { Attribute, ErrorCode } from '@cardea/contract';

/** Where a form goes and what travels along unseen (flow id, form token, session id). Field names to values. */
export type FormTarget = {
  readonly action: string;
  readonly hidden?: Readonly<Record<string, string>>;
};

/** A form that may come back with something to correct. */
export type Form = FormTarget & {
  /** Field name → text id of what is wrong with it, as `ProblemError.fields`; an unknown id reads "Please check this". */
  readonly errors?: Readonly<Record<string, string>>;
  /** Field name → label, where fields are the tenant's own. */
  readonly labels?: Readonly<Record<string, string>>;
  /** A refusal of the whole form, said on top: `sign_in.refused`, `proof.refused`, `attempts.exhausted`, … */
  readonly problem?: ErrorCode;
  /** For `attempts.exhausted` and `server.busy`: when to try again. */
  readonly retryAfterSeconds?: number;
};

/** The work that a browser has to do before a form is taken. */
export type ChallengeModel = {
  /** ALTCHA's JSON; absent where `pass` stands in for its solution. */
  readonly puzzle?: string;
  readonly pass?: string;
  /** Where another task is to be had. */
  readonly renewHref?: string;
  /**
   * The way for a browser that runs no scripts: a button of its own, the button that the form has anyway, or the form
   * itself, which asks for nothing but a mail, or would ring a phone, for which there is none.
   */
  readonly byMail: 'own_button' | 'button' | 'form' | 'form_or_number';
  /** It was asked for already, and did not come or was not good. */
  readonly isRefused: boolean;
};

/** A browser and a system as people call them, such as Firefox and Windows; either may be unknown. */
export type Device = { readonly browser?: string; readonly system?: string };

/** What an application may do: a standard scope has a text of ours, an own API's its description. */
export type ScopeItem = {
  readonly scope: string;
  readonly description?: string;
  /** What the tenant's profile schema hands out by it. */
  readonly attributes?: readonly Attribute[];
};
