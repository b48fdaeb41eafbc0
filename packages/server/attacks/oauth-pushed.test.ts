/** Pushed requests that are used twice, too late, by somebody else, or quietly (cases 104, 113). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { basic, send } from './oauth.ts';
import { registerCustomer } from './people.ts';

let house: TestHouse;
let shop: RelyingParty;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house, { metadata: { require_pushed_authorization_requests: true } });
  anna = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

async function push(parameters: Record<string, string> = {}): Promise<string> {
  const { address } = await shop.begin(parameters);
  const answer = await send(
    house,
    '/oauth/par',
    Object.fromEntries(new URL(address, house.origin).searchParams),
    basic(shop),
  );
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { request_uri: string }).request_uri;
}

const use = (uri: string, { applicationId } = shop, more: Record<string, string> = {}, visitor = anna) =>
  visitor.request(`/oauth/authorize?${new URLSearchParams({ client_id: applicationId, request_uri: uri, ...more })}`);

const codes = async () => (await house.sql('select * from authorization_codes')).length;
const hasCode = (answer: { headers: Readonly<Record<string, string>> }) =>
  answer.headers['location']?.startsWith(`${callback}?code=`) === true;

describe('a pushed request', () => {
  it('gives one code, and a second use gives none and takes none away', async () => {
    const uri = await push();
    expect(hasCode(await use(uri))).toBe(true);
    const before = await codes();
    const again = await use(uri);
    expect(again.headers['location'] ?? '').not.toContain('code=');
    expect(await codes()).toBe(before);
  });

  it('that asks quietly gives one code too, and none to twenty at once but one', async () => {
    const uri = await push({ prompt: 'none' });
    const before = await codes();
    const answers = await Promise.all(Array.from({ length: 20 }, () => use(uri)));
    expect(answers.filter(hasCode).length).toBe(1);
    expect(await codes()).toBe(before + 1);
    const refused = await use(uri, shop, { prompt: 'none' });
    expect(hasCode(refused)).toBe(false);
  });

  it('that met nobody who is signed in is not kept for somebody who is', async () => {
    const uri = await push({ prompt: 'none' });
    const nobody = await use(uri, shop, {}, house.visitor());
    expect(nobody.headers['location']).toContain('error=login_required');
    expect(hasCode(await use(uri))).toBe(false);
  });

  it('may be opened again as long as a person is being asked', async () => {
    const uri = await push();
    const newcomer = house.visitor();
    for (let times = 0; times < 2; times += 1) {
      expect((await use(uri, shop, {}, newcomer)).headers['location']).toMatch(/^\/sign-in\?flow=/);
    }
    expect(hasCode(await use(uri))).toBe(true);
  });

  it('is not changed by what is said beside it', async () => {
    const uri = await push({ state: 'pushed' });
    const answer = await use(uri, shop, { state: 'said', redirect_uri: 'https://evil.example/', scope: 'openid' });
    expect(answer.headers['location'] ?? '').not.toContain('evil.example');
    expect(answer.headers['location'] ?? 'state=pushed').toContain('state=pushed');
  });

  it('is nothing for another application, and stays for its own', async () => {
    const other = await createRelyingParty(house);
    const uri = await push();
    for (const more of [{}, { redirect_uri: callback, state: 'x' }]) {
      const borrowed = await use(uri, other, more);
      expect(borrowed.headers['location'] ?? '').not.toContain('code=');
    }
    expect(hasCode(await use(uri))).toBe(true);
  });

  it('is over when its time is', async () => {
    const uri = await push();
    await house.sql(`update pushed_requests set expires_at = now() - interval '1 second'`);
    const before = await codes();
    expect((await use(uri)).headers['location'] ?? '').not.toContain('code=');
    expect(await codes()).toBe(before);
  });

  it('is made by an application that proves itself, and in full', async () => {
    const { address } = await shop.begin();
    const fields = Object.fromEntries(new URL(address, house.origin).searchParams);
    const without = async (name: string) => {
      const { [name]: _, ...rest } = fields;
      return (await send(house, '/oauth/par', rest, basic(shop))).status;
    };
    expect((await send(house, '/oauth/par', fields)).status).toBe(401);
    expect(await without('code_challenge')).toBe(400);
    const elsewhere = { ...fields, redirect_uri: 'https://evil.example/' };
    expect((await send(house, '/oauth/par', elsewhere, basic(shop))).status).toBe(400);
    const nested = { ...fields, request_uri: await push() };
    expect((await send(house, '/oauth/par', nested, basic(shop))).status).toBe(400);
    expect((await house.sql('select * from pushed_requests where consumed_at is null')).length).toBeLessThan(10);
  });

  it.each([
    'http://169.254.169.254/latest',
    'https://shop.example/request',
    'urn:example:request',
    'file:///etc/passwd',
  ])('is not fetched from elsewhere: %s', async (uri) => {
    // A connection that is tried throws in a test: the refusal would be a failure of the server.
    const answer = await use(uri, await createRelyingParty(house), { redirect_uri: callback, state: 'x' });
    const error = new URL(answer.headers['location'] ?? '').searchParams.get('error');
    expect(error).toBe('request_uri_not_supported');
  });

  it('is a must for an application that registered so', async () => {
    const answer = await anna.request((await shop.begin()).address);
    expect(answer.headers['location'] ?? '').not.toContain('code=');
  });
});
