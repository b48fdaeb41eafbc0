/** What a device gets of whoever approved it: their sign-in, and none of the moment in which they made it (case 120). */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDevice, createDevice, type Device, enterCode, waitForNextPoll } from '../test/device.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createDevice as createPhone } from '../test/own-interface.ts';
import { password, sessionOf, signUp } from './signed-in.ts';

let house: TestHouse;
let tv: Device;
beforeAll(async () => {
  house = await startTestHouse();
  tv = await createDevice(house, { metadata: { scope: 'openid profile email account:read account:write' } });
});
afterAll(() => house.stop());

async function lured(email: string) {
  const owner = await signUp(house, email);
  const asked = await tv.ask({ scope: 'openid account:read account:write' });
  await answerDevice(owner, await enterCode(house, owner, asked.user_code), 'approve');
  await waitForNextPoll(house);
  const tokens = await tv.poll(asked);
  if (typeof tokens === 'string') throw new Error(tokens);
  const authorization = `Bearer ${tokens.access_token}`;
  const device = createPhone(house, tv.applicationId, { address: '198.51.100.77' });
  return {
    owner,
    call: (path: string, body: unknown) => device.call('POST', path, { body, headers: { authorization } }),
  };
}

describe('a device that was approved a moment after its owner signed in', () => {
  it('changes nothing that is sensitive before somebody proves themselves on it', async () => {
    const { owner, call } = await lured('anna@example.com');
    const { customerId } = await sessionOf(house, owner);
    for (const [path, body] of [
      ['/api/account/factors/authenticators', {}],
      ['/api/account/factors/passkeys/options', {}],
      ['/api/account/identifiers/email', { email: 'mallory@example.com' }],
      ['/api/account/close', {}],
    ] as const) {
      const answer = await call(path, body);
      expect([path, answer.status, answer.body['code']]).toEqual([path, 401, 'session.stale']);
    }
    const [row] = await house.sql('select state from customers where customer_id = $1', [customerId]);
    expect(row).toEqual({ state: 'active' });
  });

  it('is as fresh as any other once they did', async () => {
    const { call } = await lured('bert@example.com');
    expect((await call('/api/account/confirm', { method: 'password', password })).status).toBe(204);
    expect((await call('/api/account/factors/authenticators', {})).status).toBe(200);
  });
});
