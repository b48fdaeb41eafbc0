import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addResourcesVerb } from './resources.ts';

let world: ApplicationWorld;
let tenantId: string;
const address = 'https://orders.example/';

beforeAll(async () => {
  world = await createApplicationWorld();
  tenantId = await world.tenant('one.example');
});
afterAll(() => world.drop());

const register = (...args: string[]) => run('register', ...args);

async function run(...args: string[]): Promise<string | readonly string[]> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  addResourcesVerb(program, {
    withRooms: (_settings, work) => work({ tenants: world.tenants, applications: world.applications }),
    say: (line) => lines.push(line),
  });
  try {
    await program.parseAsync(['resources', ...args], { from: 'user' });
    return lines.join('\n');
  } catch (error) {
    if (isSettingsRefusal(error)) return error.sentences;
    throw error;
  }
}

it('an API is registered from the command line with its scopes in words, once', async () => {
  const words = [
    address,
    '--name',
    'Orders',
    '--scope',
    'orders:read=See what you ordered',
    '--lifetime',
    '300',
    '--open-to-agents',
  ];
  expect(await register(...words)).toBe(`Registered Orders at ${address}.`);
  expect(await world.applications.resource(tenantId, address)).toEqual({
    resourceUri: address,
    name: 'Orders',
    scopes: { 'orders:read': 'See what you ordered' },
    accessTokenSeconds: 300,
    openToAgents: true,
  });
  expect(await register(...words)).toEqual(['resource_uri is taken already.']);
});

it('what cannot be read is refused in a sentence', async () => {
  expect(await register('https://a.example/#x', '--name', 'A')).toEqual(['resource_uri may not have a fragment (#…).']);
  expect(await register('https://a.example/', '--name', 'A', '--lifetime', 'long')).toEqual([
    'access_token_seconds is not in the form it needs to have.',
  ]);
  expect(await register('https://a.example/', '--name', 'A', '--scope', 'read')).toEqual([
    expect.stringContaining('has no words'),
  ]);
});

it('the APIs of a tenant are listed, with their scopes', async () => {
  const host = 'listed.example';
  await world.tenant(host);
  expect(await run('list', '--tenant', host)).toBe('No API is registered yet.');
  await register('https://b.example/', '--name', 'B', '--tenant', host);
  await register('https://a.example/', '--name', 'A', '--scope', 'a:read=See', '--tenant', host);
  expect(await run('list', '--tenant', host)).toBe('https://a.example/  A  a:read\nhttps://b.example/  B');
  expect(JSON.parse(String(await run('list', '--json', '--tenant', host)))).toEqual({
    resources: [
      {
        resource_uri: 'https://a.example/',
        name: 'A',
        scopes: { 'a:read': 'See' },
        access_token_seconds: 600,
        open_to_agents: false,
      },
      { resource_uri: 'https://b.example/', name: 'B', scopes: {}, access_token_seconds: 600, open_to_agents: false },
    ],
  });
});
