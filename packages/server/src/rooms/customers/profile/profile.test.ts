import type { ProfileSchemaInput } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../../test/applications.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { ProfileChanges, ProfileUpdated } from '../index.ts';
import type { ProfileUpdate } from './update-profile.ts';
import { indexNextCustomers, purgeOverdue, purgeRemoved } from './upkeep.ts';

type Declared = ProfileSchemaInput['attributes'][number];
let world: ApplicationWorld;
let tenants = 0;
let people = 0;
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
  await declare(tenantId, ...attributes);
  return tenantId;
}
const declare = (tenantId: string, ...attributes: Declared[]) =>
  world.tenants.profileSchema.change(tenantId, { attributes });
const rollback = (tenantId: string, version: number) => world.tenants.profileSchema.rollback(tenantId, version);
const person = (tenantId: string, attributes: Record<string, string | number | boolean | string[]> = {}) => {
  people += 1;
  return world.customer(tenantId, { email: `p${people}@example.com`, name: null, attributes });
};
const update = (
  tenantId: string,
  customerId: string,
  changes: ProfileChanges,
  more: Partial<ProfileUpdate> = {},
): Promise<ProfileUpdated> =>
  world.database.transaction({ customers: [customerId] }, (tx) =>
    world.customers.updateProfile(tx, tenantId, customerId, changes, { as: 'customer', ...more }),
  );
const valuesOf = async (tenantId: string, customerId: string) =>
  (await world.customers.profile(world.database.reader, tenantId, customerId))?.attributes;
const restingNames = async (customerId: string) => {
  const [row] = await world.sql<{ attributes: Record<string, string> }>(
    'select attributes from customers where customer_id = $1',
    [customerId],
  );
  return Object.keys(row?.attributes ?? {}).sort();
};
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'not refused',
    (error: unknown) => (error instanceof ProblemError ? error.code : error),
  );

describe('a change of a profile', () => {
  it('is written sealed, read again in its type, and told to the ledger by names alone', async () => {
    const tenantId = await tenantWith(
      city,
      { name: 'size', type: 'number' },
      { name: 'loud', type: 'boolean' },
      { name: 'likes', type: 'multi_choice', choices: [{ value: 'tea' }, { value: 'jam' }] },
    );
    const customerId = await person(tenantId);
    const given = { city: 'Lübeck', size: 4.5, loud: false, likes: ['tea', 'jam'] };
    expect(await update(tenantId, customerId, given)).toMatchObject({ kind: 'changed', version: '2' });
    expect(await valuesOf(tenantId, customerId)).toEqual(given);
    const [row] = await world.sql('select attributes::text from customers where customer_id = $1', [customerId]);
    for (const secret of ['Lübeck', '4.5', 'false', 'tea']) expect(row?.['attributes']).not.toContain(secret);
    const entries = (await world.entries('profile.changed')).filter((entry) => entry.customer_id === customerId);
    expect(entries.map(({ data }) => data)).toEqual([
      { as: 'customer', version: '2', attributes: ['city', 'likes', 'loud', 'size'] },
    ]);
  });

  it('names only what really differs, and writes nothing when nothing does', async () => {
    const tenantId = await tenantWith(name, city);
    const customerId = await person(tenantId, { city: 'Bonn' });
    expect(await update(tenantId, customerId, { city: 'Bonn', name: null })).toEqual({
      kind: 'unchanged',
      version: '1',
    });
    const changed = await update(tenantId, customerId, { city: 'Bonn', name: 'Zoe' });
    expect(changed).toMatchObject({ kind: 'changed', attributes: ['name'] });
    expect(await update(tenantId, customerId, { city: null })).toMatchObject({ attributes: ['city'] });
    expect(await valuesOf(tenantId, customerId)).toEqual({ name: 'Zoe' });
  });

  it('made from an older version is a conflict, also for two at the same moment', async () => {
    const tenantId = await tenantWith(city);
    const customerId = await person(tenantId);
    const both = await Promise.all(
      ['Bonn', 'Köln'].map((value) => update(tenantId, customerId, { city: value }, { expectedVersion: '1' })),
    );
    expect(both.map(({ kind }) => kind).sort()).toEqual(['changed', 'conflict']);
    expect(await update(tenantId, customerId, { city: 'Ulm' }, { expectedVersion: '1' })).toEqual({
      kind: 'conflict',
      version: '2',
    });
  });

  it('of nobody, or of another tenant, finds nothing', async () => {
    const [tenantId, other] = [await tenantWith(city), await tenantWith(city)];
    const customerId = await person(tenantId, { city: 'Bonn' });
    expect(await update(other, customerId, { city: 'Ulm' })).toEqual({ kind: 'not_found' });
    expect(await valuesOf(tenantId, customerId)).toEqual({ city: 'Bonn' });
  });
});

