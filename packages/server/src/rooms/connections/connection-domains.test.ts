import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ConnectionsWorld, openConnections } from '../../../test/connections-world.ts';

let world: ConnectionsWorld;

beforeAll(async () => {
  world = await openConnections();
});
afterAll(() => world.stop());

describe('a mail domain', () => {
  const domainOf = async (domain: string) => {
    const found = (await world.connections.domains(world.test.database.reader, world.acme)).find(
      (one) => one.domain === domain,
    );
    if (found === undefined) throw new Error('no such domain');
    return found;
  };

  it('leads to its connection once a text record proves it, as long as the connection is active', async () => {
    const id = world.freshId();
    await world.connections.create(world.acme, { ...world.contoso(id), domains: ['Contoso.example'] });
    expect(await world.connections.forDomain(world.acme, 'contoso.example')).toBeNull();
    await expect(world.connections.verifyDomain(world.acme, id, 'contoso.example')).rejects.toMatchObject({
      code: 'domain.unproven',
    });
    const { record, proof } = await domainOf('contoso.example');
    world.dns.records.set(record, ['v=spf1 -all', proof]);
    await world.connections.verifyDomain(world.acme, id, 'contoso.example');
    await world.connections.verifyDomain(world.acme, id, 'contoso.example');
    expect(await world.connections.forDomain(world.acme, 'CONTOSO.example')).toMatchObject({ connectionId: id });
    expect(await world.connections.forDomain(world.acme, 'mail.contoso.example')).toBeNull();
    expect(await world.connections.forDomain(world.other, 'contoso.example')).toBeNull();
    await world.connections.setState(world.acme, id, 'disabled');
    expect(await world.connections.forDomain(world.acme, 'contoso.example')).toBeNull();
    expect((await world.entriesOf(id)).filter((event) => event.includes('domain'))).toEqual([
      'connection.domain_claimed',
      'connection.domain_added',
    ]);
  });

  it('leads to one connection of a tenant, and is refused when it is none', async () => {
    const [one, two] = [world.freshId(), world.freshId()];
    await world.connections.create(world.acme, { ...world.contoso(one), domains: ['fabrikam.example'] });
    await expect(
      world.connections.create(world.acme, { ...world.contoso(two), domains: ['fabrikam.example'] }),
    ).rejects.toMatchObject({
      fields: { domains: 'taken' },
    });
    expect(await world.connections.find(world.acme, two)).toBeNull();
    for (const domain of ['localhost', 'a.localhost', '10.0.0.1', 'https://x.example', 'x.example:25', '*.x.example'])
      await expect(
        world.connections.create(world.acme, { ...world.contoso(two), domains: [domain] }),
      ).rejects.toMatchObject({
        fields: { domains: 'malformed' },
      });
  });

  it('is not proved by the proof of another connection, and goes with its own', async () => {
    const [one, two] = [world.freshId(), world.freshId()];
    await world.connections.create(world.acme, { ...world.contoso(one), domains: ['tailspin.example'] });
    const { proof, record } = await domainOf('tailspin.example');
    world.dns.records.set(record, [proof]);
    await world.remove(one, 0);
    await world.connections.create(world.acme, { ...world.contoso(two), domains: ['tailspin.example'] });
    await expect(world.connections.verifyDomain(world.acme, two, 'tailspin.example')).rejects.toMatchObject({
      code: 'domain.unproven',
    });
    await expect(world.connections.verifyDomain(world.acme, one, 'tailspin.example')).rejects.toMatchObject({
      code: 'domain.not_found',
    });
  });
});
