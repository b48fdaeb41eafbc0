import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type ApplicationWorld, createApplicationWorld } from '../../../test/applications.ts';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addProfileSchemaVerbs } from './profile-schema.ts';

let world: ApplicationWorld;
const folder = mkdtempSync(join(tmpdir(), 'cardea-schema-'));
const file = join(folder, 'schema.json');
const name = {
  name: 'name',
  type: 'text',
  max_length: 100,
  at_sign_up: 'optional',
  searchable: 'prefix',
  scope: 'profile',
};

beforeAll(async () => {
  world = await createApplicationWorld();
  const tenantId = await world.tenant('one.example');
  await world.customer(tenantId, { name: 'Anna' });
});
afterAll(async () => {
  await world.drop();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  process.exitCode = undefined;
});

/** What the verb prints, and the code it ends with. */
async function run(...args: string[]): Promise<{ text: string; code: unknown }> {
  const lines: string[] = [];
  const program = new Command('cardea').exitOverride();
  addProfileSchemaVerbs(program, {
    withRooms: (_settings, work) => work({ tenants: world.tenants, applications: world.applications }),
    say: (line) => lines.push(line),
  });
  process.exitCode = undefined;
  await program.parseAsync(['profile-schema', ...args], { from: 'user' });
  return { text: lines.join('\n'), code: process.exitCode };
}
const refusal = async (...args: string[]) => {
  const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
  return isSettingsRefusal(error) ? error.sentences : [`not refused: ${String(error)}`];
};
const write = (attributes: readonly object[]) => writeFileSync(file, JSON.stringify({ attributes }));

it('what is shown can be given back, and then nothing changes', async () => {
  writeFileSync(file, (await run('show')).text);
  expect(JSON.parse((await run('show')).text)).toEqual({ attributes: [name] });
  expect(await run('change', file, '--plan')).toEqual({
    text: 'Nothing changes: version 0 counts.',
    code: undefined,
  });
});

it('a plan says what will go and ends with 2, and changes nothing', async () => {
  write([{ name: 'birthdate', type: 'date' }]);
  const { text, code } = await run('change', file, '--plan');
  expect(code).toBe(2);
  expect(text).toContain('+ birthdate');
  expect(text).toContain('- name: 1 customer has a value; out of reach at once, kept sealed for 30 days, then gone');
  expect(JSON.parse((await run('show', '--json')).text)).toMatchObject({ version: 0 });
});

it('a change is carried out and rolled back, each as a version of its own', async () => {
  write([name, { name: 'birthdate', type: 'date' }]);
  const changed = JSON.parse((await run('change', file, '--json')).text);
  expect(changed).toMatchObject({ from: 0, to: 1, has_changes: true, added: ['birthdate'], removed: [] });
  expect((await run('rollback')).text).toContain('- birthdate: no customer has a value');
  expect(JSON.parse((await run('show', '--json')).text)).toMatchObject({ version: 2, attributes: [{ name: 'name' }] });
  expect(JSON.parse((await run('show', '--version', '1')).text).attributes).toHaveLength(2);
});

it.each<[string, readonly object[] | null, string]>([
  ['a file that is not there', null, 'cannot be read as JSON'],
  ['a field nobody knows', [{ ...name, scop: 'profile' }], 'attributes.0: Unrecognized key: "scop".'],
  [
    'a name that is taken',
    [{ name: 'email', type: 'text' }],
    'attributes.0.name: this name means something else already.',
  ],
  ['a pattern that cannot be used', [{ ...name, pattern: '(?=x)x' }], 'name: has a pattern that cannot be used'],
  ['a type that would make values unreadable', [{ name: 'name', type: 'number' }], 'name: cannot change its type'],
])('%s is refused with a sentence', async (_what, attributes, sentence) => {
  if (attributes !== null) write(attributes);
  const sentences = await refusal('change', attributes === null ? join(folder, 'gone.json') : file);
  expect(sentences.join('\n')).toContain(sentence);
});

it('a version that is not there, or is no number, is refused', async () => {
  expect(await refusal('rollback', '17')).toEqual(['There is no such version of the profile schema.']);
  expect(await refusal('rollback', 'last')).toEqual(['A version is a number, not last.']);
  expect(await refusal('show', '--version', '17')).toEqual(['There is no version 17.']);
});

it('the declaration of the guide can be taken as it stands', async () => {
  const guide = readFileSync(new URL('../../../../../docs/profile-schema.md', import.meta.url), 'utf8');
  const declarations = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1] ?? '');
  expect(declarations).toHaveLength(1);
  for (const declaration of declarations) {
    writeFileSync(file, declaration);
    expect((await run('change', file, '--plan')).code).toBe(2);
  }
});
