/** What this room is built on. */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Access } from '../access/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Authentication } from '../authentication/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Tenants } from '../tenants/index.ts';

export type AdministrationDependencies = {
  readonly access: Access;
  readonly applications: Pick<Applications, 'find'>;
  readonly authentication: Authentication;
  readonly clock: Clock;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly database: Database;
  readonly encryption: Encryption;
  readonly ledger: Ledger;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly tenants: Tenants;
};
