/**
 * What each page needs to be drawn. Models hold facts (text ids, dates, addresses), never words or markup: words come
 * from the texts, markup from the views. Every string in a model is escaped when it is drawn.
 */
import type { AdministratorRole, ErrorCode } from '@cardea/contract';
import type { PasswordWeakness } from '../../../rooms/credentials/index.ts';
import type { ShownPicture, TextOverrides } from '../../../rooms/tenants/index.ts';
import type {
  AccountActivityModel,
  AccountApplicationsModel,
  AccountFactorsModel,
  AccountIdentifierCodeModel,
  AccountIdentifierModel,
  AccountModel,
  AccountPasskeysModel,
  AccountSessionsModel,
  AccountSignInModel,
  UndoEmailChangeModel,
} from './account-models.ts';
import type { AccountFrame } from './account-sections.ts';
import type { AttributeFieldModel } from './attribute-field.ts';
import type { ConnectionButton, ConnectionViewModels } from './connection-models.ts';
import type { ConsentModel } from './consent-model.ts';
import type { AccountDevicesModel } from './device-list-models.ts';
import type { DeviceViewModels } from './device-models.ts';
import type { IdentityViewModels } from './identity-models.ts';
import type { OutcomeModel, SecureAccountModel } from './outcome-models.ts';
import type { PasskeyForm, ProofViewModels } from './proof-models.ts';
import type { SecondFactorViewModels } from './second-factor-models.ts';
import type { ChallengeModel, Device, Form, FormTarget } from './shared-models.ts';
import type { SignInModel } from './sign-in-model.ts';

export type { ConsentModel } from './consent-model.ts';
export type { Device, Form, FormTarget, ScopeItem } from './shared-models.ts';

export type SignUpModel = {
  readonly form: Form;
  readonly values?: { readonly email?: string };
  /** Whether a number may be typed in the place of the address. */
  readonly takesNumbers?: boolean;
  /** What else the tenant asks for, in its order. */
  readonly fields: readonly AttributeFieldModel[];
  readonly signInHref: string;
  /** What an account may begin with here; without it, a password. */
  readonly begins?: {
    readonly password: boolean;
    readonly passkey: boolean;
    /** With the address alone: its mailbox is a way in, or what is set up next. */
    readonly address: boolean;
  };
  /** Accounts elsewhere that may begin one here. */
  readonly connections?: readonly ConnectionButton[];
  readonly challenge?: ChallengeModel;
  /** Present behind an invitation: its address is proven and cannot be changed here. */
  readonly invitation?: { readonly email: string };
};

/** Whoever holds a link to administer: the first owner, or somebody who was invited. */
export type SetupModel = {
  readonly kind: 'first' | 'invited';
  readonly roles: readonly AdministratorRole[];
  /** A new account; absent where the invited address has one already. */
  readonly create?: {
    readonly form: Form;
    readonly values?: { readonly email?: string };
    readonly fields: readonly AttributeFieldModel[];
  };
  /** The address of an invitation. */
  readonly email?: string;
  /** The account of this browser; without a form it is not the one that was invited. */
  readonly signedIn?: { readonly as: string; readonly form?: FormTarget };
  readonly signInHref: string;
};

export type RegistrationClosedModel = {
  readonly mode: 'invitation' | 'closed';
  readonly signInHref: string;
};

/** A passkey, suggested after a sign-in by password. */
export type PasskeyOfferModel = { readonly form: Form; readonly passkey: PasskeyForm; readonly skip: FormTarget };

/** A password that others know, after a sign-in with it: another one, now or later. */
export type LeakedPasswordModel = {
  readonly form: Form;
  readonly email: string;
  readonly endOthers: boolean;
  readonly weakness: PasswordWeakness | null;
  readonly later: FormTarget;
};

export type VerifyModel = {
  readonly form: Form;
  readonly resend: FormTarget;
  /** Already masked: `m•••@example.com`. */
  readonly maskedEmail: string;
  /** `sms`: what is masked is a number. */
  readonly holds?: 'mail' | 'sms';
  readonly changeAddressHref: string;
  readonly notice?: 'code_sent';
};

export type VerifyLinkModel = {
  readonly form: Form;
  readonly maskedEmail: string;
  /** Absent in the browser that asked; present elsewhere: then the password is asked and these facts are shown. */
  readonly asked?: { readonly at: Date; readonly device: Device };
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
  /** One way on; absent: the start page. Where nothing answers, there is none. */
  readonly next?:
    | { readonly href: string; readonly label: 'start_again' | 'sign_in' | 'go_back' | 'account' }
    | 'nowhere';
};

export type RateLimitedModel = {
  readonly retryAfterSeconds: number;
  readonly reference: string;
  readonly backHref: string;
};

export type LinkExpiredModel = {
  /** What the link was for. */
  readonly kind: 'sign_up' | 'sign_in_by_mail' | 'invitation' | 'recover' | 'secure' | 'keep' | 'setup';
  readonly startHref: string;
  readonly signInHref: string;
};

export type RecoverModel = {
  readonly form: Form;
  readonly challenge?: ChallengeModel;
  readonly values?: { readonly email?: string };
  readonly takesNumbers?: boolean;
  readonly signInHref: string;
};

