/** The pages at `/device`: the code of a device is entered, what asks is shown, and what became of it. */
import type { Place } from '../../../foundation/geography/index.ts';
import type { Device, Form, FormTarget, ScopeItem } from './shared-models.ts';

export type DeviceModel = {
  readonly form: Form;
  /** From the address that the device shows as a picture: it fills the field in, and decides nothing. */
  readonly values?: { readonly code?: string };
};

export type DeviceConfirmModel = {
  /** The answer is the field `decision`: `approve`, `deny`, or `leave` for somebody who is not who is signed in here. */
  readonly form: FormTarget;
  readonly applicationName: string;
  readonly isOwn: boolean;
  /** As the device shows it. */
  readonly code: string;
  readonly asked: { readonly at: Date; readonly device: Device; readonly address: string; readonly place: Place };
  /** What it may see of the customer. */
  readonly scopes: readonly ScopeItem[];
  /** What it may do at APIs; `host` is that of the address they are registered under. */
  readonly apis: readonly { readonly name: string; readonly host: string; readonly scopes: readonly ScopeItem[] }[];
  readonly signedInAs: string;
  readonly policyHref?: string;
  readonly termsHref?: string;
};

export type DeviceDoneModel = { readonly outcome: 'approved' | 'denied'; readonly applicationName: string };

export type DeviceViewModels = {
  readonly device: DeviceModel;
  readonly 'device-confirm': DeviceConfirmModel;
  readonly 'device-done': DeviceDoneModel;
};
