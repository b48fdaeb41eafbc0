import type { ProfileSchemaInput } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../../test/applications.ts';

type Declared = ProfileSchemaInput['attributes'][number];
let world: ApplicationWorld;
let tenants = 0;
const name: Declared = { name: 'name', type: 'text' };
const city: Declared = { name: 'city', type: 'text' };

beforeAll(async () => {
  world = await createApplicationWorld();
});
afterAll(() => world.drop());

/** A tenant of its own that declares these attributes. */
async function tenantWith(...attributes: Declared[]): Promise<string> {
  tenants += 1;
  const tenantId = await world.tenant(`t${tenants}.example`);
  await world.tenants.profileSchema.change(tenantId, { attributes });
  return tenantId;
}

describe('a question', () => {
  const ask = (order: number, more: object = {}) => ({ ask: { order, ...more } });
  const next = async (tenantId: string, customerId: string) =>
    (await world.customers.nextQuestion(world.database.reader, tenantId, customerId))?.attribute.name;

  it('is the first in order without an answer, put off until its time comes again', async () => {
    const tenantId = await tenantWith(
      { ...city, ...ask(2, { again_after_days: 10 }) },
      { ...name, ...ask(1) },
      { name: 'plain', type: 'text' },
    );
    const customerId = await world.customer(tenantId, { email: 'zoe@example.com', name: null, attributes: {} });
    expect(await next(tenantId, customerId)).toBe('name');
    await world.database.transaction({ customers: [customerId] }, (tx) =>
      world.customers.updateProfile(tx, tenantId, customerId, { name: 'Zoe' }, { as: 'customer' }),
    );
    expect(await next(tenantId, customerId)).toBe('city');
    await world.customers.skipQuestion(world.database.reader, tenantId, customerId, 'city');
    expect(await next(tenantId, customerId)).toBeUndefined();
    await world.sql(`update profile_questions set skipped_at = now() - interval '10 days' where tenant_id = $1`, [
      tenantId,
    ]);
    expect(await next(tenantId, customerId)).toBe('city');
  });
});
