/** What the directory needs of the rooms below. */
import type { Database } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import type { Jobs } from '../../foundation/jobs/index.ts';
import type { Access, AdminCaller, Place } from '../access/index.ts';
import type { Applications } from '../applications/index.ts';
import type { Authentication } from '../authentication/index.ts';
import type { Connections } from '../connections/index.ts';
import type { Consents } from '../consents/index.ts';
import type { Credentials } from '../credentials/index.ts';
import type { Customers } from '../customers/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Proofs } from '../proofs/index.ts';
import type { Protection } from '../protection/index.ts';
import type { Release } from '../release/index.ts';
import type { Sessions } from '../sessions/index.ts';
import type { ProfileSchemas, Tenants } from '../tenants/index.ts';

export type DirectoryDatabase = { readonly database: Database };

export type DirectoryDependencies = DirectoryDatabase & {
  readonly encryption: Encryption;
  readonly jobs: Jobs;
  readonly ledger: Ledger;
  readonly access: Pick<Access, 'find' | 'heldNow' | 'demandMayActOn'>;
  readonly tenants: Pick<Tenants, 'byId'>;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
  readonly applications: Pick<Applications, 'find' | 'describeScopes'>;
  readonly customers: Customers;
  readonly connections: Pick<Connections, 'listWithin'>;
  readonly consents: Pick<Consents, 'list'>;
  readonly credentials: Pick<
    Credentials,
    'authenticators' | 'factorsOf' | 'identities' | 'passkeys' | 'passwordSetAt' | 'recoveryCodes'
  >;
  readonly sessions: Pick<Sessions, 'list' | 'usage' | 'end' | 'endAll'>;
  readonly protection: Pick<Protection, 'demand' | 'devices' | 'spend'>;
  readonly proofs: Pick<Proofs, 'matchCallerCode'>;
  readonly release: Pick<Release, 'toStaff' | 'listToStaff' | 'recipients'>;
  readonly authentication: Pick<Authentication, 'secure' | 'endPending' | 'hasWayIn' | 'identityGone'>;
};

/** Who acts, as the ledger knows them, where, and in which request. */
export type Acting = {
  readonly tenantId: string;
  /** What they may do. A job acts for somebody who asked earlier, and upon no administrator. */
  readonly by: { readonly place: Place; readonly caller: AdminCaller } | 'job';
  readonly actor: { readonly kind: 'administrator' | 'application'; readonly id: string };
  readonly requestId: string;
};
