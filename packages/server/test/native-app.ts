/**
 * An app on a device, for a test: it listens at a loopback port of its own while the system browser is away, keeps its
 * refresh token and nothing else, and speaks the protocol by a certified library.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';
import type { TestHouse } from './house.ts';
import { createOwnInterface } from './own-interface.ts';
import { follow } from './relying-party.ts';
import type { Visitor } from './visitor.ts';

const loopback = 'http://127.0.0.1/callback';
export const fingerprint = Array.from({ length: 32 }, (_, index) => (index + 160).toString(16).toUpperCase()).join(':');

/** What Android says of an app that is signed with this certificate. */
export const androidOrigin = (hex: string): string =>
  `android:apk-key-hash:${Buffer.from(hex.replaceAll(':', ''), 'hex').toString('base64url')}`;

const appScope = 'openid profile email account:read account:write';

/** Registers a first-party app that is on iOS and Android. */
export async function createNativeApp(house: TestHouse, metadata: Readonly<Record<string, unknown>> = {}) {
  const party = await createOwnInterface(house, {
    client_name: 'Shop app',
    application_type: 'native',
    redirect_uris: [loopback, 'com.example.shop:/callback'],
    scope: appScope,
    ios: { team_id: 'A1B2C3D4E5', bundle_ids: ['com.example.shop'] },
    android: [{ package_name: 'com.example.shop', sha256_cert_fingerprints: [fingerprint] }],
    ...metadata,
  });
  const { configuration } = party;

  return {
    ...party,
    /** Opens the system browser, where somebody signs in if they are asked, and waits at a random port for what it brings. */
    async signIn(
      browser: Visitor,
      credentials: Readonly<Record<string, string>>,
    ): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers> {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
      const came = new Promise<string>((resolve) => {
        server.once('request', (request, response) => {
          response.end('You can close this window.');
          resolve(request.url ?? '');
        });
      });
      try {
        const journey = await party.begin({ redirect_uri: redirectUri, scope: appScope });
        const first = await browser.request(journey.address);
        const page = first.headers['location'] ?? '';
        const answered = page.startsWith('/sign-in')
          ? await browser.post('/sign-in', { ...(await browser.request(page)).hidden('/sign-in'), ...credentials })
          : first;
        const back = (await follow(house, browser, answered)).headers['location'] ?? '';
        if (!back.startsWith(redirectUri)) throw new Error(`the browser came to ${back || answered.status}`);
        await fetch(back);
        return await party.redeem(journey, new URL(await came, redirectUri).href);
      } finally {
        server.close();
      }
    },
    refresh: (token: string | undefined) => client.refreshTokenGrant(configuration, token ?? ''),
  };
}

/** Ages everything that a sign-in wrote, as if nothing had happened for so many days. */
export async function ageSignIns(house: Pick<TestHouse, 'sql'>, days: number): Promise<void> {
  const columns = {
    sessions: ['authenticated_at', 'created_at', 'last_seen_at', 'cookie_idle_at', 'ends_at', 'browser_ends_at'],
    session_applications: ['granted_at', 'last_used_at'],
    refresh_tokens: ['issued_at', 'consumed_at', 'expires_at'],
    access_tokens: ['issued_at', 'expires_at'],
  };
  for (const [table, names] of Object.entries(columns)) {
    const changes = names.map((name) => `${name} = ${name} - make_interval(days => $1)`);
    await house.sql(`update ${table} set ${changes.join(', ')}`, [days]);
  }
}
