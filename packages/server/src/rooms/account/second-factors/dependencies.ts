/** What authenticator apps, recovery codes and remembered browsers in the account are built on, and who acts. */
import type { Database } from '../../../foundation/database/index.ts';
import type { Authentication, Visitor } from '../../authentication/index.ts';
import type { Credentials } from '../../credentials/index.ts';
import type { Customers } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Proofs } from '../../proofs/index.ts';
import type { Protection } from '../../protection/index.ts';
import type { Sessions } from '../../sessions/index.ts';
import type { Tenant } from '../../tenants/index.ts';

export type SecondFactorDependencies = {
  readonly database: Database;
  readonly authentication: Authentication;
  readonly credentials: Credentials;
  readonly customers: Customers;
  readonly ledger: Ledger;
  readonly proofs: Pick<Proofs, 'callerCode' | 'linkSeconds'>;
  readonly protection: Protection;
  readonly sessions: Sessions;
};

/** Somebody in an open session. */
export type Acting = { readonly tenant: Tenant; readonly current: CurrentSession; readonly visitor: Visitor };
