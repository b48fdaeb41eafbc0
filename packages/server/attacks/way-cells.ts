/** The cells of the matrix way × state, generated from both lists, and the world that they are tried in. */
import { expect } from 'vitest';
import { startTestHouse } from '../test/house.ts';
import { createRelyingParty } from '../test/relying-party.ts';
import { startKind } from './connection-kinds.ts';
import { deviceWays } from './device-ways.ts';
import { tokenWays } from './token-ways.ts';
import type { WayIn, World } from './way.ts';
import { connectionWays } from './way-connections.ts';
import { type State, settings, states, stillIn } from './way-states.ts';
import { browserWays } from './ways.ts';

export const ways: readonly WayIn[] = [...browserWays, ...connectionWays, ...tokenWays, ...deviceWays];

export type Cell = { readonly state: State; readonly way: WayIn; readonly name: string; readonly place: number };

export const cells: readonly Cell[] = states
  .flatMap((state) =>
    ways.filter((way) => state.reaches(way)).map((way) => ({ state, way, name: `${way.name}, ${state.name}` })),
  )
  .map((cell, place) => ({ ...cell, place: 100 + place }));

export async function startWorld(): Promise<World> {
  const started = await startTestHouse();
  const elsewhere = await startKind(started, 'openid');
  const house = { ...started, stop: () => elsewhere.upstream.stop().then(() => started.stop()) };
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, settings);
  const metadata = { scope: 'openid profile email offline_access' };
  const shop = await createRelyingParty(house);
  return { house, tenantId, shop, party: await createRelyingParty(house, { firstParty: false, metadata }), elsewhere };
}

/** What a way in leaves behind: sessions with the secret that opens them, and tokens. */
export async function traces({ house }: World) {
  const sessions = await house.sql(
    "select session_id, encode(secret_hash, 'hex') as secret from sessions order by 1, 2",
  );
  const tokens = await house.sql("select encode(id_hash, 'hex') as id from refresh_tokens order by 1");
  return { sessions, tokens };
}

/** Goes the way as far as its last step, lets it happen, and takes the last step. */
export async function tryCell(world: World, { way, state, name, place }: Cell): Promise<void> {
  await world.house.sql('delete from budgets');
  const ready = await way.ready(world, place);
  const undo = await state.apply(world, way, ready);
  try {
    const before = await traces(world);
    const isIn = await ready.finish();
    expect(isIn).toBe(name in stillIn);
    if (!isIn) expect(await traces(world)).toEqual(before);
  } finally {
    await undo?.();
  }
}
