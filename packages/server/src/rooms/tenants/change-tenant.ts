/** Renames, pauses and resumes tenants, each with the ledger entry that says so. Nothing of a paused tenant is lost. */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, demandVersion } from './author.ts';
import { lockTenant, writeName, writeState } from './store/tenants.ts';

type ChangeTenantDependencies = { readonly ledger: Ledger };

/** A name on one line that a page, a header and a mail program can show; refuses with `tenant.name_refused`. */
export function readTenantName(value: string): string {
  const name = value.normalize('NFC').trim();
  if (name.length === 0 || name.length > 80 || /[\p{C}\p{Zl}\p{Zp}]/u.test(name))
    throw new ProblemError('tenant.name_refused', { fields: { name: 'invalid' } });
  return name;
}

/** Names the tenant anew. */
export async function renameTenant(
  deps: ChangeTenantDependencies,
  tx: Transaction,
  tenantId: string,
  wanted: string,
  author: Author,
): Promise<void> {
  const name = readTenantName(wanted);
  const held = await lockTenant(tx, tenantId);
  if (held === undefined) throw new ProblemError('tenant.not_found');
  demandVersion(author, held.version);
  if (held.name === name) return;
  await writeName(tx, tenantId, name);
  const { actor, requestId } = author;
  await deps.ledger.append(tx, { tenantId, customerId: null, event: 'tenant.renamed', actor, requestId, data: {} });
}

/** Pauses a tenant or lets it go on; being in that state already is no mistake. */
export async function setTenantState(
  deps: ChangeTenantDependencies,
  tx: Transaction,
  tenantId: string,
  state: 'active' | 'suspended',
  { actor, requestId }: Author,
): Promise<void> {
  const held = await lockTenant(tx, tenantId);
  if (held === undefined) throw new ProblemError('tenant.not_found');
  if (held.is_default) throw new ProblemError('tenant.is_default');
  if (!(await writeState(tx, tenantId, state))) return;
  const event = state === 'suspended' ? 'tenant.suspended' : 'tenant.resumed';
  await deps.ledger.append(tx, { tenantId, customerId: null, event, actor, requestId, data: {} });
}
