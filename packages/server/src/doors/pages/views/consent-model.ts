/** What the consent page shows. */
import type { FormTarget, ScopeItem } from './shared-models.ts';

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
  /** That it registered itself: where it may be used, until when, and which host says who it is. */
  readonly ofItself?: {
    readonly documentHost?: string;
    readonly resources: readonly { readonly name: string; readonly host: string }[];
    readonly until: Date;
  };
  readonly policyHref?: string;
  readonly termsHref?: string;
};
