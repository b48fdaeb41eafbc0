import { expect, it } from 'vitest';
import type { Tenant } from '../../tenants/index.ts';
import { payForUrgent, type UrgentDependencies } from './urgent-room.ts';

const tenant = { tenantId: 'ten_a' } as Tenant;
const told = { notice: 'closing', customerId: 'cus_a', number: '+4915905580001' };

function room({ places = 1, admits = 'admitted' }: { places?: number; admits?: 'admitted' | 'country' | 'stopped' }) {
  const left = { places };
  const deps: UrgentDependencies = {
    protection: {
      spend: async () => {
        if (left.places === 0) return false;
        left.places -= 1;
        return true;
      },
      forgive: async () => {
        left.places += 1;
      },
    },
    sms: {
      admitNotice: async () => (admits === 'stopped' ? { kind: 'stopped', retryAfterSeconds: 60 } : { kind: admits }),
    },
  };
  return { deps, left };
}

it('an account pays for what was sent, and for nothing that could not be', async () => {
  const { deps, left } = room({});
  const paid = await payForUrgent(deps, tenant, told);
  expect(left.places).toBe(0);
  await expect(payForUrgent(deps, tenant, told)).rejects.toThrow('no room');
  if ('giveBack' in paid) await paid.giveBack();
  expect(left.places).toBe(1);
});

it('a day without room is waited for, and a country without messages given up, both for nothing', async () => {
  const full = room({ admits: 'stopped' });
  await expect(payForUrgent(full.deps, tenant, told)).rejects.toThrow('the day has no room');
  expect(full.left.places).toBe(1);
  const closed = room({ admits: 'country' });
  expect(await payForUrgent(closed.deps, tenant, told)).toEqual({ kind: 'cancel', reason: 'sms_country' });
  expect(closed.left.places).toBe(1);
});
