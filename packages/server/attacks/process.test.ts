/**
 * No request and no defect takes the process down with it: what nobody caught is logged, and everybody else is served
 * by the same process as before. Case 235.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createEmptyDatabase } from '../test/database.ts';
import { freePort } from '../test/free-port.ts';
import { createVisitor } from '../test/visitor.ts';

let child: ChildProcessWithoutNullStreams;
let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let dataDirectory: string;
let port: number;
let output = '';
let ended: number | string | null = null;
const visitor = () => createVisitor({ port, host: `localhost:${port}`, origin: `http://localhost:${port}` });

beforeAll(async () => {
  [database, dataDirectory, port] = await Promise.all([
    createEmptyDatabase(),
    mkdtemp(join(tmpdir(), 'cardea-process-')),
    freePort(),
  ]);
  child = spawn(process.execPath, [fileURLToPath(new URL('./serve-unwell.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      DATA_DIR: dataDirectory,
      DATABASE_URL: database.ownerUrl,
    },
  });
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
  });
  child.once('exit', (code, signal) => {
    ended = code ?? signal;
  });
  await vi.waitFor(() => expect(output).toContain(' ready at '), { timeout: 30_000, interval: 50 });
});
afterAll(async () => {
  if (ended === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await gone;
  }
  await database.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

it.each([
  ['rejection', 'A promise was rejected and nobody listened'],
  ['exception', 'An exception reached the top of the process'],
  ['odd rejection', 'A promise was rejected and nobody listened'],
  ['event', 'An exception reached the top of the process'],
])('a defect (%s) in the middle of other work is logged and ends nothing (case 235)', async (name, sentence) => {
  const said = () => output.split(sentence).length;
  const before = said();
  const working = Promise.all(Array.from({ length: 10 }, () => visitor().get('/sign-in')));
  child.stdin.write(`${name}\n`);
  await vi.waitFor(() => expect(said()).toBe(before + 1), { timeout: 30_000 });
  expect((await working).map((answer) => answer.status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect((await visitor().get('/sign-in')).status).toBe(200);
  expect((await visitor().request('/health/ready')).status).toBe(200);
  expect(ended).toBeNull();
});

it('a hostile request fails alone (case 235)', async () => {
  const hostile = ['/%zz', '//', '/.//x', '/verify?flow=a&flow=b', '/verify/link?token=%00', `/${'a'.repeat(9_000)}`];
  for (const path of hostile) expect((await visitor().request(path)).status).toBeLessThan(500);
  expect((await visitor().get('/sign-in')).status).toBe(200);
  expect(ended).toBeNull();
});

it('and the process still stops cleanly when it is told to (case 235)', async () => {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
  expect(ended).toBe(0);
});
