/** What the pages of the account need to be drawn; as `models.ts`: facts, never words or markup. */
import type { Place } from '../../../foundation/geography/index.ts';
import type { ActivityKind } from '../../../rooms/account/index.ts';
import type { PasswordWeakness } from '../../../rooms/credentials/index.ts';
import type { AccountFrame } from './account-sections.ts';
import type { PasskeyForm } from './proof-models.ts';
import type { Device, Form, FormTarget, ScopeItem } from './shared-models.ts';

export type SessionItem = {
  readonly device: Device;
  /** The network address as text. */
  readonly address: string;
  readonly place: Place;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  readonly current: boolean;
  /** The applications it signed in to, the last used first. */
  readonly applications: readonly { readonly name: string; readonly lastUsedAt: Date }[];
  /** The form that ends it; not drawn for the current one. */
  readonly end: FormTarget;
};

export type ConnectedApplicationItem = {
  readonly name: string;
  readonly since: Date;
  readonly scopes: readonly ScopeItem[];
  /** That it registered itself, and which host says who it is. */
  readonly ofItself?: { readonly documentHost?: string };
  /** The APIs it may be used at. */
  readonly resources: readonly string[];
  readonly remove: FormTarget;
};

/** Somebody who was told something about the customer; without a name when they are no longer here. */
export type RecipientItem = {
  readonly name?: string;
  /** Names of attributes; their words come from the texts. */
  readonly attributes: readonly string[];
  readonly lastAt: Date;
};

/** The home of the account: is it safe, where is it open, who has data of it, what was agreed to. */
export type AccountModel = {
  readonly account: AccountFrame;
  readonly name?: string;
  /** Absent where the account has a number alone. */
  readonly email?: string;
  readonly phone?: string;
  readonly emailVerifiedAt?: Date;
  readonly passwordSetAt?: Date;
  readonly passwordWeakness?: PasswordWeakness | null;
  readonly customerSince: Date;
  /** The first few of each, and how many there are. */
  readonly sessions: readonly Pick<SessionItem, 'device' | 'current' | 'lastSeenAt'>[];
  readonly sessionCount: number;
  readonly recipients: readonly RecipientItem[];
  readonly recipientCount: number;
  readonly agreements: readonly Pick<ConnectedApplicationItem, 'name' | 'since'>[];
  readonly agreementCount: number;
  readonly signOutEverywhere: FormTarget;
  readonly notice?: 'address_confirmed';
};

export type AccountSessionsModel = {
  readonly account: AccountFrame;
  readonly sessions: readonly SessionItem[];
  readonly endOthers: FormTarget;
  readonly signOutEverywhere: FormTarget;
  readonly notice?: 'session_ended' | 'session_already_over' | 'others_ended';
};

export type AccountApplicationsModel = {
  readonly account: AccountFrame;
  readonly applications: readonly ConnectedApplicationItem[];
  readonly recipients: readonly RecipientItem[];
  readonly notice?: 'application_removed';
};

export type AccountActivityModel = {
  readonly account: AccountFrame;
  readonly items: readonly {
    readonly at: Date;
    /** Names the sentence. */
    readonly kind: ActivityKind;
    readonly application?: string;
    readonly device?: Device;
    /** The network address as text. */
    readonly address?: string;
    readonly place?: Place;
  }[];
  readonly newestHref?: string;
  readonly olderHref?: string;
};

/** The second factors of the account, by kind. */
export type AccountFactorsModel = {
  readonly account: AccountFrame;
  readonly kinds: readonly {
    readonly method: string;
    readonly count: number;
    readonly href: string;
    readonly lastUsedAt?: Date;
  }[];
  readonly rememberedDevices: number;
  /** Somebody says that they are lost; it can be stopped here. */
  readonly lost?: { readonly reportedAt: Date; readonly keep: FormTarget };
};

export type AccountSignInModel = {
  readonly account: AccountFrame;
  readonly email: { readonly value: string; readonly isConfirmed: boolean };
  /** The mail server of the address refuses our mails. */
  readonly isUndeliverable?: boolean;
  /** Absent where it is not allowed; without a value where there is none yet. */
  readonly phone?: { readonly value?: string } | undefined;
  readonly username?: { readonly value?: string } | undefined;
  readonly passwordSetAt?: Date;
  readonly passwordWeakness?: PasswordWeakness | null;
  /** There is something to sign in with elsewhere, or something that is linked. */
  readonly hasConnections?: boolean;
  readonly recentChanges: readonly { readonly type: 'email' | 'phone' | 'username'; readonly changedAt: Date }[];
  readonly notice?: 'email_changed' | 'phone_changed' | 'phone_removed' | 'username_changed' | 'username_removed';
};

/** The form for another address, number or user name. */
export type AccountIdentifierModel = {
  readonly account: AccountFrame;
  readonly type: 'email' | 'phone' | 'username';
  readonly inputType: 'email' | 'tel' | 'text';
  readonly autocomplete: 'email' | 'tel' | 'username';
  readonly form: Form;
  /** What was typed before. */
  readonly value: string;
  /** The present one. */
  readonly held?: string;
  /** The number leads back into the account: there is nothing to change yet. */
  readonly isNeeded?: boolean;
  readonly remove?: FormTarget;
};

export type AccountIdentifierCodeModel = {
  readonly account: AccountFrame;
  readonly type: 'email' | 'phone';
  readonly form: Form;
  readonly resend: FormTarget;
  /** Masked. */
  readonly sentTo: string;
  readonly changeHref: string;
  readonly notice?: 'code_sent';
};

/** What the link in the note to a former address would do. */
export type UndoEmailChangeModel = {
  readonly form: FormTarget;
  readonly maskedEmail: string;
  readonly changedAt: Date;
};

/** One passkey, as its owner sees it. */
export type PasskeyModel = {
  readonly name: string;
  readonly isSynced: boolean;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
  readonly flaggedAt: Date | null;
  /** Made under another name of the tenant: it works there, or through it. */
  readonly isElsewhere: boolean;
  readonly rpId: string;
  /** Whether the field of its name is open. */
  readonly isOpen: boolean;
  readonly rename: FormTarget;
  readonly remove: FormTarget;
};

export type AccountPasskeysModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly passkeys: readonly PasskeyModel[];
  /** Present while the last proof is fresh; else the way to one. */
  readonly passkey?: PasskeyForm;
  readonly confirmHref?: string;
  /** What browsers are told, so that they forget the keys that are no more. */
  readonly knownPasskeys: { readonly rpId: string; readonly userHandle: string; readonly keyIds: string };
  readonly notice?: 'passkey_added' | 'passkey_renamed' | 'passkey_removed';
};
