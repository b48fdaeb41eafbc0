/** What importing needs of the rooms below, and of those beside by ports. */
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database } from '../../../foundation/database/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import type { Applications } from '../../applications/index.ts';
import type { Connections } from '../../connections/index.ts';
import type { Consents } from '../../consents/index.ts';
import type { Credentials } from '../../credentials/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { ProfileSchemas } from '../../tenants/index.ts';

export type ImportDependencies = {
  readonly clock: Clock;
  readonly database: Database;
  readonly jobs: Pick<Jobs, 'add'>;
  readonly ledger: Ledger;
  readonly applications: Pick<Applications, 'list' | 'namesTaken'>;
  readonly consents: Pick<Consents, 'restore'>;
  readonly connections: Pick<Connections, 'holdWithin' | 'listWithin'>;
  readonly credentials: Pick<Credentials, 'adopt' | 'identities' | 'phoneFactors' | 'setMany'>;
  readonly customers: Pick<
    Customers,
    'findByExternalIds' | 'holdSubjects' | 'importsOf' | 'keepSubjects' | 'prepareNewcomers' | 'writeNewcomers'
  >;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
};