describe('a changed declaration', () => {
  it('touches no row; what is removed is out of reach and comes back with a rollback', async () => {
    const tenantId = await tenantWith(name, city);
    const customerId = await person(tenantId, { name: 'Zoe', city: 'Bonn' });
    const rows = () => world.sql('select xmin, attributes from customers where customer_id = $1', [customerId]);
    const before = await rows();
    expect(await declare(tenantId, name)).toMatchObject({ removed: [{ attribute: 'city', customers: 1 }] });
    expect(await valuesOf(tenantId, customerId)).toEqual({ name: 'Zoe' });
    expect(await rollback(tenantId, 1)).toMatchObject({ to: 3, restored: [{ attribute: 'city', customers: 1 }] });
    expect(await valuesOf(tenantId, customerId)).toEqual({ name: 'Zoe', city: 'Bonn' });
    expect(await rows()).toEqual(before);
  });

  it('cannot bring removed values back under a type they cannot be read as', async () => {
    const tenantId = await tenantWith(name, city);
    await person(tenantId, { city: 'Bonn' });
    await declare(tenantId, name);
    expect(await codeOf(declare(tenantId, name, { name: 'city', type: 'number' }))).toBe('profile_schema.refused');
    expect(await declare(tenantId, name, { name: 'city', type: 'long_text' })).toMatchObject({ refused: [] });
  });

  it('planned for another version is refused, and of two at once both are kept', async () => {
    const tenantId = await tenantWith(name);
    const { profileSchema } = world.tenants;
    expect(
      await codeOf(
        profileSchema.change(tenantId, { attributes: [city] }, { actor: { kind: 'system' }, expectedVersion: '0' }),
      ),
    ).toBe('profile_schema.conflict');
    await Promise.all([declare(tenantId, name, city), declare(tenantId, city)]);
    expect((await profileSchema.current(tenantId)).version).toBe(3);
  });

  it('that a newer node wrote is read as far as it is known', async () => {
    const tenantId = await tenantWith(name);
    const declaration = {
      attributes: [
        { name: 'city', type: 'text', shade: 'blue' },
        { name: 'scent', type: 'smell' },
      ],
    };
    await world.sql('insert into profile_schemas (tenant_id, version, declaration) values ($1, 9, $2)', [
      tenantId,
      JSON.stringify(declaration),
    ]);
    const schema = await world.tenants.profileSchema.version(tenantId, 9);
    expect(schema?.attributes.map((attribute) => attribute.name)).toEqual(['city']);
  });
});

describe('by itself', () => {
  const age = (tenantId: string) =>
    world.sql(`update profile_removals set removed_at = now() - interval '31 days' where tenant_id = $1`, [tenantId]);

  it('what was removed leaves after 30 days and not before, and the ledger says so', async () => {
    const tenantId = await tenantWith(name, { ...city, searchable: 'prefix' });
    const ids = await Promise.all([person(tenantId, { city: 'Bonn' }), person(tenantId, { city: 'Ulm', name: 'Zoe' })]);
    await declare(tenantId, name);
    expect(await purgeRemoved(world.upkeep)).toBe(0);
    await age(tenantId);
    expect(await purgeRemoved(world.upkeep)).toBe(2);
    expect(await Promise.all(ids.map(restingNames))).toEqual([[], ['name']]);
    const left = 'select from customer_attribute_indexes where tenant_id = $1';
    expect(await world.sql(left, [tenantId])).toHaveLength(0);
    expect((await world.entries('profile_schema.purged')).map(({ data }) => data)).toEqual([{ attribute: 'city' }]);
    expect(await rollback(tenantId, 1)).toMatchObject({ added: ['city'], restored: [] });
  });

  it('what was declared again in time stays', async () => {
    const tenantId = await tenantWith(name, city);
    const customerId = await person(tenantId, { city: 'Bonn' });
    await declare(tenantId, name);
    await age(tenantId);
    await rollback(tenantId, 1);
    expect(await purgeRemoved(world.upkeep)).toBe(0);
    expect(await valuesOf(tenantId, customerId)).toEqual({ city: 'Bonn' });
  });

  it('a value leaves when its retention is over, counted from when it was last written', async () => {
    const tenantId = await tenantWith(name, { ...city, retention_days: 10, searchable: 'exact' });
    const [old, young, changed] = await Promise.all(['a', 'b', 'c'].map((value) => person(tenantId, { city: value })));
    await world.sql(`update customers set created_at = now() - interval '11 days' where customer_id = any($1)`, [
      [old, changed],
    ]);
    await update(tenantId, changed ?? '', { city: 'd' });
    expect(await purgeOverdue(world.upkeep)).toBe(1);
    expect(await Promise.all([old, young, changed].map((id) => valuesOf(tenantId, id ?? '')))).toEqual([
      {},
      { city: 'b' },
      { city: 'd' },
    ]);
    const entries = (await world.entries('profile.changed')).filter((entry) => entry.customer_id === old);
    expect(entries.map(({ data }) => data)).toEqual([{ as: 'retention', version: '2', attributes: ['city'] }]);
    const search = { attribute: 'city', text: 'a', match: 'exact' } as const;
    const page = { ...search, after: '', limit: 100 };
    expect((await world.customers.searchAttribute(world.database.reader, tenantId, page)).customerIds).toEqual([]);
  });
});

