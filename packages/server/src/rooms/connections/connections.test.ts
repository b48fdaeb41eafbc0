import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionsWorld, openConnections } from '../../../test/connections-world.ts';
import { system } from '../tenants/index.ts';
import { identityIssuerOf, mapClaims } from './index.ts';

let world: ConnectionsWorld;

beforeAll(async () => {
  world = await openConnections();
});
afterAll(() => world.stop());

describe('a connection', () => {
  it('is there for its tenant alone, with what its preset says', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.google(id));
    expect(await world.connections.find(world.acme, id)).toMatchObject({
      state: 'active',
      settings: { issuer: 'https://accounts.google.com', scope: 'openid profile email', email_is_authoritative: true },
      given: { client_id: 'ours' },
      hasSecret: true,
    });
    expect(await world.connections.find(world.other, id)).toBeNull();
    expect((await world.connections.list(world.acme)).map(({ connectionId }) => connectionId)).toContain(id);
    expect(await world.connections.list(world.other)).toEqual([]);
    expect(await world.entriesOf(id)).toEqual(['connection.created']);
  });

  it('keeps its secret sealed, and gives it to who speaks to the provider', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.google(id));
    expect(await world.connections.withSecret(world.acme, id)).toMatchObject({ clientSecret: 'pssst' });
    expect(await world.connections.withSecret(world.other, id)).toBeNull();
    const rows = await world.test.sql<{ row: string }>('select connections::text as row from connections', []);
    const written = JSON.stringify(rows) + JSON.stringify(await world.connections.find(world.acme, id));
    expect(written).not.toContain('pssst');
    expect(written).not.toContain(Buffer.from('pssst').toString('hex'));
  });

  it('stands before or after others as it is ordered, then by name', async () => {
    const [last, first, second] = [world.freshId(), world.freshId(), world.freshId()];
    await world.connections.create(world.other, { ...world.google(last), order: 9, name: 'A' });
    await world.connections.create(world.other, { ...world.google(second), name: 'C' });
    await world.connections.create(world.other, { ...world.google(first), name: 'B' });
    expect((await world.connections.list(world.other)).map(({ connectionId }) => connectionId)).toEqual([
      first,
      second,
      last,
    ]);
  });

  it('is made once, by one of two who make it at once', async () => {
    const id = world.freshId();
    const outcomes = await Promise.allSettled([1, 2].map(() => world.connections.create(world.acme, world.google(id))));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(world.connections.create(world.acme, world.google(id))).rejects.toMatchObject({
      code: 'connection.invalid',
      fields: { connection_id: 'taken' },
    });
  });

  it('is changed by one of two who saw the same version', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.google(id));
    const seen = (await world.connections.find(world.acme, id))?.version ?? '';
    const author = { ...system, expectedVersion: seen };
    const rename = (name: string) =>
      world.test.database.transaction({}, async (tx) => {
        const changes = world.connections.within(tx, author);
        const { given } = await changes.hold(world.acme, id);
        return changes.change(world.acme, id, { name, settings: given });
      });
    const outcomes = await Promise.allSettled([rename('One'), rename('Two')]);
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'request.precondition_failed' });
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('the end of a connection', () => {
  it('keeps the row when it is disabled, and says both in the ledger', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.google(id));
    expect(await world.connections.setState(world.acme, id, 'disabled')).toBe(true);
    expect(await world.connections.setState(world.acme, id, 'disabled')).toBe(false);
    expect(await world.connections.find(world.acme, id)).toMatchObject({ state: 'disabled' });
    await world.connections.setState(world.acme, id, 'active');
    expect(await world.entriesOf(id)).toEqual(['connection.created', 'connection.disabled', 'connection.enabled']);
  });

  it('asks how many customers lose it, and takes no other number', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, world.google(id));
    await world.test.sql("insert into customers (tenant_id, customer_id, locale) values ($1, 'cus_one', 'en')", [
      world.acme,
    ]);
    await world.test.sql(
      `insert into customer_identities
         (tenant_id, identity_id, customer_id, connection_id, issuer, subject_key, sealed_subject, sealed_snapshot)
       values ($1, 'idy_one', 'cus_one', $2, 'https://accounts.google.com', 'a', 'b', 'c')`,
      [world.acme, id],
    );
    for (const confirmed of [0, 2])
      await expect(world.remove(id, confirmed)).rejects.toMatchObject({
        code: 'connection.has_customers',
        fields: { confirm_identities: 'required' },
      });
    expect(await world.remove(id, 1)).toEqual({ identities: 1 });
    expect(await world.connections.find(world.acme, id)).toBeNull();
    expect(await world.test.sql('select 1 from customer_identities', [])).toEqual([]);
    await expect(world.remove(id, 0)).rejects.toMatchObject({ code: 'connection.not_found' });
  });
});

describe('what a subject is part of', () => {
  it('changes with the place and the claim that it is read from', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, { ...world.google(id), preset: 'github' });
    const connection = await world.connections.find(world.acme, id);
    if (connection === null) throw new Error('it was not made');
    expect(identityIssuerOf(connection, null)).toBe('https://api.github.com');
    expect(identityIssuerOf(connection, 'https://accounts.google.com')).toBe('https://accounts.google.com');
    const settings = { ...connection.settings, subject_claim: 'login' };
    expect(identityIssuerOf({ preset: 'github', settings }, null)).toBe('https://api.github.com#login');
  });

  it('changes with every address that could make somebody else of whoever comes', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, { ...world.google(id), preset: 'github' });
    const connection = await world.connections.find(world.acme, id);
    if (connection === null) throw new Error('it was not made');
    const moved = (change: object) =>
      identityIssuerOf({ preset: 'github', settings: { ...connection.settings, ...change } }, null);
    const own = identityIssuerOf(connection, null);
    const others = [
      moved({ userinfo_endpoint: 'https://api.github.com/users/anna' }),
      moved({ token_endpoint: 'https://evil.example/login/oauth/access_token' }),
    ];
    expect(new Set([own, ...others]).size).toBe(3);
  });

  it('maps claims to attributes, and leaves out what no attribute can be', () => {
    const claims = { nick: 'nickname', city: 'address.locality', all: 'address', none: 'missing', long: 'long' };
    const profile = { claims: { nickname: ' Jo ', address: { locality: 'Ulm' }, long: 'x'.repeat(2000) } };
    expect(mapClaims({ claims }, profile)).toEqual({ nick: 'Jo', city: 'Ulm' });
  });
});
