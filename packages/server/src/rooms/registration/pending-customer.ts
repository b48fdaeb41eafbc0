/** A customer to be: what a registration journey carries until the address is proven, and what its use cases need. */
import type { Database } from '../../foundation/database/index.ts';
import type { Authentication } from '../authentication/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers, EmailAddress } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';

export type RegistrationDependencies = {
  database: Database;
  authentication: Authentication;
  credentials: Credentials;
  customers: Customers;
  ledger: Ledger;
  proofs: Proofs;
  protection: Protection;
};

/** What a registration journey carries, sealed under the tenant's key and bound to the journey. */
export type PendingCustomer = {
  readonly customerId: string;
  readonly email: EmailAddress;
  readonly name: string | null;
  /** The prepared password hash, base64. */
  readonly passwordHash: string;
  readonly userAgent: string;
};
