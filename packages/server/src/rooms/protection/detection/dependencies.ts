/** What detection is built on. */
import type { Clock } from '../../../foundation/clock/index.ts';
import type { Database } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { Logger } from '../../../foundation/logging/index.ts';
import type { Actor, Ledger } from '../../ledger/index.ts';
import type { Tenants } from '../../tenants/index.ts';

export type DetectionDependencies = {
  readonly database: Database;
  readonly encryption: Encryption;
  readonly ledger: Ledger;
  readonly tenants: Pick<Tenants, 'byId' | 'readWithin'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The network of an address, where a file on this machine says so. */
  readonly networkOf: (address: string) => string | null;
  /** Whether an address is that of a proxy that nobody has listed. */
  readonly standsForMany: (address: string) => boolean;
  /** Whether attacks are looked for, where a tenant has them looked for. */
  readonly detects: boolean;
};

/** Who takes something back, or begins and ends attack mode. */
export type DetectionAuthor = { readonly actor: Actor; readonly requestId?: string | undefined };