/** `weakness`: it began as a sign-in with a password that others know, or are quick to guess. */
export type RecoverVerifyModel = VerifyModel & { readonly weakness: PasswordWeakness | null };

export type RecoverLinkModel = {
  readonly form: FormTarget;
  readonly maskedEmail: string;
  /** Where it was asked; absent in the browser that asked. */
  readonly asked?: { readonly at: Date; readonly device: Device };
  /** Whether staff began it: no browser did. */
  readonly isByStaff: boolean;
};

/** The address is whole: its owner has just proven it, and a password manager files the new password under it. */
export type RecoverPasswordModel = {
  readonly form: Form;
  readonly email: string;
  /** Not where a password is no way in. */
  readonly asksPassword: boolean;
};

export type AccountPasswordModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly email: string;
  readonly endOthers: boolean;
  readonly notice?: 'changed';
};

export type AccountCloseModel = { readonly account: AccountFrame; readonly form: Form; readonly graceDays: number };

export type KeepAccountModel = { readonly form: FormTarget; readonly closesAt: Date };

export type AccountProfileModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly fields: readonly AttributeFieldModel[];
  /** What the customer may see and not change, in words. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly notice?: 'saved' | 'unchanged';
};

export type ProfileQuestionModel = {
  readonly form: Form;
  readonly field: AttributeFieldModel;
  /** Absent where the question cannot be put off. */
  readonly skip?: FormTarget;
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

export type ViewModels = ProofViewModels &
  ConnectionViewModels &
  IdentityViewModels &
  SecondFactorViewModels &
  DeviceViewModels & {
    readonly 'sign-up': SignUpModel;
    readonly 'passkey-offer': PasskeyOfferModel;
    readonly 'leaked-password': LeakedPasswordModel;
    readonly 'registration-closed': RegistrationClosedModel;
    readonly setup: SetupModel;
    readonly verify: VerifyModel;
    readonly 'verify-link': VerifyLinkModel;
    readonly 'sign-in': SignInModel;
    readonly 'sign-out': SignOutModel;
    readonly 'signed-out': SignedOutModel;
    readonly error: ErrorModel;
    readonly 'rate-limited': RateLimitedModel;
    readonly 'link-expired': LinkExpiredModel;
    readonly recover: RecoverModel;
    readonly 'recover-verify': RecoverVerifyModel;
    readonly 'recover-link': RecoverLinkModel;
    readonly 'recover-password': RecoverPasswordModel;
    readonly 'account-password': AccountPasswordModel;
    readonly 'account-close': AccountCloseModel;
    readonly 'keep-account': KeepAccountModel;
    readonly 'secure-account': SecureAccountModel;
    readonly outcome: OutcomeModel;
    readonly consent: ConsentModel;
    readonly account: AccountModel;
    readonly 'account-passkeys': AccountPasskeysModel;
    readonly 'account-sessions': AccountSessionsModel;
    readonly 'account-devices': AccountDevicesModel;
    readonly 'account-applications': AccountApplicationsModel;
    readonly 'account-activity': AccountActivityModel;
    readonly 'account-sign-in': AccountSignInModel;
    readonly 'account-factors': AccountFactorsModel;
    readonly 'account-identifier': AccountIdentifierModel;
    readonly 'account-identifier-code': AccountIdentifierCodeModel;
    readonly 'undo-email-change': UndoEmailChangeModel;
    readonly 'account-profile': AccountProfileModel;
    readonly 'profile-question': ProfileQuestionModel;
    readonly outbox: OutboxModel;
  };

export type ViewName = keyof ViewModels;

/** What every page shares. */
export type PageContext = {
  readonly locale: string;
  readonly tenantName: string;
  /** Changes whenever the tenant's theme does: the address of `/assets/theme.css` carries it. */
  readonly themeVersion: string;
  /** What differs from the tenant's theme, as a query (`accent=…&radius=…`): an application's own, or a preview's. */
  readonly themeQuery?: string | undefined;
  /** In the place of the name; drawn for light and, where there is one, for dark ground. */
  readonly logo?: { readonly light: ShownPicture; readonly dark?: ShownPicture | undefined } | undefined;
  readonly faviconHref?: string | undefined;
  /** Only looked at, where nothing may run. */
  readonly isPreview?: boolean | undefined;
  /** What the tenant says in other words than ours, and a name for them that changes when they do. */
  readonly texts?: TextOverrides | undefined;
  readonly textsVersion?: string | undefined;
  /** From the clock, for "5 minutes ago". */
  readonly now: Date;
  /** Whether development features exist: shows the way to the outbox. */
  readonly development: boolean;
  /** What the tenant, or the application ahead, wants to be found on every page. */
  readonly links: {
    readonly terms?: string | undefined;
    readonly privacy?: string | undefined;
    readonly imprint?: string | undefined;
  };
  /** One same-origin address per language, such as `/sign-in?ui_locales=de`. */
  readonly languageLinks: readonly { readonly locale: string; readonly href: string }[];
  /** The application the person is on the way to, by name. */
  readonly destination?: string;
};
