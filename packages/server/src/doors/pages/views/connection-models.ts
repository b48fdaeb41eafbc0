/** What the pages of signing in by an account elsewhere need to be drawn; as `models.ts`: facts, never words or markup. */
import type { AttributeFieldModel } from './attribute-field.ts';
import type { Form } from './shared-models.ts';

/** Links, not forms, lead to a provider: no policy of ours has to name it. */
export type ConnectionButton = {
  /** As the business calls it. */
  readonly name: string;
  /** One letter of it: the marks of providers are theirs. */
  readonly mark: string;
  readonly href: string;
};

/** An account of our own for somebody whom a provider has shown to us. */
export type SignUpWithModel = {
  /** `email` may be changed: then it is proven by a code. */
  readonly form: Form;
  readonly connectionName: string;
  readonly values: { readonly email: string };
  /** Whether the provider vouches for the address that is filled in. */
  readonly isProven: boolean;
  readonly fields: readonly AttributeFieldModel[];
  readonly signInHref: string;
};

/** Where the owners of an address sign in. */
export type SignInWithModel = {
  readonly connection: ConnectionButton;
  /** What was typed, for its owner to see whose page this is. */
  readonly identifier: string;
  /** Absent where this is the only way. */
  readonly passwordHref?: string;
  readonly otherHref: string;
};

/** Nothing came of it: what it was, and every other way. */
export type ConnectionFailedModel = {
  readonly connectionName: string;
  readonly outcome: 'unavailable' | 'refused' | 'declined' | 'no_account' | 'off';
  /** Absent where trying again would change nothing. */
  readonly againHref?: string;
  readonly otherHref: string;
};

export type ConnectionViewModels = {
  readonly 'sign-up-with': SignUpWithModel;
  readonly 'sign-in-with': SignInWithModel;
  readonly 'connection-failed': ConnectionFailedModel;
};
