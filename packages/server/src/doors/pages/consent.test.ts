import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionOf, signIn, signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type Journey, type RelyingParty } from '../../../test/relying-party.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let diary: RelyingParty;

beforeAll(async () => {
  house = await startTestHouse();
  diary = await createRelyingParty(house, { firstParty: false, metadata: { client_name: 'Diary' } });
});
afterAll(() => house.stop());

/** Begins a sign-in at the application; the answer is the consent page, or the way back to the application. */
async function begin(
  visitor: Visitor,
  parameters: Record<string, string> = {},
): Promise<{ journey: Journey; page: Answer }> {
  const journey = await diary.begin(parameters);
  return { journey, page: await follow(house, visitor, await visitor.request(journey.address)) };
}
const decide = async (visitor: Visitor, page: Answer, decision: string, fields: Record<string, string> = {}) =>
  follow(house, visitor, await visitor.post('/consent', { ...page.hidden('/consent'), decision, ...fields }));
const parametersOf = (answer: Answer) => new URL(answer.headers['location'] ?? '').searchParams;
const scopesOf = async (visitor: Visitor) => {
  const { customerId } = await sessionOf(house, visitor);
  const rows = await house.sql<{ scopes: string[] }>('select scopes from consents where customer_id = $1', [
    customerId,
  ]);
  return rows.map((row) => row.scopes);
};

describe('the consent page', () => {
  it('says who wants what, shows what would be shared masked, and offers both answers alike', async () => {
    const anna = await signUp(house, 'anna@example.com');
    const { page } = await begin(anna);
    expect(page.status).toBe(200);
    for (const text of [
      'Diary asks for access',
      'shop.example',
      'See your e-mail address',
      'A••• B•••',
      'a•••@example.com',
      '<button class="secondary" name="decision" value="allow">',
      '<button class="secondary" name="decision" value="deny">',
    ])
      expect(page.body).toContain(text);
    expect(page.body).not.toContain('anna@example.com');
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://shop.example;");
  });

  it('leads to the tokens when allowed, remembers it, and asks again only for more', async () => {
    const bert = await signUp(house, 'bert@example.com', { name: 'Bert' });
    const { journey, page } = await begin(bert, { scope: 'openid email' });
    const back = await decide(bert, page, 'allow');
    const tokens = await diary.redeem(journey, back.headers['location'] ?? '');
    const info = await client.fetchUserInfo(diary.configuration, tokens.access_token, client.skipSubjectCheck);
    expect(Object.keys(info).sort()).toEqual(['email', 'email_verified', 'sub']);
    expect(await scopesOf(bert)).toEqual([['email', 'openid']]);

    const again = await begin(bert, { scope: 'openid email' });
    expect(parametersOf(again.page).get('code')).not.toBeNull();
    const more = await begin(bert, { scope: 'openid email profile' });
    expect(more.page.body).toContain('See your name');
    await decide(bert, more.page, 'allow');
    expect(await scopesOf(bert)).toEqual([['email', 'openid', 'profile']]);
  });

  it('names what an own API allows in the words it was registered with, and the token holds just that', async () => {
    const resource = 'https://orders.example/';
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    await house.house.applications.registerResource(tenant?.tenantId ?? '', {
      resource_uri: resource,
      name: 'Orders',
      scopes: { 'orders:read': 'See what you ordered', 'orders:write': 'Order for you' },
    });
    const buyer = await createRelyingParty(house, {
      firstParty: false,
      metadata: { client_name: 'Buyer', scope: 'openid orders:read orders:write', allowed_resources: [resource] },
    });
    const kurt = await signUp(house, 'kurt@example.com', { name: 'Kurt' });
    const journey = await buyer.begin({ scope: 'openid orders:read', resource });
    const page = await follow(house, kurt, await kurt.request(journey.address));
    expect(page.body).toContain('See what you ordered');
    expect(page.body).not.toContain('Order for you');
    const back = await decide(kurt, page, 'allow');
    const tokens = await buyer.redeem(journey, back.headers['location'] ?? '');
    expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: resource, scope: 'orders:read' });
  });

  it('sends the application away without anything when it is refused', async () => {
    const carla = await signUp(house, 'carla@example.com', { name: 'Carla' });
    const { page } = await begin(carla);
    const back = await decide(carla, page, 'deny');
    expect(parametersOf(back).get('error')).toBe('access_denied');
    expect(await scopesOf(carla)).toEqual([]);
    expect((await begin(carla)).page.body).toContain('Diary asks for access');
  });

  it('is asked again after the access was removed, and the tokens are worth nothing at once', async () => {
    const dora = await signUp(house, 'dora@example.com', { name: 'Dora' });
    const { journey, page } = await begin(dora);
    const tokens = await diary.redeem(journey, (await decide(dora, page, 'allow')).headers['location'] ?? '');
    const remove = '/account/applications/remove';
    await dora.post(remove, (await dora.get('/account/applications')).hidden(remove));
    const info = client.fetchUserInfo(diary.configuration, tokens.access_token, client.skipSubjectCheck);
    await expect(info).rejects.toThrow();
    await expect(client.refreshTokenGrant(diary.configuration, tokens.refresh_token ?? '')).rejects.toThrow();
    expect((await begin(dora)).page.body).toContain('Diary asks for access');
  });

  it('lets somebody else sign in instead, and keeps the request', async () => {
    await signUp(house, 'fritz@example.com', { name: 'Fritz' });
    const eve = await signUp(house, 'eve@example.com', { name: 'Eve' });
    const { journey, page } = await begin(eve);
    const signInPage = await decide(eve, page, 'leave');
    expect(signInPage.body).toContain('to continue to');
    const flow = signInPage.hidden('/sign-in');
    const password = 'the quiet river bends twice';
    const consent = await follow(
      house,
      eve,
      await eve.post('/sign-in', { ...flow, identifier: 'fritz@example.com', password }),
    );
    expect(consent.body).toContain('f•••@example.com');
    const tokens = await diary.redeem(journey, (await decide(eve, consent, 'allow')).headers['location'] ?? '');
    const info = await client.fetchUserInfo(diary.configuration, tokens.access_token, client.skipSubjectCheck);
    expect(info.email).toBe('fritz@example.com');
  });
});

