/**
 * Devices of those who sign in by a connection: they come back to no page of ours, and still a copied cookie is no known
 * browser (case 35). What a return proves of the browser is what that very browser signed when it left.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BrowserKey, createBrowserKey } from '../test/browser-key.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import { atUpstream, throughUpstream } from '../test/upstream/index.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { type Kind, startKind } from './connection-kinds.ts';
import { bring, goThere } from './connection-visits.ts';
import { copyOf, devicesOfNewest, mailsAbout } from './copied-cookies.ts';
import { beginFlow, flowOf, isSignedIn } from './people.ts';

let house: TestHouse;
let kind: Kind;
beforeAll(async () => {
  house = await startTestHouse();
  kind = await startKind(house, 'openid');
});
afterAll(async () => {
  await kind.upstream.stop();
  await house.stop();
});

describe('a sign-in by a connection', () => {
  /** The whole way, with what the script of our page adds to the link that leads there. */
  async function enterBy(visitor: Visitor, login: string, proofOf: (flow: string) => string | null): Promise<Answer> {
    visitor.cookies.delete('cardea_session');
    const flow = await beginFlow(visitor, '/sign-in');
    const proof = proofOf(flow);
    const added = proof === null ? '' : `&device_proof=${encodeURIComponent(proof)}`;
    return throughUpstream(visitor, kind.upstream, login, `/sign-in/with/${kind.connectionId}?flow=${flow}${added}`);
  }

  /** Somebody who signed up by it, in a browser that has bound its key. */
  async function customerBy(login: string): Promise<{ browser: Visitor; key: BrowserKey; email: string }> {
    const email = `${login}@upstream.example`;
    kind.join({ login, subject: `subject of ${login}`, email, emailVerified: true, name: 'Kim Known' });
    const browser = house.visitor();
    const key = createBrowserKey(house.origin);
    const flow = flowOf(await enterBy(browser, login, () => null));
    const form = { email, name: 'Kim Known', device_proof: key.proof(flow) };
    const answer = await browser.fill(`/sign-up/with?flow=${flow}`, form);
    if (answer.headers['location'] !== '/account') throw new Error(`no account: ${answer.status}`);
    return { browser, key, email };
  }

  it('is known by the key that signed when the browser left, and a copied cookie is a browser of its own', async () => {
    const { browser, key, email } = await customerBy('kim');
    const bound = await devicesOfNewest(house);
    expect(bound).toEqual([{ hash: expect.any(String), key: expect.any(String) }]);
    const cookie = browser.cookies.get('cardea_device')?.split('.')[0];
    expect((await enterBy(browser, 'kim', key.proof)).headers['location']).toBe('/account');
    expect(browser.cookies.get('cardea_device')?.split('.')[0]).toBe(cookie);
    expect(await devicesOfNewest(house)).toEqual(bound);

    // Whoever has the cookie, and the account elsewhere, has not got the key: nor what it signed for another journey.
    const other = await beginFlow(browser, '/sign-in');
    for (const proofOf of [
      () => null,
      createBrowserKey(house.origin).proof,
      () => key.proof(other),
      () => 'x'.repeat(9000),
    ]) {
      const thief = copyOf(house, browser);
      expect((await enterBy(thief, 'kim', proofOf)).headers['location']).toBe('/account');
      expect(thief.cookies.get('cardea_device')?.split('.')[0]).not.toBe(cookie);
    }
    expect((await devicesOfNewest(house))[0]).toEqual(bound[0]);
    await expect.poll(() => mailsAbout(house, email, /New sign-in/)).toBe(4);
  });

  it('takes nothing of what another browser signed when it left', async () => {
    const { browser, key } = await customerBy('lou');
    const bound = await devicesOfNewest(house);
    browser.cookies.delete('cardea_session');
    const flow = await beginFlow(browser, '/sign-in');
    const address = `/sign-in/with/${kind.connectionId}?flow=${flow}&device_proof=${encodeURIComponent(key.proof(flow))}`;
    const sent = await browser.request(address);
    expect(sent.status).toBe(303);
    // The answer to it, brought by a thief with the cookie: the state is not that browser's.
    const thief = copyOf(house, browser);
    const back = await goThere(browser, kind, 'lou', flow);
    expect((await bring(thief, kind, back)).status).toBe(400);
    expect(await isSignedIn(thief)).toBe(false);
    expect(await devicesOfNewest(house)).toEqual(bound);
  });

  it('proves the device of an app with what that hands over, and a copied token is a device of its own', async () => {
    const { key } = await customerBy('ned');
    const redirectUri = 'com.example.app:/callback';
    const app = await createOwnInterface(house, { application_type: 'native', redirect_uris: [redirectUri] });
    const signInBy = async (token: string | undefined, as?: BrowserKey) => {
      const journey = await app.device().begin('sign-in', { redirect_uri: redirectUri });
      const { connectionId: connection } = kind;
      const asked = await journey.act('connection', { connection, redirect_uri: redirectUri });
      const { href } = asked.body['challenge'] as { readonly href: string };
      const handed = await house.visitor().request((await atUpstream(kind.upstream, href, 'ned')).path);
      const parameters = (handed.headers['location'] ?? '').replace(/^[^?]*\?/, '');
      const proof = as === undefined ? {} : { device_proof: as.proof(journey.flowId) };
      const headers = token === undefined ? {} : { 'cardea-device': token };
      const answer = await journey.act('connection-return', { parameters, ...proof }, headers);
      expect(answer.body['state']).toBe('complete');
      return String(answer.body['device_token']);
    };
    const token = await signInBy(undefined, key);
    expect(await signInBy(token, key)).toBe(token);
    expect((await signInBy(token)).split('.')[0]).not.toBe(token.split('.')[0]);
    expect(await signInBy(token, key)).toBe(token);
  });

  it('is counted as what it is: with a browser that the account knows, with a new one, and refused', async () => {
    const { browser, key } = await customerBy('max');
    const counted = async () => {
      await house.house.detection.share();
      const [row] = await house.sql<Record<string, number>>(
        `select sum(successes)::int as successes, sum(failures)::int as failures, sum(tokenless)::int as strange,
          sum(unknown)::int as unknown from attempt_counts where action = 'sign-in'`,
      );
      return row ?? {};
    };
    const before = await counted();
    await enterBy(browser, 'max', key.proof);
    const known = await counted();
    expect(known).toEqual({ ...before, successes: (before['successes'] ?? 0) + 1 });
    await enterBy(copyOf(house, browser), 'max', () => null);
    const strange = await counted();
    expect(strange).toEqual({
      ...known,
      successes: (known['successes'] ?? 0) + 1,
      strange: (known['strange'] ?? 0) + 1,
    });
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, 'max');
    await bring(visitor, kind, { ...back, path: back.path.replace(/code=[^&]+/, 'code=stolen') });
    // It names no account, and so none that could be missing.
    expect(await counted()).toEqual({
      ...strange,
      failures: (strange['failures'] ?? 0) + 1,
      strange: (strange['strange'] ?? 0) + 1,
    });
  });
});
