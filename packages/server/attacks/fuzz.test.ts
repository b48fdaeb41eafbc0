/**
 * Anything at all in any field of any form and any parameter of any page: refused or accepted, quickly, and never an
 * error of ours. Case 224.
 */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLogger } from '../src/foundation/logging/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { forms, hiddenOf } from './forms.ts';
import { isSignedIn, signUp, withCookies } from './signed-in.ts';

const log: string[] = [];
let house: TestHouse;
let anna: Visitor;
beforeAll(async () => {
  const destination = { write: (line: string) => void log.push(line) };
  house = await startTestHouse({}, createLogger({ level: 'error', destination }));
  anna = await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

const hostile = [
  '',
  ' ',
  'null',
  'undefined',
  'NaN',
  '-0',
  '1e309',
  '[]',
  '{}',
  '{"$ne":null}',
  '[object Object]',
  '[['.repeat(5_000),
  '../../etc/passwd',
  "' or '1'='1",
  '{{7*7}}{% raw %}',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\u0000',
  '\ufeff',
  '\u202e',
  '%s%n%x',
  '#{7*7}',
  'x'.repeat(5_000),
  `${'a'.repeat(300)}@example.com`,
  `a@${'b.'.repeat(500)}com`,
  'flw_00000000000000000000000000',
  'ses_00000000000000000000000000',
  'http://evil.example',
  '//evil.example',
  'data:text/html,x',
];
const value = fc.oneof(
  fc.constantFrom(...hostile),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 100 }),
  fc.emailAddress(),
  fc.json({ maxDepth: 3 }),
  fc.bigInt().map(String),
  fc.double().map(String),
);

/** Quick even where many others work; what hangs or explodes never ends. */
const quickMilliseconds = 30_000;

async function expectHarmless(ask: () => Promise<Answer>): Promise<void> {
  const begun = performance.now();
  const answer = await ask();
  expect(answer.status).toBeLessThan(500);
  expect(performance.now() - begun).toBeLessThan(quickMilliseconds);
  expect(answer.body).not.toMatch(/<script>alert|<img src=x|href="(?:javascript|data|\/\/)/);
  expect(answer.headers['location'] ?? '/').toMatch(/^\/(?!\/)/);
  expect(answer.headers['location'] ?? '').not.toMatch(/^\/account$/);
}

describe.each(forms)('the form $path', ({ path, fields }) => {
  it('takes anything in any field without an error of ours (case 224)', async () => {
    const right = await hiddenOf(house, anna, path);
    const one = fc.record({ field: fc.constantFrom<string>(...fields), value });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 3 }), async (changes) => {
        const sent = { ...right, ...Object.fromEntries(changes.map(({ field, value: text }) => [field, text])) };
        await expectHarmless(() => withCookies(house, anna.cookies).post(path, sent));
      }),
      { numRuns: 40 },
    );
    expect(await isSignedIn(anna)).toBe(true);
    expect(log).toEqual([]);
  });

  it('takes any bytes at all as a body without an error of ours (case 224)', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        await expectHarmless(() =>
          withCookies(house, anna.cookies).request(path, {
            method: 'POST',
            headers: { origin: house.origin, 'content-type': 'application/x-www-form-urlencoded' },
            body: Buffer.from(bytes),
          }),
        );
      }),
      { numRuns: 25 },
    );
    expect(await isSignedIn(anna)).toBe(true);
    expect(log).toEqual([]);
  });

  it('refuses a megabyte and deep nesting in a moment (case 224)', async () => {
    const right = await hiddenOf(house, anna, path);
    for (const field of fields) {
      const begun = performance.now();
      const large = await withCookies(house, anna.cookies).post(path, { ...right, [field]: 'x'.repeat(1_000_000) });
      expect(large.status).toBe(413);
      const deep = await withCookies(house, anna.cookies).post(path, {
        ...right,
        [`${field}${'[a]'.repeat(5_000)}`]: '1',
      });
      expect(deep.status).toBe(400);
      expect(performance.now() - begun).toBeLessThan(quickMilliseconds);
    }
  });
});

describe('every page', () => {
  const pages = [
    '/',
    '/account',
    '/sign-in',
    '/sign-up',
    '/verify',
    '/verify/link',
    '/signed-out',
    '/assets/pages.css',
  ];
  const parameters = ['flow', 'token', 'return_to', 'ui_locales', 'notice', 'sent', 'session', 'x'];

  it.each(pages)('%s takes any parameters without an error of ours (case 224)', async (path) => {
    const one = fc.tuple(fc.oneof(fc.constantFrom(...parameters), fc.string({ unit: 'binary', maxLength: 12 })), value);
    const query = fc.array(one, { minLength: 1, maxLength: 4 }).map((pairs) => new URLSearchParams(pairs).toString());
    await fc.assert(
      fc.asyncProperty(query, fc.boolean(), async (text, signedIn) => {
        const visitor = signedIn ? withCookies(house, anna.cookies) : house.visitor();
        const begun = performance.now();
        const answer = await visitor.request(`${path}?${text.slice(0, 12_000)}`);
        expect(answer.status).toBeLessThan(500);
        expect(performance.now() - begun).toBeLessThan(quickMilliseconds);
        expect(answer.headers['location'] ?? '/').toMatch(/^\/(?!\/)/);
        expect(answer.body).not.toMatch(/<script>alert|<img src=x|href="(?:javascript|data|https?:|\/\/)/);
      }),
      { numRuns: 30 },
    );
    expect(log).toEqual([]);
  });

  it('and every address that is none takes any path without an error of ours (case 224)', async () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', '%', '%zz', '%00', '\\', ':', '*', '{}', 'account'),
      fc.webPath(),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        const answer = await house.visitor().request(`/${parts.join('/')}`);
        expect(answer.status).toBeLessThan(500);
        expect(answer.body).not.toMatch(/href="\/\//);
      }),
      { numRuns: 120 },
    );
    expect(log).toEqual([]);
  });

  const code = fc.integer({ min: 32, max: 255 }).filter((number) => number !== 127);
  const text = fc.string({ unit: code.map((number) => String.fromCharCode(number)), maxLength: 400 });

  it.each([
    'cookie',
    'accept-language',
    'user-agent',
    'accept',
    'origin',
    'referer',
    'x-forwarded-for',
    'sec-fetch-site',
  ])('takes anything in the header %s without an error of ours (case 224)', async (name) => {
    await fc.assert(
      fc.asyncProperty(text, fc.constantFrom('/account', '/sign-up', '/nothing'), async (header, path) => {
        await expectHarmless(() =>
          house
            .visitor()
            .get(path)
            .then(() => house.visitor().request(path, { headers: { [name]: header } })),
        );
      }),
      { numRuns: 20 },
    );
    expect(log).toEqual([]);
  });
});