describe('consent cannot be skipped (case 112)', () => {
  it('not by asking that nobody be asked', async () => {
    const gerd = await signUp(house, 'gerd@example.com', { name: 'Gerd' });
    const { page } = await begin(gerd, { prompt: 'none' });
    expect(parametersOf(page).get('error')).toBe('consent_required');
  });

  it('not with another browser, another session, a made-up request, or a form from elsewhere', async () => {
    const hanna = await signUp(house, 'hanna@example.com', { name: 'Hanna' });
    const other = await signUp(house, 'other@example.com', { name: 'Other' });
    const { page } = await begin(hanna);
    const hidden = page.hidden('/consent');
    const own = (await begin(other)).page.hidden('/consent');
    const allow = { decision: 'allow' };
    const stolen = await other.post('/consent', { ...own, ...allow, request: hidden['request'] ?? '' });
    expect(stolen.status).toBe(403);
    expect((await other.request(`/consent?request=${hidden['request']}`)).status).toBe(403);
    expect((await hanna.post('/consent', { ...hidden, ...allow, request: 'made-up' })).status).toBe(410);
    expect((await hanna.post('/consent', { ...hidden, ...allow, token: own['token'] ?? '' })).status).toBe(403);
    expect((await hanna.post('/consent', { ...hidden, ...allow }, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect([...(await scopesOf(hanna)), ...(await scopesOf(other))]).toEqual([]);
  });

  it('not by a session that signed in since: it is asked for itself', async () => {
    const ina = await signUp(house, 'ina@example.com', { name: 'Ina' });
    const { page } = await begin(ina);
    const hidden = page.hidden('/consent');
    ina.cookies.delete('cardea_session');
    expect((await signIn(ina, 'ina@example.com')).status).toBe(303);
    const answer = await ina.request(`/consent?request=${hidden['request']}`);
    expect(answer.headers['location']).toMatch(/^\/oauth\/authorize\//);
    expect(await scopesOf(ina)).toEqual([]);
  });

  it('not for a scope that the application was not registered for', async () => {
    const jan = await signUp(house, 'jan@example.com', { name: 'Jan' });
    const narrow = await createRelyingParty(house, {
      firstParty: false,
      metadata: { client_name: 'Narrow', scope: 'openid' },
    });
    const journey = await narrow.begin({ scope: 'openid email' });
    const page = await follow(house, jan, await jan.request(journey.address));
    expect(parametersOf(page).get('error')).toBe('invalid_scope');
    expect(await scopesOf(jan)).toEqual([]);
  });
});
