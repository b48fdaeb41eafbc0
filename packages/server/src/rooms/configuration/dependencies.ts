/** What the configuration room works with. */
import type { Database } from '../../foundation/database/index.ts';
import type { CertificatesOffered } from '../applications/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Wording } from '../messaging/index.ts';
import type { StateDependencies } from './state.ts';

export type ConfigurationDependencies = StateDependencies & {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly wording: Pick<Wording, 'changeWithin' | 'tryWords'>;
  /** A development installation: applications may live on this machine, over plain http. */
  readonly development: boolean;
  /** Which client certificates arrive here; none unless told. */
  readonly certificates?: CertificatesOffered | undefined;
};
