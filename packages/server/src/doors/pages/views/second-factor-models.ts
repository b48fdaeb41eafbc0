/** What the pages around second factors need to be drawn; as `models.ts`: facts, never words or markup. */
import type { Place } from '../../../foundation/geography/index.ts';
import type { QrCode } from '../qr-code.ts';
import type { AccountFrame } from './account-sections.ts';
import type { Device, Form, FormTarget } from './shared-models.ts';

/** Recovery codes on the one page that shows them. */
export type ShownCodes = { readonly codes: readonly string[]; readonly download: FormTarget };

export type AccountRecoveryCodesModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  /** Absent where there are none. */
  readonly held?: { readonly remaining: number; readonly madeAt: Date };
  readonly hasFactor: boolean;
  /** Just made: shown this once. */
  readonly shown?: ShownCodes;
  /** Reached by setting up the first factor. */
  readonly isOffered: boolean;
  readonly doneHref: string;
};

export type AccountPhoneFactorModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly send: FormTarget;
  /** Absent while the number is what leads back into the account. */
  readonly remove?: FormTarget;
  readonly isOffered: boolean;
  readonly wasSent: boolean;
  /** Absent without a confirmed number. */
  readonly maskedNumber?: string;
  /** Absent while it is no factor. */
  readonly enrolledAt?: Date;
  readonly notice?: 'enrolled' | 'removed';
};

export type RememberedDeviceItem = {
  readonly device: Device;
  /** The network address as text. */
  readonly address: string;
  readonly place: Place;
  readonly current: boolean;
  readonly lastUsedAt: Date;
  readonly until: Date;
  readonly end: FormTarget;
};

export type AccountRememberedDevicesModel = {
  readonly account: AccountFrame;
  readonly devices: readonly RememberedDeviceItem[];
  readonly endAll: FormTarget;
  readonly notice?: 'ended' | 'all_ended';
};

/** `code`: as it is read out, in groups. */
export type AccountCallerCheckModel = {
  readonly account: AccountFrame;
  readonly code: string;
  readonly minutes: number;
};

export type LostFactorModel = {
  readonly form: Form;
  /** Already masked: `m•••@example.com`. */
  readonly maskedEmail: string;
  readonly delayHours: number;
  /** It was reported before; until it is due there is nothing to do but wait. */
  readonly waiting?: { readonly reportedAt: Date; readonly dueAt: Date; readonly isDue: boolean };
  readonly needsPassword: boolean;
  readonly signInHref: string;
  readonly backHref: string;
};

export type LostFactorVerifyModel = {
  readonly form: Form;
  readonly resend: FormTarget;
  readonly maskedEmail: string;
  readonly backHref: string;
  readonly notice?: 'code_sent';
};

export type LostFactorWaitingModel = { readonly dueAt: Date; readonly doneHref: string };

export type StopLostFactorModel = { readonly form: FormTarget };

/** What an authenticator app is told: a code to scan, a key to type in groups, and a link for this very device. */
export type AppSetUp = { readonly secretParts: readonly string[]; readonly uri: string; readonly qr: QrCode };

export type AccountAuthenticatorModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly app: AppSetUp;
  /** What was typed before. */
  readonly name?: string;
};

export type AuthenticatorItem = {
  /** Absent where its owner gave it none. */
  readonly name?: string;
  readonly addedAt: Date;
  readonly lastUsedAt?: Date;
  /** The form for another name stands open: it came back. */
  readonly isOpen: boolean;
  readonly rename: FormTarget;
  readonly remove: FormTarget;
};

export type AccountAuthenticatorsModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly authenticators: readonly AuthenticatorItem[];
  readonly addHref: string;
  readonly notice?: 'added' | 'renamed' | 'removed';
};

export type SecondFactorViewModels = {
  readonly 'account-authenticator': AccountAuthenticatorModel;
  readonly 'account-authenticators': AccountAuthenticatorsModel;
  readonly 'account-caller-check': AccountCallerCheckModel;
  readonly 'account-phone-factor': AccountPhoneFactorModel;
  readonly 'account-recovery-codes': AccountRecoveryCodesModel;
  readonly 'account-remembered-devices': AccountRememberedDevicesModel;
  readonly 'lost-factor': LostFactorModel;
  readonly 'lost-factor-verify': LostFactorVerifyModel;
  readonly 'lost-factor-waiting': LostFactorWaitingModel;
  readonly 'stop-lost-factor': StopLostFactorModel;
};
