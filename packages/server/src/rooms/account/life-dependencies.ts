/** What the life of an account is built on: its password, its notices, its end. */
import type { Clock } from '../../foundation/clock/index.ts';
import type { Database } from '../../foundation/database/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Logger } from '../../foundation/logging/index.ts';
import type { Access } from '../access/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Authentication } from '../authentication/index.ts';
import type { Connections } from '../connections/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Sms } from '../messaging/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { Tenants } from '../tenants/index.ts';

export type LifeDependencies = {
  readonly access: Pick<Access, 'demandNotLastOwner'>;
  readonly applications: Pick<Applications, 'find'>;
  readonly connections: Pick<Connections, 'find'>;
  readonly database: Database;
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly ledger: Ledger;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly sessions: Sessions;
  readonly sms: Pick<Sms, 'admitNotice'>;
  readonly tenants: Tenants;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly logger: Logger;
};
