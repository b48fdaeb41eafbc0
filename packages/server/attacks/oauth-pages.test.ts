/** What applications say on our pages, and where our pages lead afterwards (cases 122, 124, 127). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { enter } from './oauth.ts';
import { goodPassword, isSignedIn, registerCustomer } from './people.ts';

const afterwards = 'https://shop.example/bye';
const script = '"><script>alert(1)</script><img src=x onerror=alert(1)>';

let house: TestHouse;
let shop: RelyingParty;
let video: RelyingParty;
let anna: Visitor;
beforeAll(async () => {
  house = await startTestHouse();
  shop = await createRelyingParty(house, { metadata: { post_logout_redirect_uris: [afterwards] } });
  video = await createRelyingParty(house, { metadata: { post_logout_redirect_uris: ['https://video.example/bye'] } });
  anna = await registerCustomer(house, 'anna@example.com');
});
afterAll(() => house.stop());

const signOut = (visitor: Visitor, parameters: Record<string, string>) =>
  visitor.request(`/oauth/logout?${new URLSearchParams(parameters)}`);

/** The answer shows a page of ours or leads to one, and what it says is plain text. */
function expectHarmless(answer: Answer): void {
  expect(new URL(answer.headers['location'] ?? '/', house.origin).origin).toBe(house.origin);
  expect(answer.body).not.toMatch(/<script>alert|<img src=x/);
  expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/);
}

describe('an address to return to after signing out', () => {
  const elsewhere = [
    'https://evil.example/',
    `${afterwards}/`,
    `${afterwards}?x=1`,
    `${afterwards}#x`,
    `${afterwards}/../other`,
    'https://shop.example.evil.example/bye',
    'https://shop.example@evil.example/bye',
    'https://SHOP.example/BYE',
    'http://shop.example/bye',
    'https://video.example/bye',
    callback,
    '//evil.example',
    '/account',
    'javascript:alert(1)',
    script,
  ];

  it.each(elsewhere)('is never %s: nobody is led there, signed in or not, and nothing ends', async (address) => {
    const tokens = await enter(house, anna, shop);
    for (const visitor of [anna, house.visitor()]) {
      for (const about of [{ client_id: shop.applicationId }, { id_token_hint: tokens.id_token ?? '' }]) {
        const answer = await signOut(visitor, { ...about, post_logout_redirect_uri: address });
        expect(answer.status).toBe(400);
        expectHarmless(answer);
      }
      // Without an application there is no list that it could be on.
      expectHarmless(await signOut(visitor, { post_logout_redirect_uri: address }));
    }
    expect(await isSignedIn(anna)).toBe(true);
  });

  it.each(elsewhere)('is not slipped past the question either: %s', async (address) => {
    const bert = await registerCustomer(house, `bert-${elsewhere.indexOf(address)}@example.com`);
    const query = new URLSearchParams({ client_id: shop.applicationId, post_logout_redirect_uri: address, state: 'x' });
    const page = await bert.request(`/sign-out?${query}`);
    expect(page.headers['content-security-policy']).not.toMatch(/form-action[^;]*(evil|video)\.example/);
    expectHarmless(page);
    const form = { ...page.hidden('/sign-out'), post_logout_redirect_uri: address, client_id: shop.applicationId };
    expectHarmless(await bert.post('/sign-out', form));
  });

  it('is not borrowed from another application by naming two', async () => {
    const tokens = await enter(house, anna, shop);
    const two = { id_token_hint: tokens.id_token ?? '', client_id: video.applicationId };
    expect((await signOut(anna, { ...two, post_logout_redirect_uri: 'https://video.example/bye' })).status).toBe(400);
    expect(await isSignedIn(anna)).toBe(true);
  });

  it('carries the state as it was given, and nothing that ends the line', async () => {
    const tokens = await enter(house, anna, shop);
    const state = 'a b&c=d\r\nset-cookie: x=1';
    const answer = await signOut(house.visitor(), {
      id_token_hint: tokens.id_token ?? '',
      post_logout_redirect_uri: afterwards,
      state,
    });
    expect(answer.headers['set-cookie']).toBeUndefined();
    const location = new URL(answer.headers['location'] ?? '');
    expect(`${location.origin}${location.pathname}`).toBe(afterwards);
    expect(location.searchParams.get('state')).toBe(state);
  });
});

describe('what an application says on the way', () => {
  it('is plain text on our pages, and comes back as it was', async () => {
    const party = await createRelyingParty(house, { firstParty: false, metadata: { client_name: script } });
    const said = { login_hint: script, ui_locales: script, claims_locales: script, display: 'page', state: script };
    const newcomer = house.visitor();
    const { address } = await party.begin(said);
    const asked = await newcomer.request(address);
    expectHarmless(asked);
    const page = await newcomer.request(asked.headers['location'] ?? '');
    expect(page.status).toBe(200);
    expectHarmless(page);
    const fields = { ...page.hidden('/sign-in'), identifier: 'anna@example.com', password: 'not the password' };
    expectHarmless(await newcomer.post('/sign-in', fields));

    const consent = await follow(house, anna, await anna.request((await party.begin(said)).address));
    expect(consent.status).toBe(200);
    expectHarmless(consent);
    const form = { ...consent.hidden('/consent'), decision: 'deny' };
    const denied = await follow(house, anna, await anna.post('/consent', form));
    const back = new URL(denied.headers['location'] ?? '');
    expect(`${back.origin}${back.pathname}`).toBe(callback);
    expect(back.searchParams.get('state')).toBe(script);
  });

  it('is not repeated by a refusal', async () => {
    const words = { error: script, error_description: script, error_hint: script, error_uri: script };
    for (const more of [{}, { client_id: script }, { client_id: shop.applicationId, redirect_uri: script }]) {
      const answer = await anna.request(`/oauth/authorize?${new URLSearchParams({ ...words, ...more })}`);
      expect(answer.status).toBe(400);
      expectHarmless(answer);
    }
  });
});

describe('the way back to an application', () => {
  it('never has a browser send the password once more', async () => {
    const browser = house.visitor();
    const asked = await browser.request((await shop.begin()).address);
    const page = await browser.request(asked.headers['location'] ?? '');
    const fields = { ...page.hidden('/sign-in'), identifier: 'anna@example.com', password: goodPassword };
    let answer = await browser.post('/sign-in', fields);
    for (let hops = 0; !(answer.headers['location'] ?? '').startsWith(callback); hops += 1) {
      expect(answer.status).toBe(303);
      expect(hops).toBeLessThan(5);
      answer = await browser.request(answer.headers['location'] ?? '');
    }
    expect(answer.status).toBe(303);
  });
});
