/** What identities in the account are built on, and who acts. */
import type { Database } from '../../../foundation/database/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import type { Authentication, Visitor } from '../../authentication/index.ts';
import type { Connections } from '../../connections/index.ts';
import type { Credentials } from '../../credentials/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Protection } from '../../protection/index.ts';
import type { Sessions } from '../../sessions/index.ts';
import type { Tenant, Tenants } from '../../tenants/index.ts';

export type IdentityDependencies = {
  readonly database: Database;
  readonly authentication: Authentication;
  readonly connections: Pick<Connections, 'documents' | 'list' | 'find' | 'withSecret'>;
  readonly credentials: Credentials;
  readonly customers: Pick<Customers, 'identifiers'>;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
  readonly protection: Protection;
  readonly sessions: Sessions;
  readonly tenants: Pick<Tenants, 'byId'>;
};

/** Somebody in an open session. */
export type Acting = {
  readonly tenant: Tenant;
  readonly current: CurrentSession;
  readonly visitor: Visitor;
};
