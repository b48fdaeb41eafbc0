/**
 * The lint rules that are security controls, proven to bite: each bad line is linted under the repository's own
 * configuration at a place where it is forbidden, and at the one place where it is allowed.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), 'cardea-lint-'));
const biome = path.resolve('node_modules/.bin/biome');
const room = 'packages/server/src/rooms/sessions/end-session.ts';

beforeAll(() => {
  cpSync('biome.json', path.join(folder, 'biome.json'));
  cpSync('tools/lint', path.join(folder, 'tools/lint'), { recursive: true });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function complaintsAbout(file: string, line: string): Promise<string> {
  const place = path.join(folder, file);
  mkdirSync(path.dirname(place), { recursive: true });
  writeFileSync(place, `${line}\n`);
  const list = ['lint', '--vcs-enabled=false', '--colors=off', file];
  const { stdout, stderr } = await run(biome, list, { cwd: folder }).catch((failure) => failure);
  rmSync(place);
  return `${stdout}${stderr}`;
}

const rules: readonly (readonly [line: string, complaint: string, allowedIn: string])[] = [
  ['export const a = Date.now();', 'Time comes from', 'packages/server/src/foundation/clock/index.ts'],
  ['export const a = new Date();', 'Time comes from', 'packages/server/src/foundation/clock/index.ts'],
  ['export const a = performance.now();', 'Time comes from', 'packages/server/src/foundation/clock/index.ts'],
  ['export const a = process.hrtime.bigint();', 'Time comes from', 'packages/server/src/foundation/clock/index.ts'],
  ['export const a = Math.random();', 'Randomness comes from', 'packages/server/src/foundation/ids/index.ts'],
  [
    "import { randomBytes } from 'node:crypto';\nexport const a = randomBytes(8);",
    'Randomness comes from',
    'packages/server/src/foundation/ids/index.ts',
  ],
  ['export const a = globalThis.crypto.randomUUID();', 'Randomness comes from', 'packages/server/src/x.test.ts'],
  ['export const a = crypto.subtle;', 'Randomness comes from', 'e2e/journey.ts'],
  [
    'export const a = (q: { selectFrom(t: string): void }) => q.selectFrom("t");',
    'SQL lives in',
    'packages/server/src/rooms/sessions/store.ts',
  ],
  [
    'export const a = (q: { updateTable(t: string): void }) => q.updateTable("t");',
    'SQL lives in',
    'packages/server/src/rooms/sessions/store/end.ts',
  ],
  ['export const a = process.env;', 'noProcessEnv', 'packages/server/src/foundation/config/index.ts'],
  ["import { env } from 'node:process';\nexport const a = env;", 'noRestrictedImports', 'tools/x.ts'],
  [
    "import { connect } from 'node:net';\nexport const a = connect;",
    'noRestrictedImports',
    'packages/server/src/rooms/messaging/transport/smtp.ts',
  ],
  ["export const a = fetch('/');", 'noRestrictedGlobals', 'packages/server/src/foundation/http-client/index.ts'],
  [
    "export const a = new WebSocket('ws://a');",
    'noRestrictedGlobals',
    'packages/server/src/foundation/http-client/index.ts',
  ],
  ["console.info('a');", 'noConsole', 'packages/server/src/doors/cli/main.ts'],
  ['export default 1;', 'noDefaultExport', 'vitest.config.ts'],
];

test.each(rules)('%s is refused in a room and allowed in its place', async (line, complaint, allowedIn) => {
  expect(await complaintsAbout(room, line)).toContain(complaint);
  expect(await complaintsAbout(allowedIn, line)).not.toContain(complaint);
});

test.each([
  ['export const a = (b: any) => b;', 'noExplicitAny'],
  ["import { a } from './a.ts';\nexport const b = (c: a) => c;", 'useImportType'],
  ["import { test } from 'vitest';\ntest.skip('a', () => {});", 'noSkippedTests'],
  ["import { test } from 'vitest';\ntest.only('a', () => {});", 'noFocusedTests'],
  ['export enum A {\n  b,\n}', 'noEnum'],
  ['export const a = 1;\n'.repeat(1) + '// line\n'.repeat(301) + 'export const b = 1;\n'.repeat(1), 'noExcessiveLines'],
])('%s is refused everywhere', async (line, complaint) => {
  expect(await complaintsAbout(room, line)).toContain(complaint);
});

test('addresses may be told apart anywhere, without a socket', async () => {
  const line = "import { BlockList, isIP } from 'node:net';\nexport const a = [BlockList, isIP];";
  expect(await complaintsAbout(room, line)).not.toContain('noRestrictedImports');
});

test('a date made from a value is not a reading of the clock', async () => {
  expect(await complaintsAbout(room, 'export const a = (b: string) => new Date(b);')).not.toContain('Time comes from');
});
