import { decodeJwt } from 'jose';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionOf, signIn, signUp } from '../../../attacks/signed-in.ts';
import {
  answerDevice,
  createDevice,
  type Device,
  deviceGrant,
  enterCode,
  waitForNextPoll,
} from '../../../test/device.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let tv: Device;
let anna: Visitor;

beforeAll(async () => {
  house = await startTestHouse();
  tv = await createDevice(house);
  anna = await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

const tokensOf = async (device: Device, asked: client.DeviceAuthorizationResponse) => {
  const answer = await device.poll(asked);
  if (typeof answer === 'string') throw new Error(answer);
  return answer;
};

async function signedInTv(visitor: Visitor, device = tv) {
  const asked = await device.ask();
  await answerDevice(visitor, await enterCode(house, visitor, asked.user_code), 'approve');
  return { asked, tokens: await tokensOf(device, asked) };
}
const rowOf = async () =>
  (
    await house.sql<{ state: string; interval_seconds: number; session_id: string | null }>(
      'select * from device_codes order by created_at desc limit 1',
    )
  )[0];

describe('a device without a keyboard', () => {
  it('is told in discovery and in the answer where to go and how often to come back', async () => {
    const metadata = tv.configuration.serverMetadata();
    expect(metadata.device_authorization_endpoint).toBe(`${house.origin}/oauth/device_authorization`);
    expect(metadata.grant_types_supported).toContain(deviceGrant);
    const asked = await tv.ask();
    expect(asked).toMatchObject({ expires_in: 600, interval: 5, verification_uri: `${house.origin}/device` });
    expect(asked.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(asked.verification_uri_complete).toBe(`${house.origin}/device?user_code=${asked.user_code}`);
  });

  it('waits for its owner, is signed in by them, renews, and learns who they are', async () => {
    const asked = await tv.ask();
    expect(await tv.poll(asked)).toBe('authorization_pending');
    await answerDevice(anna, await enterCode(house, anna, asked.user_code.toLowerCase().replace('-', ' ')), 'approve');
    // As the library does it: it waits, asks, and is given the tokens.
    await waitForNextPoll(house);
    const tokens = await client.pollDeviceAuthorizationGrant(tv.configuration, { ...asked, interval: 1 });
    const info = await client.fetchUserInfo(tv.configuration, tokens.access_token, tokens.claims()?.sub ?? '');
    expect(info.email).toBe('anna@example.com');
    const renewed = await client.refreshTokenGrant(tv.configuration, tokens.refresh_token ?? '');
    expect(renewed.access_token).not.toBe(tokens.access_token);
    expect(tokens.claims()).toMatchObject({ amr: ['pwd'], acr: 'urn:cardea:aal1' });
  });

  it('has a session of its own: it outlives the browser that approved it, is listed, and ends from the list', async () => {
    const bert = await signUp(house, 'bert@example.com', { name: 'Bert' });
    const { tokens } = await signedInTv(bert);
    const browser = await sessionOf(house, bert);
    const [device] = await house.sql<{ session_id: string; days: number }>(
      `select session_id, extract(day from ends_at - now())::int as days from sessions
       where customer_id = $1 and session_id <> $2`,
      [browser.customerId, browser.sessionId],
    );
    expect(device?.days).toBe(179);
    await bert.post('/sign-out', (await bert.get('/sign-out')).hidden('/sign-out'));
    const renewed = await client.refreshTokenGrant(tv.configuration, tokens.refresh_token ?? '');
    const [kept] = await house.sql<{ days: number }>(
      'select extract(day from expires_at - now())::int as days from refresh_tokens where session_id = $1 limit 1',
      [device?.session_id],
    );
    expect(kept?.days).toBe(179);

    const again = house.visitor();
    await signIn(again, 'bert@example.com');
    const list = await again.get('/account/sessions');
    expect(list.body).toContain('Living room');
    await again.post('/account/sessions/end', {
      ...list.hidden('/account/sessions/end'),
      session: device?.session_id ?? '',
    });
    await expect(client.refreshTokenGrant(tv.configuration, renewed.refresh_token ?? '')).rejects.toThrow();
    await expect(
      client.fetchUserInfo(tv.configuration, renewed.access_token, client.skipSubjectCheck),
    ).rejects.toThrow();
  });

  it('tells its owner by mail and in the activity, from where it asked', async () => {
    const carla = await signUp(house, 'carla@example.com', { name: 'Carla' });
    await signedInTv(carla);
    const mail = await house.mailTo('carla@example.com', 2);
    expect(mail.text).toContain('A code was approved in your browser, and with it Living room was signed in');
    expect(mail.text).toMatch(/a private network \(by the network address 10\.\d+\.\d+\.\d+\)/);
    expect((await carla.get('/account/activity')).body).toContain('A device was signed in to Living room');
  });

  it('is refused when its owner says so, however often it asks', async () => {
    const asked = await tv.ask();
    const page = await answerDevice(anna, await enterCode(house, anna, asked.user_code), 'deny');
    expect(page.body).toContain('The device was not signed in');
    expect(await tv.poll(asked)).toBe('access_denied');
    await waitForNextPoll(house);
    expect(await tv.poll(asked)).toBe('access_denied');
    expect((await rowOf())?.state).toBe('denied');
    expect((await anna.get('/account/activity')).body).toContain('A device was not let in to Living room');
  });

  it('waits longer each time that it asks too soon, also when it has been approved meanwhile', async () => {
    const asked = await tv.ask();
    expect(await tv.poll(asked)).toBe('authorization_pending');
    expect(await tv.poll(asked)).toBe('slow_down');
    expect(await tv.poll(asked)).toBe('slow_down');
    expect((await rowOf())?.interval_seconds).toBe(15);
    await answerDevice(anna, await enterCode(house, anna, asked.user_code), 'approve');
    expect(await tv.poll(asked)).toBe('slow_down');
    await waitForNextPoll(house);
    expect((await tokensOf(tv, asked)).access_token).toBeTruthy();
  });

  it('is told that its code has run out, and the page says of it what it says of a code that never was', async () => {
    const asked = await tv.ask();
    await house.sql("update device_codes set expires_at = now() - interval '1 second' where state = 'waiting'");
    expect(await tv.poll(asked)).toBe('expired_token');
    const [expired, unknown] = [
      await enterCode(house, anna, asked.user_code),
      await enterCode(house, anna, 'BBBB-BBBB'),
    ];
    expect(expired.status).toBe(400);
    expect(unknown.status).toBe(400);
    expect(expired.body.replaceAll(asked.user_code, '')).toBe(unknown.body.replaceAll('BBBB-BBBB', ''));
  });

  it('gets tokens for an API in the words and scopes that it was registered with', async () => {
    const resource = 'https://films.example/';
    const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
    await house.house.applications.registerResource(tenant?.tenantId ?? '', {
      resource_uri: resource,
      name: 'Films',
      scopes: { 'films:watch': 'Play films for you', 'films:buy': 'Buy films for you' },
    });
    const player = await createDevice(house, {
      firstParty: false,
      metadata: {
        client_name: 'Player',
        grant_types: [deviceGrant],
        scope: 'openid films:watch films:buy',
        allowed_resources: [resource],
      },
    });
    const dora = await signUp(house, 'dora@example.com', { name: 'Dora' });
    const asked = await player.ask({ scope: 'openid films:watch', resource });
    const page = await enterCode(house, dora, asked.user_code);
    expect(page.body).toContain('At Films it will be able to');
    expect(page.body).toContain('films.example');
    expect(page.body).toContain('Play films for you');
    expect(page.body).not.toContain('Buy films for you');
    expect(page.body).toContain('An application that somebody else runs');
    await answerDevice(dora, page, 'approve');
    const tokens = await tokensOf(player, asked);
    expect(tokens.refresh_token).toBeUndefined();
    expect(decodeJwt(tokens.access_token)).toMatchObject({ aud: resource, scope: 'films:watch' });
    // What was approved is a consent like any other, and is taken back like any other.
    const remove = '/account/applications/remove';
    await dora.post(remove, (await dora.get('/account/applications')).hidden(remove));
    const { customerId } = await sessionOf(house, dora);
    const grants = await house.sql<{ revoked_at: Date | null }>(
      `select grants.revoked_at from session_applications grants join sessions using (tenant_id, session_id)
       where customer_id = $1 and application_id = $2`,
      [customerId, player.applicationId],
    );
    expect(grants.map(({ revoked_at }) => revoked_at === null)).toEqual([false]);
  });
});
