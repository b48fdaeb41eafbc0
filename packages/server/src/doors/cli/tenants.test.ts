import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addTenantVerbs } from './tenants.ts';

let world: ApplicationWorld;
const invited: string[] = [];

beforeAll(async () => {
  world = await createApplicationWorld({ development: true });
  await world.tenants.ensureDefault();
});
afterAll(() => world.drop());

async function run(...args: string[]): Promise<string> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  const administration = {
    inviteHere: async ({ email, tenant }: { email: string; tenant: { origin: string } }) => {
      invited.push(email);
      return { invitationId: 'inv_x', expiresAt: new Date(), link: `${tenant.origin}/setup?token=x` };
    },
  };
  addTenantVerbs(program, {
    withRooms: (_settings, work) =>
      work({
        tenants: world.tenants,
        applications: world.applications,
        administration,
        access: { list: async () => [] },
      }),
    say: (line) => lines.push(line),
  });
  await program.parseAsync(['tenants', ...args], { from: 'user' });
  return lines.join('\n');
}

const refusal = async (...args: string[]): Promise<readonly string[]> => {
  const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
  return isSettingsRefusal(error) ? error.sentences : [`not refused: ${String(error)}`];
};

describe('tenants from the command line', () => {
  it('are created with the way in for their first owner, and listed', async () => {
    const text = await run('create', '--name', 'Acme', '--host', 'id.acme.example', '--owner-email', 'a@acme.example');
    expect(text).toContain('https://id.acme.example  Acme');
    expect(text).toContain('Set up: https://id.acme.example/setup?token=x');
    expect(invited).toEqual(['a@acme.example']);
    expect(await run('create', '--name', 'Bolt', '--host', 'id.bolt.example')).toContain('./cardea admin create');
    const listed = JSON.parse(await run('list', '--json')) as { tenants: { name: string; is_default: boolean }[] };
    expect(listed.tenants.map(({ name }) => name)).toEqual(expect.arrayContaining(['Acme', 'Bolt']));
    expect(listed.tenants.filter((tenant) => tenant.is_default)).toHaveLength(1);
    expect(await run('list')).toContain('(the first)');
  });

  it('are paused and go on, by their host', async () => {
    expect(await run('suspend', 'id.acme.example')).toContain('(suspended)');
    expect(await world.tenants.byHost('id.acme.example')).toMatchObject({ state: 'suspended' });
    expect(await run('resume', 'id.acme.example')).not.toContain('suspended');
    expect(await refusal('suspend', 'id.example')).toEqual([
      'The first tenant manages the others and cannot be paused.',
    ]);
  });

  it('are refused with a sentence', async () => {
    expect(await refusal('create', '--name', 'Twice', '--host', 'id.acme.example')).toEqual([
      'id.acme.example is in use here already.',
    ]);
    expect(await refusal('create', '--name', 'Odd', '--host', 'https://x.example')).toEqual([
      'https://x.example is no host name that can be served here: write it such as id.acme.example.',
    ]);
    expect(await refusal('create', '--name', ' ', '--host', 'id.blank.example')).toEqual([
      'A name has 1 to 80 characters on one line.',
    ]);
    expect(await refusal('suspend', 'nowhere.example')).toEqual(['There is no tenant nowhere.example.']);
  });
});
