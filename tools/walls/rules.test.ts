/**
 * A wall that cannot fail is no wall: a small house is built in which every rule is broken once, and another in which
 * every allowed way is used.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import { afterAll, expect, test } from 'vitest';
import configuration from '../../.dependency-cruiser.mjs';
import { roof, rooms, sharedDoors } from './floors.ts';
import { forbidden } from './rules.ts';

const house = 'packages/server/src';
const built: string[] = [];

afterAll(() => {
  for (const folder of built) rmSync(folder, { recursive: true, force: true });
});

/** Builds the files (path → what each imports) in a folder of their own and returns `rule: file` of what is broken. */
async function violationsIn(files: Record<string, readonly string[]>): Promise<string[]> {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'cardea-walls-')));
  built.push(folder);
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    writeFileSync(path.join(folder, file), text);
  };
  for (const name of ['kysely', 'undici', '@node-rs/argon2', 'graphile-worker', 'fastify', 'iovalkey']) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(`node_modules/${name}/index.js`, '');
  }
  for (const [file, targets] of Object.entries(files)) {
    const lines = targets.map(
      (target) => `import '${target.startsWith('packages/') ? relative(file, target) : target}';`,
    );
    write(file, lines.join('\n'));
    for (const target of targets.filter((each) => each.startsWith('packages/') && !(each in files))) {
      if (!existsSync(path.join(folder, target))) write(target, 'export {};\n');
    }
  }
  const { exclude, doNotFollow, tsPreCompilationDeps, enhancedResolveOptions } = configuration.options;
  const { output } = await cruise(Object.keys(files), {
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: [...forbidden] },
    exclude,
    doNotFollow,
    tsPreCompilationDeps,
    enhancedResolveOptions,
  });
  if (typeof output === 'string') throw new Error(output);
  return output.summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
}

function relative(from: string, to: string): string {
  const way = path.posix.relative(path.posix.dirname(from), to);
  return way.startsWith('.') ? way : `./${way}`;
}

const file = (name: string, inner = 'index.ts') => {
  const room = rooms.find((each) => each.name === name);
  if (room === undefined) throw new Error(`There is no room ${name}`);
  return `${house}/${room.folder}/${inner}`;
};

test('every wall is broken by an import that should not be', async () => {
  const files: Record<string, string[]> = {
    'packages/contract/src/index.ts': [file('ids')],
    'packages/contract/src/other.ts': [],
    [`${house}/compose.ts`]: [
      'packages/contract/src/other.ts',
      'packages/server/test/database.ts',
      './no-such-file.ts',
    ],
    [`${house}/main.ts`]: [`${house}/compose.ts`],
    [`${house}/elsewhere/file.ts`]: [file('ids')],
    [file('ledger', 'one.ts')]: [file('ledger', 'two.ts'), file('ledger')],
    [file('ledger', 'two.ts')]: [file('ledger', 'one.ts')],
    [file('customers', 'everything.ts')]: [
      'kysely',
      'undici',
      'node:child_process',
      'node:crypto',
      'graphile-worker',
      'fastify',
      'iovalkey',
      `${house}/compose.ts`,
    ],
    'packages/sdk/src/index.ts': ['packages/contract/src/other.ts'],
    'packages/console/src/main.ts': [file('ids')],
    'examples/shop/main.ts': [file('customers')],
    'e2e/journey.ts': [file('customers')],
  };
  for (const room of rooms) {
    const below = rooms.find((other) => other.floor < room.floor);
    files[file(room.name, 'breaks-walls.ts')] = [
      `${house}/main.ts`,
      ...(below === undefined ? [] : [file(below.name, 'inner.ts')]),
    ];
  }
  const broken = new Set((await violationsIn(files)).map((each) => each.split(':')[0]));
  expect(forbidden.map((rule) => rule.name).filter((name) => !broken.has(name))).toEqual([]);
});

test('nobody looks up, sideways or against the order of the foundation', async () => {
  const looks: readonly (readonly [from: string, to: string])[] = [
    ['ledger', 'messaging'],
    ['clock', 'ledger'],
    ['customers', 'consents'],
    ['pages', 'protocol'],
    ['account', 'pages'],
    ['config', 'database'],
    ['listener', 'health'],
    ['listener', 'json-api'],
    ['json-api', 'admin-api'],
  ];
  const files = Object.fromEntries(looks.map(([from, to]) => [file(from, 'looks.ts'), [file(to)]]));
  const expected = looks.map(([from]) => `${from}-looks-only-down: ${file(from, 'looks.ts')}`);
  expect(await violationsIn(files)).toEqual(expect.arrayContaining(expected));
});

test('guarded modules cannot be imported outside their places, under any of their names', async () => {
  const uses: readonly (readonly [name: string, what: string])[] = [
    ['node:http', 'sockets'],
    ['https', 'sockets'],
    ['node:dns/promises', 'sockets'],
    ['node:tls', 'sockets'],
    ['crypto', 'cryptography'],
    ['@node-rs/argon2', 'cryptography'],
  ];
  const places = uses.map((_, index) => file('sessions', `uses-${index}.ts`));
  const files = Object.fromEntries(uses.map(([name], index) => [places[index]!, [name]]));
  const expected = uses.map(([, what], index) => `${what}-in-its-place: ${places[index]}`);
  expect(await violationsIn(files)).toEqual(expect.arrayContaining(expected));
});

test('what the plan allows breaks nothing', async () => {
  const door = (name: string) => file(name);
  expect(
    await violationsIn({
      [file('sessions', 'store.ts')]: ['kysely', door('database'), door('ids')],
      [file('sessions', 'store/rows.ts')]: ['kysely'],
      [file('sessions', 'sessions.test.ts')]: ['kysely', file('sessions'), 'packages/server/test/database.ts'],
      [file('http-client', 'connect.ts')]: ['undici', 'node:tls', door('ids')],
      [file('hashing', 'pepper.ts')]: ['node:crypto', '@node-rs/argon2', door('encryption')],
      [file('messaging', 'transport/smtp.ts')]: ['node:tls', door('customers')],
      [file('pages', 'routes.ts')]: ['fastify', door('listener'), door('registration')],
      [file('json-api', 'scope.ts')]: [door('listener')],
      [file('admin-api', 'routes.ts')]: [door('listener'), door('json-api')],
      [`${house}/compose.ts`]: [door('pages'), door('ledger'), door('config')],
      [`${house}/serve.ts`]: [`${house}/compose.ts`, door('health'), 'node:http'],
      [`${house}/main.ts`]: [`${house}/serve.ts`, door('cli')],
    }),
  ).toEqual([]);
});

test('every folder of the server is a room of the plan, and every room has a door', () => {
  const planned = new Set(rooms.map((room) => room.folder));
  const tops = ['foundation', 'rooms', 'doors'].filter((top) => existsSync(path.join(house, top)));
  const folders = tops.flatMap((top) => readdirSync(path.join(house, top)).map((name) => `${top}/${name}`));
  expect(folders.filter((folder) => !planned.has(folder))).toEqual([]);
  expect(folders.filter((folder) => !existsSync(path.join(house, folder, 'index.ts')))).toEqual([]);
  const outside = readdirSync(house).filter((name) => !tops.includes(name));
  expect(outside.filter((name) => !roof.includes(name) && !name.endsWith('.test.ts'))).toEqual([]);
  expect(sharedDoors.filter((name) => !planned.has(`doors/${name}`))).toEqual([]);
});
