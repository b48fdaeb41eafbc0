/** What the pages of accounts elsewhere need to be drawn; as `models.ts`: facts, never words or markup. */
import type { AccountFrame } from './account-sections.ts';
import type { Form, FormTarget } from './shared-models.ts';

export type IdentityPageItem = {
  readonly connectionName: string;
  /** What its owner knows it by: an address or a name; absent where the provider says neither. */
  readonly label?: string;
  readonly linkedAt: Date;
  readonly lastUsedAt?: Date;
  /** False while the connection is off. */
  readonly isUsable: boolean;
  readonly unlink: FormTarget;
};

export type AccountConnectionsModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly identities: readonly IdentityPageItem[];
  /** Links, not forms, lead to a provider: no policy of ours has to name it. */
  readonly offered: readonly { readonly name: string; readonly href: string }[];
  /** In the place of the links for whoever has to prove themselves first. */
  readonly confirmHref?: string;
  readonly notice?: 'linked' | 'unlinked';
};

export type AccountConnectionLinkModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly connectionName: string;
  readonly label?: string;
  /** Whose account here it would be linked to. */
  readonly own: string;
  readonly cancelHref: string;
};

export type IdentityViewModels = {
  readonly 'account-connections': AccountConnectionsModel;
  readonly 'account-connection-link': AccountConnectionLinkModel;
};
