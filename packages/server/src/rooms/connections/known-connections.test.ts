import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ConnectionsWorld, openConnections } from '../../../test/connections-world.ts';
import { holdFirstRead } from '../../../test/held-read.ts';
import { createKnownConnections } from './known-connections.ts';

let world: ConnectionsWorld;
beforeAll(async () => {
  world = await openConnections();
});
afterAll(() => world.stop());

it('what was being read while a change was made is not remembered, within a transaction or without', async () => {
  const { acme, test, connections } = world;
  for (const within of [false, true]) {
    const { reader, arrived, release } = holdFirstRead(test.database.reader);
    const known = createKnownConnections({ queries: reader });
    const early = known.of(acme, within ? reader : undefined);
    await arrived;
    const id = world.freshId();
    await connections.create(acme, world.google(id));
    known.forget(acme);
    release();
    expect((await early).byId.has(id)).toBe(false);
    expect((await known.of(acme)).byId.has(id)).toBe(true);
  }
});
