/** Two at once, and at the last moment: each step of a device's code is taken once (case 120, protocol points 5, 6, 11). */
import * as client from 'openid-client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answerDevice, createDevice, type Device, enterCode, waitForNextPoll } from '../test/device.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { signUp } from './signed-in.ts';

let house: TestHouse;
let tv: Device;
let anna: Visitor;

beforeAll(async () => {
  house = await startTestHouse();
  tv = await createDevice(house);
  anna = await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

const states = async () =>
  (await house.sql<{ state: string }>('select state from device_codes')).map(({ state }) => state);
const sessions = async () => (await house.sql('select 1 from sessions')).length;
const entries = async (event: string) =>
  (await house.sql('select 1 from ledger_entries where event = $1', [event])).length;
const granted = (answers: readonly unknown[]) => answers.filter((answer) => typeof answer === 'object');

async function shown() {
  await house.sql('delete from device_codes');
  const asked = await tv.ask();
  return { asked, page: await enterCode(house, anna, asked.user_code) };
}

it('eight approvals at once sign in one device, once', async () => {
  const { page } = await shown();
  const [before, told] = [await sessions(), await entries('device.approved')];
  const answers = await Promise.all(Array.from({ length: 8 }, () => answerDevice(anna, page, 'approve')));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(400)]);
  expect([await sessions(), await entries('device.approved')]).toEqual([before + 1, told + 1]);
});

it('yes and no at once is one of them', async () => {
  const { asked, page } = await shown();
  const before = await sessions();
  const answers = await Promise.all(
    (['approve', 'deny', 'approve', 'deny'] as const).map((decision) => answerDevice(anna, page, decision)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const [state] = await states();
  const outcome = await tv.poll(asked);
  if (state === 'denied') expect([outcome, await sessions()]).toEqual(['access_denied', before]);
  else expect([typeof outcome, await sessions()]).toEqual(['object', before + 1]);
});

it('two browsers that enter the code at once: one may answer it', async () => {
  await house.sql('delete from device_codes');
  const bert = await signUp(house, 'bert@example.com', { name: 'Bert' });
  const { user_code: code } = await tv.ask();
  const pages = await Promise.all([anna, bert].map((visitor) => enterCode(house, visitor, code)));
  expect(pages.filter((page) => page.body.includes('must show this code')).length).toBeLessThanOrEqual(1);
});

it('eight polls at once give out one set of tokens, and it stays good', async () => {
  const { asked, page } = await shown();
  await answerDevice(anna, page, 'approve');
  const answers = await Promise.all(Array.from({ length: 8 }, () => tv.poll(asked)));
  const [tokens] = granted(answers) as client.TokenEndpointResponse[];
  expect(granted(answers)).toHaveLength(1);
  expect(answers.filter((answer) => answer === 'slow_down')).toHaveLength(7);
  const info = await client.fetchUserInfo(tv.configuration, tokens?.access_token ?? '', client.skipSubjectCheck);
  expect(info.sub).toBeTruthy();
});

it('a code that was used is used, and whoever comes with it again ends what it gave', async () => {
  const { asked, page } = await shown();
  await answerDevice(anna, page, 'approve');
  const tokens = (await tv.poll(asked)) as client.TokenEndpointResponse;
  await waitForNextPoll(house);
  expect(await tv.poll(asked)).toBe('invalid_grant');
  expect(await states()).toEqual(['used']);
  await expect(client.refreshTokenGrant(tv.configuration, tokens.refresh_token ?? '')).rejects.toThrow();
});

it('what is approved after its time is not, and what is approved at the last moment can still be fetched', async () => {
  const late = await shown();
  const before = await sessions();
  await house.sql("update device_codes set expires_at = now() - interval '1 millisecond'");
  expect((await answerDevice(anna, late.page, 'approve')).status).toBe(400);
  expect([await states(), await sessions()]).toEqual([['waiting'], before]);
  expect(await tv.poll(late.asked)).toBe('expired_token');

  const last = await shown();
  await house.sql("update device_codes set expires_at = now() + interval '30 seconds'");
  expect((await answerDevice(anna, last.page, 'approve')).status).toBe(200);
  await house.sql("update device_codes set expires_at = expires_at - interval '40 seconds'");
  expect(await tv.poll(last.asked)).toBeTypeOf('object');
});

it('a session that ends while it approves approves nothing, or the device ends with it', async () => {
  const carla = await signUp(house, 'carla@example.com', { name: 'Carla' });
  await house.sql('delete from device_codes');
  const asked = await tv.ask();
  const page = await enterCode(house, carla, asked.user_code);
  const everywhere = (await carla.get('/account/sessions')).hidden('/account/sign-out-everywhere');
  await Promise.all([answerDevice(carla, page, 'approve'), carla.post('/account/sign-out-everywhere', everywhere)]);
  expect(await tv.poll(asked)).toMatch(/^(authorization_pending|invalid_grant)$/);
});
