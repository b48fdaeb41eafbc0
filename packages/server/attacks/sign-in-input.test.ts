/**
 * What a sign-in form may hold: cases 34 (open redirects), 36 (injection) and 37 (confused types).
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { beginFlow, goodPassword, registerCustomer, signIn, tracesOf } from './people.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

describe('the place to go back to', () => {
  it('is never another origin (case 34)', async () => {
    await registerCustomer(house, 'rita@redirect.example');
    const host = new URL(house.origin).host;
    const places = [
      ...[
        '//evil.example',
        '/\\evil.example',
        '\\\\evil.example',
        '/\t/evil.example',
        '/\n/evil.example',
        '/ /evil.example',
      ],
      ...['https:evil.example', 'https://evil.example', `https://${host}@evil.example`, `https://${host}.evil.example`],
      ...[
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        'data:text/html,x',
        'account',
        '%2f%2fevil.example',
        '/%2f/evil.example',
      ],
      ...[
        '/%5cevil.example',
        '/.//evil.example',
        '/..//evil.example',
        '/%2e//evil.example',
        '///evil.example',
        '',
        ' /account',
      ],
      ...[`@evil.example`, `/account\r\nSet-Cookie: a=b`, `/account\0`, `/${'a'.repeat(1100)}`, '/\u2044/evil.example'],
    ];
    for (const [index, place] of places.entries()) {
      const visitor = house.visitor();
      const page = await visitor.get(`/sign-in?return_to=${encodeURIComponent(place)}`);
      const { flow = '' } = page.hidden('/sign-in');
      const [row] = await house.sql<{ return_to: string | null }>('select return_to from flows where flow_id = $1', [
        flow,
      ]);
      expect([place, row]).toEqual([place, { return_to: null }]);
      expect(page.body).not.toContain('evil.example');
      if (index % 5 > 0) continue; // the row decides; a few are followed to the end
      const answer = await visitor.post('/sign-in', {
        flow,
        identifier: 'rita@redirect.example',
        password: goodPassword,
      });
      expect(answer.headers['location']).toBe('/account');
    }
    const kept = await house.visitor().fill('/sign-in?return_to=%2Faccount%3Fnotice%3Dsession_ended', {
      identifier: 'rita@redirect.example',
      password: goodPassword,
    });
    expect(kept.headers['location']).toBe('/account?notice=session_ended');
    expect((await house.visitor().request('/sign-in?return_to=/a&return_to=//evil.example')).status).toBe(400);
  });
});

describe('an identifier', () => {
  it('that is a piece of a query language is nobody (case 36)', async () => {
    await registerCustomer(house, 'paula@query.example');
    const before = await tracesOf(house);
    const injections = [
      ...[
        "' OR 1=1--",
        "paula@query.example' --",
        "'; drop table customers; --",
        '" or ""="',
        '\\',
        '%',
        '_@query.example',
      ],
      ...['*)(uid=*', '{"$ne":null}', '{"$gt":""}', '$where: 1', '*', '*@query.example', '#{7*7}', '{{7*7}}', '\u0000'],
    ];
    for (const injection of injections) {
      const visitor = house.visitor();
      const answers = [
        await signIn(visitor, injection, injection),
        await signIn(visitor, 'paula@query.example', injection),
      ];
      expect([injection, ...answers.map(({ status }) => status)]).toEqual([injection, 401, 401]);
      await house.sql('delete from budgets');
    }
    const { customers, sessions, identifiers } = before;
    expect(await tracesOf(house)).toMatchObject({ customers, sessions, identifiers });
  });
});

describe('a form', () => {
  it('of another type or shape is refused before anything is looked up (case 37)', async () => {
    await registerCustomer(house, 'quirin@types.example');
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    const before = await tracesOf(house);
    const send = async (type: string | undefined, body: string) => {
      const headers = { origin: house.origin, 'content-type': type };
      return (await visitor.request('/sign-in', { method: 'POST', headers, body })).status;
    };
    const identifier = 'quirin@types.example';
    for (const password of [{ a: 1 }, [goodPassword], 1, true, null, goodPassword]) {
      expect(await send('application/json', JSON.stringify({ flow, identifier, password }))).toBe(415);
    }
    const form = 'application/x-www-form-urlencoded';
    const start = `flow=${flow}&identifier=${identifier}`;
    const word = encodeURIComponent(goodPassword);
    expect(await send('multipart/form-data; boundary=x', `--x--`)).toBe(415);
    expect(await send('text/plain', `${start}&password=${word}`)).toBe(415);
    expect(await send(undefined, `${start}&password=${word}`)).toBeGreaterThanOrEqual(400);
    const shapes = [
      `password=wrong&password=${word}`,
      `password[]=${word}`,
      `password[a]=1`,
      `password[$ne]=1`,
      '',
      'password',
    ];
    for (const shape of [
      ...shapes.slice(0, 5),
      `password=${word}&identifier=${identifier}`,
      `password=%ff`,
      `password=%`,
    ]) {
      expect([shape, await send(form, `${start}&${shape}`)]).toEqual([shape, 400]);
    }
    expect(visitor.cookies.has('cardea_session')).toBe(false);
    expect(await tracesOf(house)).toEqual(before);
    expect(await send(form, `${start}&password=${word}`)).toBe(303);
  });
});
