/** What a sign-in finds out about a right password: whether others know it, written down the first time. */
import type { Transaction } from '../../../../foundation/database/index.ts';
import type { Credentials, LeakSource } from '../../../credentials/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Leak } from '../../renew-password.ts';

type LeakDependencies = { readonly credentials: Credentials; readonly ledger: Ledger };

/** On this machine it has been looked for already; elsewhere only what is right is asked about. */
export async function findLeak(
  { credentials }: Pick<LeakDependencies, 'credentials'>,
  {
    password,
    source,
    check,
  }: {
    readonly password: string;
    readonly source: LeakSource | null;
    readonly check: { readonly credentialId: string };
  },
): Promise<Leak | null> {
  const found = source ?? (await credentials.leaked.elsewhere(password));
  return found === null ? null : { source: found, credentialId: check.credentialId };
}

/** Marks the password, once, and says so in the ledger. */
export async function noteLeak(
  { credentials, ledger }: LeakDependencies,
  tx: Transaction,
  noted: { readonly tenantId: string; readonly customerId: string; readonly leak: Leak; readonly requestId: string },
): Promise<void> {
  const { tenantId, customerId, leak, requestId } = noted;
  if (!(await credentials.leaked.mark(tx, tenantId, customerId, leak))) return;
  await ledger.append(tx, {
    tenantId,
    customerId,
    event: 'password.found_leaked',
    actor: { kind: 'system' },
    requestId,
    data: { credentialId: leak.credentialId, source: leak.source },
  });
}
