/** Browsers that are not asked for the second factor, as their owner sees and ends them. */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { RememberedDevice } from '../../credentials/index.ts';
import type { Acting, SecondFactorDependencies } from './dependencies.ts';

/** The browsers that are remembered, the last used first. */
export function listRememberedDevices(
  deps: SecondFactorDependencies,
  tenantId: string,
  customerId: string,
  deviceSecret: string | null,
): Promise<RememberedDevice[]> {
  return deps.credentials.rememberedDevices.list(deps.database.reader, tenantId, customerId, deviceSecret);
}

/** Ends one, or all when none is named; anybody else's is simply not there. Returns how many there were. */
export async function endRememberedDevices(
  deps: SecondFactorDependencies,
  { tenant, current, visitor }: Acting,
  deviceId: string | null,
): Promise<number> {
  const { tenantId } = tenant;
  const { customerId } = current;
  const count = await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const { end, endAll } = deps.credentials.rememberedDevices;
    const ended =
      deviceId === null
        ? await endAll(tx, tenantId, customerId)
        : Number(await end(tx, tenantId, customerId, deviceId));
    if (ended > 0)
      await deps.ledger.append(tx, {
        tenantId,
        customerId,
        event: 'remembered_devices.ended',
        actor: { kind: 'customer', id: customerId },
        requestId: visitor.requestId,
        data: { count: ended },
      });
    return ended;
  });
  if (deviceId !== null && count === 0) throw new ProblemError('device.not_found');
  return count;
}
