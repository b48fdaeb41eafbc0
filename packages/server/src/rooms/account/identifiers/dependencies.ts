/** What changes of identifiers are built on. */
import type { Database } from '../../../foundation/database/index.ts';
import type { Authentication } from '../../authentication/index.ts';
import type { Credentials } from '../../credentials/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Sms } from '../../messaging/index.ts';
import type { Proofs } from '../../proofs/index.ts';
import type { Protection } from '../../protection/index.ts';
import type { Sessions } from '../../sessions/index.ts';
import type { Tenants } from '../../tenants/index.ts';

export type IdentifierDependencies = {
  readonly database: Database;
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly ledger: Ledger;
  readonly proofs: Proofs;
  readonly protection: Protection;
  readonly sessions: Sessions;
  readonly tenants: Tenants;
  /** Where no text message can be sent, no number can be proven. */
  readonly sms: Pick<Sms, 'isOn' | 'demand' | 'confirmed'>;
};
