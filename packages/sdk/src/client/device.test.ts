/** The helper for devices: against a whole server, and against answers that a real one gives only now and then. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { signUp } from '../../../server/attacks/signed-in.ts';
import { answerDevice, createDevice, enterCode, waitForNextPoll } from '../../../server/test/device.ts';
import { startTestHouse, type TestHouse } from '../../../server/test/house.ts';
import { houseFetch } from '../../../server/test/relying-party.ts';
import { startDeviceAuthorization, TokenRefusal } from '../index.ts';
import type { Fetch } from './fetch.ts';

const issuer = 'http://localhost:4000';

describe('a device at a whole server', () => {
  let house: TestHouse;
  let clientId: string;
  beforeAll(async () => {
    house = await startTestHouse({ PUBLIC_URL: issuer });
    clientId = (await createDevice(house)).applicationId;
  });
  afterAll(() => house.stop());
  /** As the server says, but it may be asked again at once. */
  const hurried: Fetch = async (address, init) => {
    const answer = await houseFetch(house)(address, init);
    if (!address.endsWith('/oauth/device_authorization')) return answer;
    return Response.json({ ...((await answer.json()) as object), interval: 0.05 }, answer);
  };

  it('is signed in when its owner approves, and not when they refuse', async () => {
    const owner = await signUp(house, 'anna@example.com');
    const begin = () => startDeviceAuthorization({ issuer, clientId, maxAge: 3600, fetch: hurried });
    const asked = await begin();
    expect(asked.verificationUri).toBe(`${issuer}/device`);
    expect(asked.verificationUriComplete).toBe(`${issuer}/device?user_code=${asked.userCode}`);
    expect(asked.expiresAt.getTime()).toBeGreaterThan(Date.now());
    await answerDevice(owner, await enterCode(house, owner, asked.userCode), 'approve');
    const tokens = await asked.poll();
    expect(tokens).toMatchObject({ scope: ['openid', 'profile', 'email'], idToken: expect.any(String) });
    expect(tokens.refreshToken).toBeTruthy();

    const refused = await begin();
    await answerDevice(owner, await enterCode(house, owner, refused.userCode), 'deny');
    await expect(refused.poll()).rejects.toMatchObject({ error: 'access_denied' });
    await waitForNextPoll(house);
  });

  it('is told why where it may not ask', async () => {
    const asking = startDeviceAuthorization({ issuer, clientId: 'nobody', fetch: hurried });
    await expect(asking).rejects.toThrow(TokenRefusal);
    await expect(asking).rejects.toMatchObject({ error: 'invalid_client' });
  });
});

describe('a device between two questions', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const asked = { device_code: 'd', user_code: 'BCDF-GHJK', verification_uri: `${issuer}/device`, expires_in: 600 };
  const tokens = { access_token: 'a', expires_in: 300 };
  /** A server that gives these answers in turn; when it was asked, in seconds. */
  function server(first: object, ...answers: (object | number | 'away')[]) {
    const times: number[] = [];
    const begun = Date.now();
    const fetch: Fetch = async (address) => {
      if (address.endsWith('/oauth/device_authorization')) return Response.json(first);
      times.push((Date.now() - begun) / 1000);
      const answer = answers.shift() ?? tokens;
      if (answer === 'away') throw new TypeError('fetch failed');
      if (typeof answer === 'number') return new Response('', { status: answer });
      return Response.json(answer, { status: 'error' in answer ? 400 : 200 });
    };
    return { times, begin: () => startDeviceAuthorization({ issuer, clientId: 'tv', fetch }) };
  }
  const pending = { error: 'authorization_pending' };
  const slowDown = { error: 'slow_down' };

  it('waits as long as it was told to, and five seconds longer for good each time it was too fast', async () => {
    const { times, begin } = server({ ...asked, interval: 7 }, pending, slowDown, pending, slowDown);
    const polled = (await begin()).poll();
    await vi.runAllTimersAsync();
    expect((await polled).accessToken).toBe('a');
    expect(times).toEqual([7, 14, 26, 38, 55]);
  });

  it('waits five seconds where it was not told, and twice as long while nobody can be reached', async () => {
    const { times, begin } = server(asked, 'away', 503, 429, pending);
    const polled = (await begin()).poll();
    await vi.runAllTimersAsync();
    expect((await polled).accessToken).toBe('a');
    expect(times).toEqual([5, 15, 35, 75, 80]);
  });

  it('stops when its code has run out, also where nobody says so, and when it is told to', async () => {
    const over = (await server(asked, { error: 'expired_token' }).begin()).poll();
    const refused = expect(over).rejects.toMatchObject({ error: 'expired_token' });
    await vi.runAllTimersAsync();
    await refused;
    const away = (await server(asked, ...Array.from({ length: 40 }, () => 'away' as const)).begin()).poll();
    const given = expect(away).rejects.toThrow('fetch failed');
    await vi.runAllTimersAsync();
    await given;
    const stop = new AbortController();
    const { times, begin } = server(asked);
    const stopped = (await begin()).poll({ signal: stop.signal });
    stop.abort(new Error('switched off'));
    await expect(stopped).rejects.toThrow('switched off');
    await vi.runAllTimersAsync();
    expect(times).toEqual([]);
  });
});
