/** Passkeys that come from an app on a phone: whose they are believed to be, and what a host says of its apps. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { ageSignIns, androidOrigin, createNativeApp, fingerprint } from '../test/native-app.ts';
import { createOwnInterface, type JsonAnswer, type OwnInterface } from '../test/own-interface.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { optionsOf } from '../test/passkey-visits.ts';
import { codeOf } from './people.ts';

let house: TestHouse;
let tenantId: string;
let app: Awaited<ReturnType<typeof createNativeApp>>;
let web: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  [{ tenant_id: tenantId = '' } = {}] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
  app = await createNativeApp(house);
  web = await createOwnInterface(house);
});
afterAll(() => house.stop());

type Make = Parameters<PasskeyAuthenticator['make']>[0];
type Use = Parameters<PasskeyAuthenticator['use']>[0];
const challengeOf = <Options>(answer: JsonAnswer) => answer.body['challenge'] as Options;
const origin = androidOrigin(fingerprint);
const other = fingerprint.replace('A0', 'FF');
const phone = (synced = true) => createPasskeyAuthenticator({ origin, synced });

async function signUp(email: string, authenticator: PasskeyAuthenticator) {
  const journey = await app.device().begin('registration', { redirect_uri: redirect });
  await journey.act('details', { email });
  await journey.act('verify', { code: codeOf(await house.mailTo(email)) });
  const asked = challengeOf<Make>(await journey.act('passkey-options'));
  const finished = await journey.act('passkey', { credential: authenticator.make(asked) });
  return { journey, finished };
}

async function signIn(at: OwnInterface, authenticator: PasskeyAuthenticator, lies: { origin?: string } = {}) {
  const journey = await at.device().begin('sign-in', at === web ? {} : { redirect_uri: redirect });
  const asked = challengeOf<Use>(await journey.act('passkey-options'));
  return { journey, answer: await journey.act('passkey', { credential: authenticator.use(asked, lies) }) };
}

const redirect = 'com.example.shop:/callback';
const refused = { status: 400, body: { code: 'passkey.refused' } };
const sessions = () => house.sql('select session_id from sessions order by 1');

describe('a passkey from an app on Android', () => {
  it('carries an account from its sign-up to tokens, to one more key, and a refresh a month later', async () => {
    const authenticator = phone();
    const { finished } = await signUp('anna@example.com', authenticator);
    expect(finished.body['state']).toBe('complete');
    const { journey, answer } = await signIn(app, authenticator);
    expect(answer.body['state']).toBe('complete');
    const tokens = await app.redeemDirect(journey, answer);
    expect(tokens.claims()).toMatchObject({ acr: 'phr' });

    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const path = '/api/account/factors/passkeys';
    const device = app.device();
    const asked = await device.call('POST', `${path}/options`, { body: {}, headers });
    const forged = phone(false).make(asked.body['public_key'] as Make, { origin: androidOrigin(other) });
    expect(await device.call('POST', path, { body: { credential: forged }, headers })).toMatchObject(refused);
    const again = await device.call('POST', `${path}/options`, { body: {}, headers });
    const credential = phone(false).make(again.body['public_key'] as Make);
    expect((await device.call('POST', path, { body: { credential }, headers })).status).toBe(201);
    await ageSignIns(house, 31);
    expect((await app.refresh(tokens.refresh_token)).claims()).toMatchObject({ acr: 'phr' });
  });

  it('is refused when another certificate signed the app, and where another application asks', async () => {
    const authenticator = phone();
    await signUp('bert@example.com', authenticator);
    const twin = await createNativeApp(house, {
      android: [{ package_name: 'com.example.twin', sha256_cert_fingerprints: [other] }],
    });
    const before = await sessions();
    const upperCase = origin.toUpperCase();
    for (const lie of [androidOrigin(other), `${origin}=`, upperCase, 'android:apk-key-hash:', `${origin}","x":"`])
      expect((await signIn(app, authenticator, { origin: lie })).answer, lie).toMatchObject(refused);
    for (const elsewhere of [web, twin]) expect((await signIn(elsewhere, authenticator)).answer).toMatchObject(refused);
    expect(await sessions()).toEqual(before);
  });

  it('is refused on our own pages, where no app answers, even on the way to that application', async () => {
    const authenticator = phone();
    await signUp('cleo@example.com', authenticator);
    const before = await sessions();
    const visitor = house.visitor();
    const { address } = await app.begin({ redirect_uri: 'http://127.0.0.1:50000/callback' });
    const begin = async () => {
      const page = await visitor.get(address);
      const fields = { flow: page.hidden('/sign-in')['flow'] ?? '' };
      return { fields, asked: await optionsOf<Use>(visitor, '/sign-in/passkey/options', fields) };
    };
    const answer = async (from: string) => {
      const { fields, asked } = await begin();
      const credential = JSON.stringify(authenticator.use(asked, { origin: from }));
      return (await visitor.post('/sign-in/passkey', { ...fields, credential })).status;
    };
    expect(await answer(origin)).toBe(400);
    expect(await sessions()).toEqual(before);
    expect(await answer(house.origin)).toBe(303);
  });

  it('is refused once the application is no longer ours, or says no more that the app is its own', async () => {
    const authenticator = phone();
    const leaving = await createNativeApp(house);
    await signUp('dora@example.com', authenticator);
    expect((await signIn(leaving, authenticator)).answer.body['state']).toBe('complete');
    const name = [leaving.applicationId];
    await house.sql(`update applications set metadata = metadata - 'android' where application_id = $1`, name);
    await expect.poll(async () => (await signIn(leaving, authenticator)).answer.status).toBe(400);
  });
});

describe('what a host says of its apps', () => {
  const read = async (path: string) => {
    const answer = await house.visitor().request(`/.well-known/${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^application\/json/);
    expect(answer.headers['cache-control']).toContain('max-age');
    return JSON.parse(answer.body);
  };

  it('names the active apps of its own applications, and the paths at this host that they claim', async () => {
    const ios = (bundle: string) => ({ team_id: 'ZZZZZZZZZZ', bundle_ids: [bundle] });
    const claiming = await createNativeApp(house, {
      redirect_uris: [
        `${house.origin}/apps/claiming/callback`,
        `${house.origin}/sign-in`,
        `${house.origin}/apps/`,
        'https://elsewhere.example/apps/x',
      ],
      ios: ios('com.example.claiming'),
      android: [{ package_name: 'com.example.claiming', sha256_cert_fingerprints: [fingerprint] }],
    });
    const disabled = await createNativeApp(house, { ios: ios('com.example.disabled') });
    await house.house.applications.disable(tenantId, disabled.applicationId);
    await house.house.applications.register(tenantId, {
      firstParty: false,
      metadata: {
        client_name: 'Foreign',
        application_type: 'native',
        token_endpoint_auth_method: 'none',
        redirect_uris: ['https://foreign.example/'],
        ios: ios('com.example.foreign'),
      },
    });
    const apple = await read('apple-app-site-association');
    expect(apple.webcredentials.apps).toEqual(
      expect.arrayContaining(['A1B2C3D4E5.com.example.shop', 'ZZZZZZZZZZ.com.example.claiming']),
    );
    expect(JSON.stringify(apple)).not.toMatch(/disabled|foreign/);
    expect(apple.applinks.details).toEqual([
      { appIDs: ['ZZZZZZZZZZ.com.example.claiming'], components: [{ '/': '/apps/claiming/callback' }] },
    ]);
    const statements = (await read('assetlinks.json')) as { target: { package_name: string } }[];
    expect(statements.find(({ target }) => target.package_name === 'com.example.claiming')).toEqual({
      relation: ['delegate_permission/common.get_login_creds', 'delegate_permission/common.handle_all_urls'],
      target: {
        namespace: 'android_app',
        package_name: 'com.example.claiming',
        sha256_cert_fingerprints: [fingerprint],
      },
      relation_extensions: {
        'delegate_permission/common.handle_all_urls': {
          dynamic_app_link_components: [{ '/': '/apps/claiming/callback' }],
        },
      },
    });
    await house.house.applications.disable(tenantId, claiming.applicationId);
    expect(JSON.stringify(await read('assetlinks.json'))).not.toContain('claiming');
  });

  it('is said of this tenant alone', async () => {
    await house.house.tenants.create({ name: 'Other', host: 'other.localhost:4000' });
    const there = house.visitor({ host: 'other.localhost:4000' });
    expect((await there.request('/.well-known/assetlinks.json')).body).toBe('[]');
    const apple = JSON.parse((await there.request('/.well-known/apple-app-site-association')).body);
    expect(apple).toEqual({ applinks: { details: [] }, webcredentials: { apps: [] } });
  });
});

describe('what an application says of its apps', () => {
  const register = (metadata: Readonly<Record<string, unknown>>) => createNativeApp(house, metadata);
  const android = (change: object) => [
    { package_name: 'com.example.shop', sha256_cert_fingerprints: [fingerprint], ...change },
  ];

  it.each([
    { ios: { team_id: 'short', bundle_ids: ['com.example.shop'] } },
    { ios: { team_id: 'A1B2C3D4E5', bundle_ids: [] } },
    { ios: { team_id: 'A1B2C3D4E5', bundle_ids: ['*'] } },
    { ios: { team_id: 'A1B2C3D4E5', bundle_ids: ['com.example."'] } },
    { android: android({ package_name: 'shop' }) },
    { android: android({ sha256_cert_fingerprints: [] }) },
    { android: android({ sha256_cert_fingerprints: [fingerprint.slice(3)] }) },
    { android: android({ sha256_cert_fingerprints: [fingerprint.toLowerCase()] }) },
    { android: android({ namespace: 'web' }) },
    { application_type: 'web', redirect_uris: ['https://shop.example/'], ios: undefined },
  ])('is refused where it cannot be true: %j', async (metadata) => {
    await expect(register(metadata)).rejects.toMatchObject({ code: 'application.invalid' });
  });
});
