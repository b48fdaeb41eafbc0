/** A customer to be: what a registration journey carries until the address is proven, and what its use cases need. */
import type { Database } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Authentication } from '../authentication/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { AttributeValues, CarriedIdentifier, Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Sms } from '../messaging/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Tenants } from '../tenants/index.ts';

export type RegistrationDependencies = {
  database: Database;
  encryption: Encryption;
  applications: Pick<Applications, 'find' | 'settingsFor'>;
  authentication: Authentication;
  credentials: Credentials;
  customers: Customers;
  ledger: Ledger;
  proofs: Proofs;
  protection: Protection;
  sms: Pick<Sms, 'isOn' | 'demand' | 'confirmed'>;
  tenants: Tenants;
};

/** What a registration journey carries, sealed under the tenant's key and bound to the journey. */
export type PendingCustomer = CarriedIdentifier & {
  readonly customerId: string;
  /** As the form gave them and the schema let them pass; absent in what an older node wrote. */
  readonly attributes?: AttributeValues;
  /** The name once more, by itself, for older nodes. */
  readonly name: string | null;
  /** The prepared password hash, base64; empty where none was chosen. */
  readonly passwordHash: string;
  readonly userAgent: string;
  /** It begins with the account elsewhere that the journey was shown. */
  readonly withConnection?: boolean;
  /** Whether a mailed invitation led here. */
  readonly isInvited?: boolean;
  /** The version of terms and privacy notice that the form showed, where the tenant names one. */
  readonly agreedVersion?: string;
};
