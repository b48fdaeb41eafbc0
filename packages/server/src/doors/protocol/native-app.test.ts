/** An app on a phone: signed in by the system browser, at home for longer than a browser, and sent away by its owner. */
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goodPassword, isSignedIn, registerCustomer, signIn } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { ageSignIns, createNativeApp } from '../../../test/native-app.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';

let house: TestHouse;
let app: Awaited<ReturnType<typeof createNativeApp>>;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createNativeApp(house);
});
afterAll(() => house.stop());

const password = goodPassword;
const refreshOf = ({ configuration }: RelyingParty, token: string | undefined) =>
  client.refreshTokenGrant(configuration, token ?? '');

async function customer(name: string) {
  const identifier = `${name}@example.com`;
  await registerCustomer(house, identifier);
  return { credentials: { identifier, password }, phone: house.visitor() };
}

describe('a native application of our own', () => {
  it('signs in by the browser and a random port, refreshes, and ends when its owner ends it elsewhere', async () => {
    const { credentials, phone } = await customer('anna');
    const tokens = await app.signIn(phone, credentials);
    expect(tokens.claims()).toMatchObject({ amr: ['pwd'] });
    const fresh = await app.refresh(tokens.refresh_token);
    expect(fresh.refresh_token).not.toBe(tokens.refresh_token);

    const laptop = house.visitor();
    await signIn(laptop, credentials.identifier);
    const page = await laptop.get('/account/sessions');
    expect(page.body).toContain('Shop app');
    const [, form = ''] = page.body.split('Shop app');
    const session = /name="session" value="([^"]+)"/.exec(form)?.[1] ?? '';
    const { token = '' } = page.hidden('/account/sessions/end');
    expect((await laptop.post('/account/sessions/end', { token, session })).status).toBe(303);
    await expect(app.refresh(fresh.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('asks nobody for consent, in a browser that is signed in nor when it comes again', async () => {
    const { credentials, phone } = await customer('bert');
    await app.signIn(phone, credentials);
    for (const redirect of ['http://127.0.0.1:50001/callback', 'com.example.shop:/callback']) {
      const { address } = await app.begin({ redirect_uri: redirect });
      const back = await follow(house, phone, await phone.request(address));
      expect(back.headers['location'], redirect).toContain(`${redirect}?code=`);
    }
  });

  it('refreshes after thirty days without contact, and again after that, until its own life is over', async () => {
    const { credentials, phone } = await customer('cleo');
    const tokens = await app.signIn(phone, credentials);
    await ageSignIns(house, 31);
    const later = await app.refresh(tokens.refresh_token);
    await ageSignIns(house, 100);
    const last = await app.refresh(later.refresh_token);
    await ageSignIns(house, 60);
    await expect(app.refresh(last.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('keeps no browser signed in for longer, nor an application beside it', async () => {
    const { credentials, phone } = await customer('dora');
    const web = await createRelyingParty(house);
    const held = await app.signIn(phone, credentials);
    const journey = await web.begin();
    const back = await follow(house, phone, await phone.request(journey.address));
    const beside = await web.redeem(journey, back.headers['location'] ?? '');
    const refresh = () => refreshOf(web, beside.refresh_token);
    // Used every week, as far as the limits let it be.
    for (let week = 0; week < 4; week += 1) {
      await ageSignIns(house, 6);
      expect(await isSignedIn(phone)).toBe(true);
      expect((await refresh()).access_token).toBeDefined();
    }
    await ageSignIns(house, 5);
    expect(await isSignedIn(phone)).toBe(true);
    await ageSignIns(house, 2);
    expect(await isSignedIn(phone)).toBe(false);
    await expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' });
    await app.refresh(held.refresh_token);
    expect((await phone.request(journey.address)).headers['location']).toMatch(/^\/sign-in/);
  });

  it('begins its own life when it joins a browser that was signed in long before', async () => {
    const { credentials, phone } = await customer('emil');
    await signIn(phone, credentials.identifier);
    for (let week = 0; week < 4; week += 1) {
      await ageSignIns(house, 6);
      await isSignedIn(phone);
    }
    const tokens = await app.signIn(phone, credentials);
    await ageSignIns(house, 60);
    expect((await app.refresh(tokens.refresh_token)).access_token).toBeDefined();
  });

  it('has the life that is set for it, and one of somebody else’s has none of its own', async () => {
    const { credentials, phone } = await customer('fred');
    const short = await createNativeApp(house);
    const [{ tenant_id: tenantId = '' } = {}] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
    const day = 24 * 60 * 60;
    const settings = { session: { appSeconds: 3 * day } };
    await house.house.applications.changeSettings(tenantId, short.applicationId, settings);
    const tokens = await short.signIn(phone, credentials);
    await ageSignIns(house, 2);
    const fresh = await short.refresh(tokens.refresh_token);
    await ageSignIns(house, 2);
    await expect(short.refresh(fresh.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });

    const foreign = await createRelyingParty(house, {
      firstParty: false,
      metadata: {
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['https://foreign.example/callback'],
        scope: 'openid offline_access',
      },
    });
    const again = house.visitor();
    await signIn(again, credentials.identifier);
    const redirect = { redirect_uri: 'https://foreign.example/callback', scope: 'openid offline_access' };
    const journey = await foreign.begin({ ...redirect, prompt: 'consent' });
    const asked = await again.request(journey.address);
    const page = await again.request(asked.headers['location'] ?? '');
    const allowed = await again.post('/consent', { ...page.hidden('/consent'), decision: 'allow' });
    const back = await follow(house, again, allowed);
    const theirs = await foreign.redeem(journey, back.headers['location'] ?? '');
    await ageSignIns(house, 31);
    await expect(refreshOf(foreign, theirs.refresh_token)).rejects.toMatchObject({ error: 'invalid_grant' });
  });
});
