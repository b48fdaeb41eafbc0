/** What the signing keys are built from. */
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { Jobs } from '../../../foundation/jobs/index.ts';
import type { Logger } from '../../../foundation/logging/index.ts';
import type { Ledger } from '../../ledger/index.ts';

export type SigningKeysDependencies = {
  readonly database: Database;
  readonly encryption: Encryption;
  readonly ledger: Ledger;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly logger: Logger;
};
