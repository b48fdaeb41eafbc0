/** What signing in by a connection is built on. */
import type { Clock } from '../../../../foundation/clock/index.ts';
import type { Database } from '../../../../foundation/database/index.ts';
import type { Encryption } from '../../../../foundation/encryption/index.ts';
import type { Applications } from '../../../applications/index.ts';
import type { Connections } from '../../../connections/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import type { AcceptDependencies } from '../../accept-proof.ts';
import type { FactsDependencies } from '../../facts.ts';
import type { FreshnessDependencies } from '../../freshness.ts';
import type { RemoveDependencies } from '../../remove-factors.ts';
import type { SecureDependencies } from '../../secure-account.ts';

export type ConnectionDependencies = AcceptDependencies &
  FactsDependencies &
  FreshnessDependencies &
  SecureDependencies &
  RemoveDependencies & {
    readonly applications: Pick<Applications, 'settingsFor' | 'find'>;
    readonly clock: Clock;
    readonly database: Database;
    readonly encryption: Encryption;
    readonly connections: Pick<Connections, 'documents' | 'list' | 'find' | 'read' | 'withSecret' | 'forDomain'>;
    readonly credentials: Credentials;
    readonly development: boolean;
  };
