/** What applications that register themselves need of the house. */
import type { Database } from '../../../foundation/database/index.ts';
import type { Tenants } from '../../tenants/index.ts';
import type { ChangesDependencies } from '../changes.ts';

export type OfItselfDependencies = ChangesDependencies & {
  readonly database: Database;
  readonly tenants: Pick<Tenants, 'byId' | 'listIds' | 'origins'>;
};
