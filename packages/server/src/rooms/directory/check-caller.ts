/**
 * Whether somebody on the phone is signed in to the account they speak of: they read out the code of their account page.
 * A code counts once. It lets staff believe a caller, and opens nothing.
 */
import { demandCustomer } from './customer-page.ts';
import type { Acting, DirectoryDependencies } from './dependencies.ts';
import { mayActOn } from './states.ts';

/** True when this is the code of the customer at this moment and nobody used it before. */
export async function checkCaller(
  deps: DirectoryDependencies,
  acting: Acting,
  { customerId, code }: { readonly customerId: string; readonly code: string },
): Promise<boolean> {
  const { tenantId, actor, requestId } = acting;
  await demandCustomer(deps, tenantId, customerId);
  // First, so that nobody's tries are used up by who may not ask.
  await deps.database.transaction({}, (tx) => mayActOn(deps, tx, acting, { customerId }));
  await deps.protection.demand(tenantId, [{ budget: 'caller-check.customer', key: customerId }]);
  const used = await deps.proofs.matchCallerCode(deps.database.reader, { tenantId, customerId }, code);
  const isConfirmed =
    used !== null && (await deps.protection.spend(tenantId, [{ budget: 'caller-check.code', key: used }]));
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    await mayActOn(deps, tx, acting, { customerId });
    const event = isConfirmed ? 'caller_check.confirmed' : 'caller_check.refused';
    await deps.ledger.append(tx, { tenantId, customerId, event, actor, requestId, data: {} });
  });
  return isConfirmed;
}