describe('a search', () => {
  const find = async (tenantId: string, attribute: string, text: string, match: 'exact' | 'prefix' = 'exact') => {
    const wanted = { attribute, text, match, after: '', limit: 100 };
    return (await world.customers.searchAttribute(world.database.reader, tenantId, wanted)).customerIds;
  };

  it('finds exactly, by prefix of any length from three letters, whatever the case, and never in another tenant', async () => {
    const searched: Declared = { ...city, searchable: 'prefix' };
    const [tenantId, other] = [await tenantWith(searched), await tenantWith(searched)];
    const [rheinbach, rheinberg] = [
      await person(tenantId, { city: 'Rheinbach am Wald' }),
      await person(tenantId, { city: 'Rheinbach am See' }),
    ];
    await person(other, { city: 'Rheinbach am Wald' });
    expect(await find(tenantId, 'city', 'rheinbach AM wald')).toEqual([rheinbach]);
    expect(await find(tenantId, 'city', 'Rhei', 'prefix')).toEqual([rheinbach, rheinberg].sort());
    expect(await find(tenantId, 'city', 'Rheinbach am S', 'prefix')).toEqual([rheinberg]);
    expect(await find(tenantId, 'city', 'Rh', 'prefix')).toEqual([]);
    expect(await find(tenantId, 'city', 'Rhei')).toEqual([]);
    // By the beginning of any word, in any order; single letters narrow what the others found.
    expect(await find(tenantId, 'city', 'wal rhein', 'prefix')).toEqual([rheinbach]);
    expect(await find(tenantId, 'city', 'Rhein S', 'prefix')).toEqual([rheinberg]);
    expect(await find(tenantId, 'city', 'inbach', 'prefix')).toEqual([]);
    expect(await find(tenantId, 'city', 'am', 'prefix')).toEqual([rheinbach, rheinberg].sort());
    await update(tenantId, rheinberg, { city: 'Ulm' });
    expect(await find(tenantId, 'city', 'Rhei', 'prefix')).toEqual([rheinbach]);
    await update(tenantId, rheinbach, { city: null });
    expect(await find(tenantId, 'city', 'Rhei', 'prefix')).toEqual([]);
  });

  it('ends with the customer, whatever removed them', async () => {
    const tenantId = await tenantWith({ ...city, searchable: 'prefix' });
    const [gone, stays] = [await person(tenantId, { city: 'Bonn' }), await person(tenantId, { city: 'Bonn' })];
    await world.sql('delete from customers where tenant_id = $1 and customer_id = $2', [tenantId, gone]);
    expect(await find(tenantId, 'city', 'Bonn')).toEqual([stays]);
    const left = await world.sql('select distinct customer_id from customer_attribute_indexes where tenant_id = $1', [
      tenantId,
    ]);
    expect(left).toEqual([{ customer_id: stays }]);
  });

  it('is not possible where the declaration does not allow it', async () => {
    const tenantId = await tenantWith(name, { ...city, searchable: 'exact' });
    await person(tenantId, { city: 'Bonn', name: 'Zoe' });
    expect(await find(tenantId, 'name', 'Zoe')).toEqual([]);
    expect(await find(tenantId, 'city', 'Bon', 'prefix')).toEqual([]);
    expect(await find(tenantId, 'city', 'Bonn')).toHaveLength(1);
  });

  it('finds what was written before the attribute was searched, once it has been read again', async () => {
    const tenantId = await tenantWith(city);
    const customerId = await person(tenantId, { city: 'Bonn' });
    await declare(tenantId, { ...city, searchable: 'exact' });
    expect(await find(tenantId, 'city', 'Bonn')).toEqual([]);
    const jobs = () =>
      world.sql<{ payload: { version: number; after: string } }>(
        `select jobs.payload from graphile_worker._private_jobs as jobs where jobs.key = $1`,
        [`index-attributes:${tenantId}`],
      );
    expect((await jobs()).map(({ payload }) => payload)).toEqual([{ tenantId, version: 2, after: '' }]);
    await indexNextCustomers(world.upkeep, { tenantId, version: 2, after: '' });
    expect(await find(tenantId, 'city', 'Bonn')).toEqual([customerId]);
    // Changed in the meantime: the sweep begins anew with what counts now.
    await declare(tenantId, { ...city, searchable: 'no' });
    await indexNextCustomers(world.upkeep, { tenantId, version: 2, after: 'cus_x' });
    expect((await jobs()).map(({ payload }) => payload)).toEqual([{ tenantId, version: 3, after: '' }]);
    await indexNextCustomers(world.upkeep, { tenantId, version: 3, after: '' });
    expect(await world.sql('select from customer_attribute_indexes where tenant_id = $1', [tenantId])).toHaveLength(0);
  });
});
