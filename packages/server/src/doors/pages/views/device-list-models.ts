/** What the page of known browsers shows. */
import type { Place } from '../../../foundation/geography/index.ts';
import type { Device } from '../../../rooms/sessions/index.ts';
import type { AccountFrame } from './account-sections.ts';
import type { Form, FormTarget } from './shared-models.ts';

export type KnownDeviceItem = {
  /** As its owner calls it. */
  readonly name?: string;
  /** Absent of one that has not been used since such things are noted. */
  readonly device?: Device;
  readonly address?: string;
  readonly place?: Place;
  readonly current: boolean;
  readonly firstSeenAt: Date;
  readonly lastSeenAt: Date;
  /** Its new name is being typed. */
  readonly isOpen: boolean;
  readonly rename: FormTarget;
  readonly remove: FormTarget;
};

export type AccountDevicesModel = {
  readonly account: AccountFrame;
  readonly form: Form;
  readonly count: number;
  readonly devices: readonly KnownDeviceItem[];
  readonly removeOthers: FormTarget;
  readonly newestHref?: string;
  readonly olderHref?: string;
  readonly notice?: 'renamed' | 'removed' | 'others_removed';
};
