import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addKeysVerb } from './keys.ts';

let world: ApplicationWorld;
let tenantId: string;
beforeAll(async () => {
  world = await createApplicationWorld();
  await world.tenant('one.example');
  tenantId = await world.tenant('two.example');
});
afterAll(() => world.drop());

async function keys(...args: string[]): Promise<string | readonly string[]> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  addKeysVerb(program, {
    withRooms: (_settings, work) => work({ tenants: world.tenants, applications: world.applications }),
    say: (line) => lines.push(line),
  });
  try {
    await program.parseAsync(['keys', ...args], { from: 'user' });
    return lines.join('\n');
  } catch (error) {
    if (isSettingsRefusal(error)) return error.sentences;
    throw error;
  }
}

it('a key is withdrawn from the command line by its id alone, and what signs instead is said', async () => {
  const [stolen] = (await world.tenants.signingKeys.current(tenantId)).keys;
  const said = JSON.parse(String(await keys('withdraw', stolen?.kid ?? '', '--json')));
  expect(said).toEqual({
    tenant: tenantId,
    withdrawn: stolen?.kid,
    signs_now: expect.stringMatching(/^[a-z]{3}_/),
  });
  const left = (await world.tenants.signingKeys.current(tenantId)).keys.map((key) => key.kid);
  expect(left).toContain(said.signs_now);
  expect(left).not.toContain(stolen?.kid);
});

it('a key that is not published is not withdrawn', async () => {
  expect(await keys('withdraw', 'key_nobody')).toEqual(['There is no published key key_nobody.']);
});

it('a key that only waits is withdrawn without another taking its place', async () => {
  const { keyIds } = await world.tenants.signingKeys.rotate(tenantId);
  expect(await keys('withdraw', keyIds[0] ?? '')).toBe(`${tenantId}: withdrew ${keyIds[0]}. It did not sign.`);
});
