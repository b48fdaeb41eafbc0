/** What the account room is built on. */
import type { Database } from '../../foundation/database/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Consents } from '../consents/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Release } from '../release/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { ProfileSchemas } from '../tenants/index.ts';

export type AccountDependencies = {
  readonly database: Database;
  readonly customers: Customers;
  readonly credentials: Pick<Credentials, 'passwordFacts'>;
  readonly sessions: Sessions;
  readonly ledger: Pick<Ledger, 'history'>;
  readonly release: Pick<Release, 'recipients'>;
  readonly applications: Applications;
  readonly consents: Consents;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
};
