/** The other half of the matrix way × state: what happens around an account, to its tries, factors, business and application. */
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { World } from './way.ts';
import { cells, startWorld, tryCell } from './way-cells.ts';
import { accountStates } from './way-states.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.house.stop());

describe('nobody gets in by', () => {
  it.each(cells.filter(({ state }) => !accountStates.has(state.name)))('$name', (cell) => tryCell(world, cell));
});
