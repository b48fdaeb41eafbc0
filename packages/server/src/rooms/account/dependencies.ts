/** What the account room is built on. */
import type { Database } from '../../foundation/database/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Consents } from '../consents/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Sessions } from '../sessions/index.ts';

export type AccountDependencies = {
  readonly database: Database;
  readonly customers: Customers;
  readonly sessions: Sessions;
  readonly applications: Applications;
  readonly consents: Consents;
};
