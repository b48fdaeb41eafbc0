/** What the door of the console answers, over HTTP. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fastify } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registerConsole } from './index.ts';
import { consoleTheme } from './theme.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cardea-console-'));
const app = fastify();

beforeAll(async () => {
  mkdirSync(path.join(folder, 'assets'));
  writeFileSync(path.join(folder, 'index.html'), '<!doctype html><title>Cardea</title>');
  writeFileSync(path.join(folder, 'assets/main-1a2b.js'), 'export {};');
  writeFileSync(path.join(folder, '.sources'), 'a hash');
  writeFileSync(path.join(folder, 'assets/main-1a2b.js.map'), '{}');
  registerConsole(app, folder);
  await app.ready();
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

it.each(['/console', '/console/', '/console/customers', '/console/customers/cus_1?after=x'])(
  'the page answers at %s, for the console to draw what belongs there',
  async (address) => {
    const answer = await get(address);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('<title>Cardea</title>');
  },
);

it('the policy lets nothing inline run, nothing from elsewhere in, and nobody frame it', async () => {
  const policy = String((await get('/console')).headers['content-security-policy']);
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"]),
  );
  expect(policy).not.toMatch(/unsafe|\*|https?:/);
  expect(policy).toContain("require-trusted-types-for 'script'");
});

it('files that carry a hash of their content are kept for ever, compressed where that is understood', async () => {
  const plain = await get('/console/assets/main-1a2b.js');
  expect(plain.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(plain.headers['content-type']).toBe('text/javascript; charset=utf-8');
  const packed = await get('/console/assets/main-1a2b.js', { 'accept-encoding': 'br, gzip' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body);
});

it.each([
  '/console/assets/nothing.js',
  '/console/assets/..%2f.sources',
  '/console/assets/main-1a2b.js.map',
  '/console/assets/%2e%2e%2findex.html',
])('nothing but what was built is served: %s', async (address) => {
  expect((await get(address)).statusCode).toBeGreaterThanOrEqual(400);
});

it('light and dark each hang on the switch, and both have every role', () => {
  const css = consoleTheme();
  const rolesOf = (mode: string) =>
    [...(new RegExp(`scheme="${mode}"\\]\\{([^}]*)`).exec(css)?.[1] ?? '').matchAll(/--([a-z-]+):/g)].map(
      (found) => found[1],
    );
  expect(rolesOf('light')).toContain('accent');
  expect(rolesOf('dark')).toEqual(rolesOf('light'));
});
