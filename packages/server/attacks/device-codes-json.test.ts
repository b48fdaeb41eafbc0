/** Codes of devices in an interface of an application's own: guessed, relayed, answered by others (case 120; also 93, 104). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDevice as createTelevision, enterCode, type Device as Television } from '../test/device.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createOwnInterface, type Device, type JsonAnswer, type OwnInterface } from '../test/own-interface.ts';
import { goodPassword, registerCustomer } from './people.ts';
import { forgetBudgets } from './second-factors.ts';

const root = '/api/account/device-requests';
let house: TestHouse;
let tv: Television;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  tv = await createTelevision(house);
  app = await createOwnInterface(house);
  for (const name of ['anna', 'mallory']) await registerCustomer(house, `${name}@example.com`);
});
afterAll(() => house.stop());

type Signed = {
  readonly post: (path: string, body?: object, headers?: Readonly<Record<string, string>>) => Promise<JsonAnswer>;
  readonly token: string;
  readonly device: Device;
};

async function signedIn(name: string, { given = {}, by = app }: { given?: object; by?: OwnInterface } = {}) {
  await forgetBudgets(house);
  const device = by.device();
  const journey = await device.begin('sign-in', { ...given });
  const complete = await journey.act('password', { identifier: `${name}@example.com`, password: goodPassword });
  const { access_token: token } = await by.redeemDirect(journey, complete);
  const headers = { authorization: `Bearer ${token}` };
  const post: Signed['post'] = (path, body = {}, more = {}) =>
    device.call('POST', path, { body, headers: { ...headers, ...more } });
  return { post, token, device };
}
const enter = ({ post }: Pick<Signed, 'post'>, code: string) => post(root, { user_code: code });
const pathOf = ({ body }: JsonAnswer, answer: 'approve' | 'deny') => `${root}/${String(body['request_id'])}/${answer}`;
const refusal = ({ status, body }: JsonAnswer) => [status, body['code']];
const notTheirs = [400, 'proof.refused'];
const age = (seconds: number) =>
  house.sql('update sessions set authenticated_at = authenticated_at - make_interval(secs => $1)', [seconds]);

describe('a device that asks', () => {
  it('is shown as the page shows it, and let in or refused, once', async () => {
    const anna = await signedIn('anna');
    const asked = await tv.ask();
    const shown = await enter(anna, ` ${asked.user_code.toLowerCase()}`);
    expect(shown).toMatchObject({
      status: 200,
      body: {
        user_code: asked.user_code,
        application: { application_id: tv.applicationId, name: 'Living room', first_party: true },
        place: { private: true },
        scopes: [{ scope: 'openid' }, { scope: 'profile' }, { scope: 'email' }],
        signed_in_as: 'a•••@example.com',
      },
    });
    expect(await tv.poll(asked)).toBe('authorization_pending');
    const answers = await Promise.all([1, 2, 3].map(() => anna.post(pathOf(shown, 'approve'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 400, 400]);
    await house.sql('update device_codes set last_polled_at = null');
    expect(await tv.poll(asked)).toMatchObject({ token_type: expect.stringMatching(/bearer/i) });
    expect(refusal(await anna.post(pathOf(shown, 'deny')))).toEqual(notTheirs);

    const other = await tv.ask();
    const again = await enter(anna, other.user_code);
    expect((await anna.post(pathOf(again, 'deny'))).status).toBe(204);
    expect(await tv.poll(other)).toBe('access_denied');
    expect(refusal(await enter(anna, other.user_code))).toEqual(notTheirs);
  });

  it('is approved only by who has proven themselves lately, and may be refused by whoever holds the session', async () => {
    const anna = await signedIn('anna');
    const [late, unwanted] = [await tv.ask(), await tv.ask()];
    const [shown, other] = [await enter(anna, late.user_code), await enter(anna, unwanted.user_code)];
    await age(3600);
    const stale = await anna.post(pathOf(shown, 'approve'));
    expect(refusal(stale)).toEqual([401, 'session.stale']);
    expect(stale.body['methods']).toEqual(['password']);
    expect(await tv.poll(late)).toBe('authorization_pending');
    expect((await anna.post(pathOf(other, 'deny'))).status).toBe(204);
    expect((await anna.post('/api/account/confirm', { password: goodPassword })).status).toBe(204);
    expect((await anna.post(pathOf(shown, 'approve'))).status).toBe(204);
  });

  it('gets what its application asks of whoever answers: a younger sign-in, or nothing where that cannot be', async () => {
    const anna = await signedIn('anna');
    await age(60);
    const asked = await tv.ask({ max_age: '0' });
    expect(refusal(await enter(anna, asked.user_code))).toEqual([401, 'session.stale']);
    await anna.post('/api/account/confirm', { password: goodPassword });
    expect((await enter(anna, asked.user_code)).status).toBe(200);
    const strong = await tv.ask({ acr_values: 'urn:cardea:aal2' });
    expect(refusal(await enter(anna, strong.user_code))).toEqual([400, 'application.request_refused']);
    expect(await tv.poll(strong)).toBe('authorization_pending');
  });
});

describe('a code', () => {
  it('cannot be guessed, by one place or by one session from many', async () => {
    const mallory = await signedIn('mallory');
    const asked = await tv.ask();
    const letters = 'BCDFGHJKLMNPQRSTVWXZ';
    const statuses: number[] = [];
    for (let index = 0; index < 20; index += 1) {
      const headers = { authorization: `Bearer ${mallory.token}` };
      const body = { user_code: `BCDFGHJ${letters[index]}` };
      statuses.push((await app.device().call('POST', root, { body, headers })).status);
    }
    expect(statuses.slice(0, 10).every((status) => status === 400)).toBe(true);
    expect(statuses.slice(12).every((status) => status === 429)).toBe(true);
    expect((await enter(mallory, asked.user_code)).status).toBe(429);
    expect(await tv.poll(asked)).toBe('authorization_pending');
    const anna = await signedIn('anna');
    const place = [];
    for (let index = 0; index < 40; index += 1) {
      await house.sql("delete from budgets where budget = 'device-code.session'");
      place.push((await enter(anna, `BCDFGH${letters[index % 20]}${letters[index >> 1]}`)).status);
    }
    expect(place.at(-1)).toBe(429);
    await forgetBudgets(house);
  });

  it('that another session has before it is nobody else’s, not even of the same person, here or on the page', async () => {
    const [anna, elsewhere, mallory] = [await signedIn('anna'), await signedIn('anna'), await signedIn('mallory')];
    const asked = await tv.ask();
    const shown = await enter(anna, asked.user_code);
    expect(shown.status).toBe(200);
    for (const other of [elsewhere, mallory]) {
      expect(refusal(await enter(other, asked.user_code))).toEqual(notTheirs);
      for (const answer of ['approve', 'deny'] as const)
        expect(refusal(await other.post(pathOf(shown, answer)))).toEqual(notTheirs);
    }
    const browser = await registerCustomer(house, 'page@example.com');
    const isShown = async (code: string) =>
      (await enterCode(house, browser, code)).body.includes('Your device must show this code');
    expect(await isShown(asked.user_code)).toBe(false);
    // And what was entered on the page is not answered here.
    const onPage = await tv.ask();
    expect(await isShown(onPage.user_code)).toBe(true);
    expect(refusal(await enter(mallory, onPage.user_code))).toEqual(notTheirs);
    for (const wrong of ['x', 'drq_0123456789abcdefghjkmnpqrs', '%00'])
      expect((await mallory.post(`${root}/${wrong}/approve`)).status).toBe(400);
    expect([await tv.poll(asked), await tv.poll(onPage)]).toEqual(['authorization_pending', 'authorization_pending']);
    expect((await anna.post(pathOf(shown, 'approve'))).status).toBe(204);
  });

  it('is entered by nothing but a token to write, of an application that asks customers itself, from where that lives', async () => {
    const anna = await signedIn('anna');
    const asked = await tv.ask();
    const body = { user_code: asked.user_code };
    const browser = await registerCustomer(house, 'cookie@example.com');
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    expect((await app.device().call('POST', root, { body, headers: { cookie } })).status).toBe(401);
    const foreign = await anna.post(root, body, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const reading = await signedIn('anna', { given: { scope: 'openid account:read' } });
    expect(refusal(await enter(reading, asked.user_code))).toEqual([403, 'token.insufficient_scope']);
    const own = await createOwnInterface(house);
    const other = await signedIn('anna', { by: own });
    await house.sql(
      `update applications set metadata = metadata || '{"direct_sign_in": false}' where application_id = $1`,
      [own.applicationId],
    );
    await letMemoryFade();
    expect(refusal(await enter(other, asked.user_code))).toEqual([403, 'application.not_allowed']);
    const [row] = await house.sql('select browser_hash from device_codes order by created_at desc limit 1');
    expect(row).toEqual({ browser_hash: null });
  });
});
