/** An app that outlives its browser is still its owner's: each end of the account, of the house or of the app is its end. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { system } from '../src/rooms/tenants/index.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { ageSignIns, createNativeApp } from '../test/native-app.ts';
import { linkOf, mailAbout } from './lives.ts';
import { send } from './oauth.ts';
import { goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';
import { sessionOf } from './signed-in.ts';

let house: TestHouse;
let tenantId: string;
beforeAll(async () => {
  house = await startTestHouse();
  const [row] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
  tenantId = row?.tenant_id ?? '';
});
afterAll(() => house.stop());

type App = Awaited<ReturnType<typeof createNativeApp>>;
let people = 0;

/** An operator changes what the app is, as at the console. */
async function change(app: App, { isOurs = true, type = 'native' }: { isOurs?: boolean; type?: 'native' | 'web' }) {
  const { applications } = house.house;
  await house.database.transaction({}, async (tx) => {
    const changes = applications.within(tx, system);
    const { metadata } = await changes.hold(tenantId, app.applicationId);
    const { ios: _, android: __, ...rest } = metadata;
    const next =
      type === 'native'
        ? metadata
        : { ...rest, application_type: type, redirect_uris: ['https://app.example/callback'] };
    await changes.change(tenantId, app.applicationId, { metadata: next, firstParty: isOurs });
  });
}

/** Somebody whose app lay in a drawer for forty days: their browser knows them no more, and the app does. */
async function longAway(app: App) {
  people += 1;
  const identifier = `person-${people}@example.com`;
  await registerCustomer(house, identifier);
  const phone = house.visitor();
  const first = await app.signIn(phone, { identifier, password: goodPassword });
  await ageSignIns(house, 40);
  expect(await isSignedIn(phone)).toBe(false);
  const tokens = await app.refresh(first.refresh_token);
  const laptop = house.visitor();
  await signIn(laptop, identifier);
  const { customerId } = await sessionOf(house, laptop);
  const asks = async () =>
    (
      await house.visitor().request('/api/account', {
        headers: { accept: 'application/json', authorization: `Bearer ${tokens.access_token}` },
      })
    ).status;
  const renews = async () => {
    const fields = {
      grant_type: 'refresh_token',
      client_id: app.applicationId,
      refresh_token: tokens.refresh_token ?? '',
    };
    return (await send(house, '/oauth/token', fields)).status;
  };
  expect(await asks()).toBe(200);
  return { identifier, phone, laptop, customerId, asks, renews };
}

type Away = Awaited<ReturnType<typeof longAway>>;

const ends: readonly (readonly [string, (away: Away, app: App) => Promise<unknown>])[] = [
  [
    'a new password',
    async ({ laptop }) => {
      const page = await laptop.get('/account/password');
      const form = page.hidden('/account/password');
      const answer = await laptop.post('/account/password', {
        ...form,
        current_password: goodPassword,
        password: 'another quiet river bends',
        end_others: 'yes',
      });
      expect(answer.status).toBe(303);
    },
  ],
  [
    'a sign-out everywhere',
    async ({ laptop }) => {
      const form = (await laptop.get('/account/sessions')).hidden('/account/sign-out-everywhere');
      expect((await laptop.post('/account/sign-out-everywhere', form)).status).toBe(303);
    },
  ],
  [
    'the end of all other sessions',
    async ({ laptop }) => {
      const form = (await laptop.get('/account/sessions')).hidden('/account/sessions/end-others');
      expect((await laptop.post('/account/sessions/end-others', form)).status).toBe(303);
    },
  ],
  [
    'the link of a notice that it was not them',
    async ({ identifier }) => {
      const stranger = house.visitor({
        address: '203.0.113.50',
        userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/139.0',
      });
      await signIn(stranger, identifier);
      const link = linkOf(await mailAbout(house, identifier, /New sign-in/), '/secure-account');
      expect((await house.visitor().fill(link, {})).headers['location']).toMatch(/^\/secured\b/);
    },
  ],
  [
    'an account that is disabled',
    ({ customerId }) => house.sql(`update customers set state = 'disabled' where customer_id = $1`, [customerId]),
  ],
  ['the end of all sessions of the tenant', () => house.sql('update tenants set session_epoch = session_epoch + 1')],
  [
    'an app that is disabled',
    async (_, app) => {
      await house.house.applications.disable(tenantId, app.applicationId);
      await letMemoryFade();
    },
  ],
  [
    'an app that is removed',
    (_, app) =>
      house.database.transaction({}, (tx) =>
        house.house.applications.within(tx, system).remove(tenantId, app.applicationId),
      ),
  ],
  ['an app that is no longer our own', (_, app) => change(app, { isOurs: false })],
  ['an app that has become a web application', (_, app) => change(app, { type: 'web' })],
];

describe('an app that is signed in for longer than the browser ends with', () => {
  it.each(ends)('%s', { timeout: 40_000 }, async (_name, end) => {
    const app = await createNativeApp(house);
    const away = await longAway(app);
    await end(away, app);
    expect(await away.asks()).toBeGreaterThanOrEqual(401);
    expect(await away.renews()).toBeGreaterThanOrEqual(400);
  });
});
