/**
 * Bytes that break parsers: invalid and unusual text in every field, prototype names, absurd headers and parameters.
 * Cases 223, 225, 226 and 227.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { forms, hiddenOf } from './forms.ts';
import { codeOf, isSignedIn, password, signUp, withCookies } from './signed-in.ts';

let house: TestHouse;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  anna = await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

const encodeWith = (fields: Record<string, string>, name: string, encoded: string) =>
  [...new URLSearchParams(fields)]
    .filter(([key]) => key !== name)
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .concat(`${name}=${encoded}`)
    .join('&');

const form = (visitor: Visitor, path: string, body: string | Buffer) =>
  visitor.request(path, {
    method: 'POST',
    headers: { origin: house.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body,
  });

const broken = {
  'a broken percent sign': '%zz',
  'an overlong form': '%c0%80',
  'a lone surrogate': '%ed%a0%80',
  'half a character': '%f0%9f',
};
const unusual = {
  'a NUL': 'a%00b',
  'a byte order mark': '%ef%bb%bfa',
  'a right-to-left override': 'a%e2%80%aeb',
  'an emoji of four bytes': '%f0%9f%a6%8a',
  'a decomposed letter': 'u%cc%88',
  'a line separator': 'a%e2%80%a8b',
  'a line break': 'a%0d%0aSet-Cookie: x=1',
  'a non-character': '%ef%bf%bf',
  'a private character': '%ee%80%80',
  'an unassigned one': '%f3%a0%82%80',
};

describe.each(forms)('the form $path', ({ path, fields }) => {
  it.each(Object.entries(broken))('refuses %s in every field with 400 (case 223)', async (_name, encoded) => {
    const filled = await hiddenOf(house, anna, path);
    for (const field of [...fields, 'unknown']) {
      const answer = await form(anna, path, encodeWith(filled, field, encoded));
      expect(answer.status).toBe(400);
    }
  });

  it.each(Object.entries(unusual))('never fails for %s in any field (case 223)', async (_name, encoded) => {
    const filled = await hiddenOf(house, anna, path);
    for (const field of [...fields, 'unknown']) {
      const answer = await form(withCookies(house, anna.cookies), path, encodeWith(filled, field, encoded));
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers['set-cookie'] ?? '').not.toContain('x=1');
    }
    expect(await isSignedIn(anna)).toBe(true);
  });

  it('refuses raw bytes, fields given twice, unknown and prototype names (cases 223, 225)', async () => {
    const filled = new URLSearchParams(await hiddenOf(house, anna, path)).toString();
    const [first = 'flow'] = fields;
    const bodies = [
      Buffer.concat([Buffer.from(`${filled}&x=`), Buffer.from([0xff, 0xfe])]),
      `${filled}&${first}=a&${first}=b`,
      `${filled}&unknown=1`,
      `${filled}&__proto__=x`,
      `${filled}&constructor=x`,
      `${filled}&__proto__[admin]=1`,
      `${filled}&${first}[]=a`,
      `${filled}&${first}.x=a`,
      Array.from({ length: 260 }, (_, index) => `f${index}=`).join('&'),
    ];
    for (const body of bodies) expect((await form(anna, path, body)).status).toBe(400);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(await isSignedIn(anna)).toBe(true);
  });
});

describe('a query', () => {
  const paths = [
    '/sign-in',
    '/sign-up',
    '/verify',
    '/verify/link',
    '/account',
    '/signed-out',
    '/nothing',
    '/dev/outbox',
  ];
  const parameters = [
    ...paths.map((path) => [path, 'ui_locales'] as const),
    ...['/sign-in', '/sign-up'].flatMap((path) => [[path, 'flow'] as const, [path, 'return_to'] as const]),
    ['/verify', 'flow'],
    ['/verify', 'sent'],
    ['/verify/link', 'token'],
    ['/account', 'notice'],
  ] as const;

  it.each([
    '__proto__',
    'constructor',
    'constructor[prototype][x]',
    '__proto__[x]',
    'toString',
    'hasOwnProperty',
    'flow[]',
  ])('named %s changes nothing (case 225)', async (name) => {
    for (const path of paths) {
      const answer = await house.visitor().request(`${path}?${encodeURIComponent(name)}=1&${name}=polluted`);
      expect(answer.status).toBeLessThan(500);
    }
    expect(({} as { x?: unknown }).x).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each(Object.values({ ...broken, ...unusual }))('of %s never fails (case 223)', async (encoded) => {
    for (const [path, name] of parameters) {
      const answer = await anna.request(`${path}?${name}=${encoded.replaceAll(' ', '%20')}`);
      expect(answer.status).toBeLessThan(500);
      expect(answer.headers['location'] ?? '').not.toMatch(/[\r\n]/);
    }
  });

  it.each(['scope', 'acr_values', 'claims', 'state', 'return_to', 'ui_locales', 'flow'])(
    'with a huge %s is refused at once (case 227)',
    async (name) => {
      for (const path of ['/sign-in', '/oauth/authorize', '/verify']) {
        const begun = performance.now();
        const tooLarge = await house.visitor().request(`${path}?${name}=${'a+'.repeat(50_000)}`);
        expect(tooLarge.status).toBe(431);
        const large = await house.visitor().request(`${path}?${name}=${'a+'.repeat(6_000)}`);
        expect(large.status).toBeLessThan(500);
        expect(performance.now() - begun).toBeLessThan(30_000);
      }
      const body = await form(house.visitor(), '/sign-in', `${name}=${'a+'.repeat(50_000)}`);
      expect(body.status).toBe(413);
    },
  );
});

describe('a name', () => {
  it('of any script comes back as it was given, and an address as the same one (case 223)', async () => {
    const name = 'Zoë 🦊 Ñandú محمد 山田 O’Neill-d’Á';
    const visitor = await signUp(house, 'names@example.com', { name: name.normalize('NFD') });
    const body = (await visitor.get('/account')).body;
    expect(body.normalize('NFC')).toContain(name.normalize('NFC'));
    const second = house.visitor();
    const accepted = await second.fill('/sign-up', { email: 'Ju\u0308rgen@example.com', password, name: '' });
    const mail = await house.mailTo('J\u00fcrgen@example.com');
    await second.fill(accepted.headers['location'] ?? '', { code: codeOf(mail.subject) });
    const again = house.visitor();
    await again.fill('/sign-in', { identifier: 'J\u00fcrgen@example.com', password });
    expect(await isSignedIn(again)).toBe(true);
  });
});

describe('an Authorization header', () => {
  it.each([
    'Bearer',
    'Bearer ',
    'Bearer  x',
    'bearer x y',
    'Basic',
    'Basic !!!!',
    'Basic Og==',
    'Digest x="',
    '\u00ff\u00fe',
    ',',
    'Bearer null',
  ])('%j signs nobody in and breaks nothing (case 226)', async (authorization) => {
    for (const path of ['/account', '/sign-in', '/assets/pages.css', '/health/live', '/nothing']) {
      const answer = await house.visitor().request(path, { headers: { authorization } });
      const without = await house.visitor().request(path);
      expect(answer.status).toBe(without.status);
    }
  });

  it('of 64 kB is refused as too large (case 226)', async () => {
    const answer = await house
      .visitor()
      .request('/account', { headers: { authorization: `Bearer ${'x'.repeat(65_536)}` } });
    expect(answer.status).toBe(431);
  });
});
