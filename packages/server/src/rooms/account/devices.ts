/**
 * The browsers and devices that an account knows, as their owner sees, names and forgets them. Forgetting one ends what
 * it holds: its sessions, its lane, and that it is not asked for the second factor. The owner is told: it may not be them.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Visitor } from '../authentication/index.ts';
import { tidyName } from '../credentials/index.ts';
import type { CurrentSession } from '../gate/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { LifeDependencies } from './life-dependencies.ts';

type Acting = { readonly tenant: Tenant; readonly current: CurrentSession; readonly visitor: Visitor };

const longestName = 60;

/** Opens this part of the room. */
export function createAccountDevices(deps: LifeDependencies) {
  const { database, ledger, sessions, protection, credentials } = deps;
  const ownHash = (tenantId: string, { sessionId }: CurrentSession) =>
    sessions.deviceHashOf(database.reader, tenantId, sessionId);

  async function act<Result>({ current }: Acting, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return database.transaction({ customers: [current.customerId] }, work);
  }

  return {
    /** The browsers that are remembered, the last used first, and whether the session that asks is of one of them. */
    async list({ tenantId, settings }: Tenant, current: CurrentSession) {
      const own = await ownHash(tenantId, current);
      const { rememberDays } = settings.devices;
      return protection.devices.list(database.reader, tenantId, current.customerId, { rememberDays, own });
    },

    /** Calls one of them something; by what it is again where the name is empty. Anybody else's is simply not there. */
    async rename(acting: Acting, deviceId: string, typed: string): Promise<void> {
      const { tenantId } = acting.tenant;
      const { customerId } = acting.current;
      const name = tidyName(typed);
      if (name.length > longestName) throw new ProblemError('form.invalid', { fields: { name: 'too_long' } });
      const device = { customerId, deviceId, name: name === '' ? null : name };
      const isRenamed = await act(acting, async (tx) => {
        if (!(await protection.devices.rename(tx, tenantId, device))) return false;
        await ledger.append(tx, { ...entryOf(acting), event: 'device.renamed', data: { deviceId } });
        return true;
      });
      if (!isRenamed) throw new ProblemError('device.not_found');
    },

    /** Forgets one of them, and signs it out; says whether it was the one that asks. */
    async forget(acting: Acting, deviceId: string): Promise<{ readonly wasThis: boolean }> {
      const { tenant, current, visitor } = acting;
      const { client: personal, requestId } = visitor;
      const { tenantId } = tenant;
      const { customerId } = current;
      const own = await ownHash(tenantId, current);
      const forgotten = await act(acting, async (tx) => {
        const deviceHash = await protection.devices.forget(tx, tenantId, customerId, deviceId);
        if (deviceHash === null) return null;
        await credentials.rememberedDevices.endOf(tx, tenantId, { customerId, deviceHash });
        const ended = await sessions.endOfDevice(tx, { tenantId, customerId, deviceHash, requestId });
        const data = { deviceId, sessions: ended };
        await ledger.append(tx, { ...entryOf(acting), event: 'device.forgotten', data, personal });
        return deviceHash;
      });
      if (forgotten === null) throw new ProblemError('device.not_found');
      return { wasThis: own?.equals(forgotten) === true };
    },

    /** Forgets all of them but the one that asks, and signs everybody else out; returns how many. */
    async forgetOthers(acting: Acting): Promise<number> {
      const { tenant, current, visitor } = acting;
      const { client: personal, requestId } = visitor;
      const { tenantId } = tenant;
      const { customerId, sessionId } = current;
      const own = await ownHash(tenantId, current);
      return act(acting, async (tx) => {
        const count = await protection.devices.forgetAll(tx, tenantId, customerId, own);
        await credentials.rememberedDevices.endAll(tx, tenantId, customerId);
        await sessions.endOthers(tx, { tenantId, customerId, sessionId, reason: 'ended_by_customer', requestId });
        const entry = { ...entryOf(acting), event: 'devices.others_forgotten', data: { count }, personal } as const;
        if (count > 0) await ledger.append(tx, entry);
        return count;
      });
    },
  };
}

const entryOf = ({ tenant, current, visitor }: Acting) => {
  const { customerId } = current;
  const { requestId } = visitor;
  return { tenantId: tenant.tenantId, customerId, actor: { kind: 'customer', id: customerId }, requestId } as const;
};
