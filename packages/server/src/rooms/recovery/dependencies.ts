/** What the recovery room is built on, and what one of its journeys carries. */
import type { Database } from '../../foundation/database/index.ts';
import type { Authentication } from '../authentication/index.ts';
import type { Credentials, PasswordWeakness } from '../credentials/index.ts';
import type { CarriedIdentifier, Customers } from '../customers/index.ts';
import type { Gate } from '../gate/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Sms } from '../messaging/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Tenants } from '../tenants/index.ts';

export type RecoveryDependencies = {
  readonly database: Database;
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly gate: Gate;
  readonly ledger: Ledger;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly sms: Pick<Sms, 'isOn' | 'admit' | 'admitNotice' | 'confirmed'>;
  readonly tenants: Tenants;
};

/** Sealed under the tenant's key and bound to the journey. Whose account it is turns out only when it is proven. */
export type WantedAccount = CarriedIdentifier & {
  readonly userAgent: string;
  /** Staff began it: no browser waits for a code. */
  readonly isByStaff?: boolean;
  /** It was a sign-in with the right password, which others know or are quick to guess. */
  readonly weakness?: PasswordWeakness;
  /** The same of journeys that began before a release which tells the two apart. */
  readonly isLeaked?: boolean;
};
