/**
 * Every way to a session or a token × what may have happened to the account in between: generated from the list of ways
 * and the list of states. Nobody gets in who should not, and what was refused leaves no session and no token behind.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { proofMethods } from '../src/rooms/authentication/flow.ts';
import { routesOf } from '../test/routes-of.ts';
import type { World } from './way.ts';
import { cells, startWorld, traces, tryCell, ways } from './way-cells.ts';
import { begins, sameUseCase } from './way-routes.ts';
import { accountStates, stillIn } from './way-states.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.house.stop());

describe('every way in', () => {
  it.each(ways.map((way, place) => ({ way, place, name: way.name })))('is one: $name', async ({ way, place }) => {
    await world.house.sql('delete from budgets');
    const ready = await way.ready(world, place);
    const before = await traces(world);
    expect(await ready.finish()).toBe(true);
    if (way.leavesSession !== false) expect(await traces(world)).not.toEqual(before);
  });
});

describe('nobody gets in by', () => {
  it.each(cells.filter(({ state }) => accountStates.has(state.name)))('$name', (cell) => tryCell(world, cell));
});

describe('the lists', () => {
  it('hold every method, every kind of grant and every address that can end in a session', async () => {
    const { house } = world;
    expect([...new Set(ways.flatMap(({ proves }) => proves))].toSorted()).toEqual([...proofMethods].toSorted());
    const known = new Set([...ways.flatMap(({ routes }) => routes), ...begins, ...sameUseCase]);
    const published = JSON.parse((await house.visitor().request('/.well-known/openid-configuration')).body);
    const grants = (published.grant_types_supported as string[]).map((grant) => `/oauth/token ${grant}`);
    const doors = /^\/(sign-in|sign-up|verify|recover|invitation|setup|account\/confirm|api\/flows)/;
    const forms = routesOf(house.house.app.printRoutes({ commonPrefix: false }))
      .filter(({ path, methods }) => methods.includes('POST') && doors.test(path))
      .map(({ path }) => path);
    const served = new Set([...forms, ...grants]);
    expect([...served].filter((route) => !known.has(route))).toEqual([]);
    expect([...known].filter((route) => !served.has(route))).toEqual([]);
  });

  it('name no exception that there is no cell for', () => {
    const names = new Set(cells.map(({ name }) => name));
    expect(Object.keys(stillIn).filter((name) => !names.has(name))).toEqual([]);
  });
});
