import { setTimeout as sleep } from 'node:timers/promises';
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, houseFetch, type RelyingParty } from '../../../test/relying-party.ts';

let house: TestHouse;
let tenantId: string;
beforeEach(async () => {
  house = await startTestHouse();
  tenantId = (await house.house.tenants.byHost(new URL(house.origin).host))?.tenantId ?? '';
});
afterEach(() => house.stop());

const keySet = async () => {
  const answer = await house.visitor().request('/oauth/jwks');
  return {
    keys: JSON.parse(answer.body) as JSONWebKeySet,
    seconds: Number(/max-age=(\d+)/.exec(answer.headers['cache-control'] ?? '')?.[1]),
  };
};
const kids = async () => (await keySet()).keys.keys.map((key) => key.kid);
const kidOf = (token: string) => decodeProtectedHeader(token).kid ?? '';
const scope = 'openid customers:read';

async function enter(party: RelyingParty, parameters: Record<string, string>) {
  const visitor = await registerCustomer(house, 'anna@example.com');
  const journey = await party.begin(parameters);
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return { visitor, tokens: await party.redeem(journey, back.headers['location'] ?? '') };
}

it('a key that was stolen is withdrawn at once: what it signed opens nothing, and people stay signed in', async () => {
  const afterwards = 'https://shop.example/bye';
  const party = await createRelyingParty(house, {
    metadata: { scope, post_logout_redirect_uris: [afterwards] },
  });
  const { visitor, tokens } = await enter(party, { scope, resource: `${house.origin}/api` });
  const stolen = kidOf(tokens.access_token);
  expect(kidOf(tokens.id_token ?? '')).toBe(stolen);
  const isActive = async (token: string) => (await client.tokenIntrospection(party.configuration, token)).active;
  expect(await isActive(tokens.access_token)).toBe(true);

  const { signingKeys } = house.house.tenants;
  expect(await signingKeys.withdraw(tenantId, 'key_unknown')).toBeNull();
  const withdrawal = await signingKeys.withdraw(tenantId, stolen);
  expect(await kids()).not.toContain(stolen);
  expect(await kids()).toContain(withdrawal?.successorId);
  expect(await isActive(tokens.access_token)).toBe(false);
  const out = await visitor.request(
    `/oauth/logout?${new URLSearchParams({ id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: afterwards })}`,
  );
  expect(out.headers['location'] ?? '').not.toBe(afterwards);

  const renewed = await client.refreshTokenGrant(party.configuration, tokens.refresh_token ?? '');
  expect(kidOf(renewed.id_token ?? '')).toBe(withdrawal?.successorId);
  expect(await isActive(renewed.access_token)).toBe(true);
  const events = await house.sql(
    `select event from ledger_entries where event like 'signing_key.%' and data->>'keyId' = $1 order by entry_id`,
    [stolen],
  );
  expect(events.map(({ event }) => event)).toEqual([
    'signing_key.created',
    'signing_key.activated',
    'signing_key.withdrawn',
  ]);
  const [row] = await house.sql('select private_jwk from signing_keys where key_id = $1', [stolen]);
  expect(row).toEqual({ private_jwk: null });
});

it('a key that waits signs in the place of a withdrawn one, and a withdrawn one that only waited is missed by nobody', async () => {
  const { signingKeys } = house.house.tenants;
  const [active = ''] = await kids();
  const { keyIds } = await signingKeys.rotate(tenantId);
  const withdrawal = await signingKeys.withdraw(tenantId, active);
  expect(keyIds).toContain(withdrawal?.successorId);
  const waiting = keyIds.find((id) => id !== withdrawal?.successorId) ?? '';
  expect(await signingKeys.withdraw(tenantId, waiting)).toEqual({ successorId: null });
  expect(await signingKeys.withdraw(tenantId, waiting)).toBeNull();
  expect((await kids()).length).toBe(2);
});

// Case 146 and fault F15, over HTTP. A minute of the real margins is a few milliseconds here; their order is the same.
it('keys rotate while tokens are fetched and checked without pause by applications that keep the key set', {
  timeout: 120_000,
}, async () => {
  const keptMilliseconds = 600;
  const services = await Promise.all(
    ['ES256', 'RS256'].map((alg) =>
      createRelyingParty(house, { metadata: { scope, id_token_signed_response_alg: alg, client_name: alg } }),
    ),
  );
  const holders: { party: RelyingParty; refreshToken: string }[] = [];
  for (const [index, party] of services.entries()) {
    const visitor = await registerCustomer(house, `holder-${index}@example.com`);
    const journey = await party.begin({ scope, resource: `${house.origin}/api` });
    const back = await follow(house, visitor, await visitor.request(journey.address));
    const { refresh_token: refreshToken = '' } = await party.redeem(journey, back.headers['location'] ?? '');
    holders.push({ party, refreshToken });
  }
  const first = await kids();
  const problems: string[] = [];
  const seen = new Set<string>();
  let checked = 0;
  let running = true;

  async function work({ party, refreshToken }: (typeof holders)[number]): Promise<void> {
    // A set is as old as the question for it: the answer may take its time.
    let fetchedAt = performance.now();
    let kept = createLocalJWKSet((await keySet()).keys);
    while (running) {
      try {
        const tokens = await client.refreshTokenGrant(party.configuration, refreshToken);
        if (performance.now() - fetchedAt > keptMilliseconds) {
          fetchedAt = performance.now();
          kept = createLocalJWKSet((await keySet()).keys);
        }
        for (const token of [tokens.access_token, tokens.id_token ?? '']) {
          seen.add(kidOf(token));
          await jwtVerify(token, kept, { issuer: house.origin });
          checked += 1;
        }
        const described = await client.tokenIntrospection(party.configuration, tokens.access_token);
        if (!described.active) problems.push('a fresh token is not active');
      } catch (error) {
        problems.push(String(error));
      }
      await sleep(5);
    }
  }

  const workers = [...holders, ...holders].map(work);
  await sleep(200);
  const { signingKeys } = house.house.tenants;
  const { keyIds } = await signingKeys.rotate(tenantId);
  await house.sql(`update signing_keys set activate_at = now() + interval '4 seconds' where state = 'pending'`);
  await signingKeys.schedule();
  await expect.poll(() => keyIds.every((id) => seen.has(id)), { interval: 50 }).toBe(true);
  await house.sql(`update signing_keys set remove_at = now() + interval '4 seconds' where state = 'retiring'`);
  await signingKeys.schedule();
  await expect.poll(async () => (await kids()).toSorted()).toEqual(keyIds.toSorted());
  await sleep(500);
  running = false;
  await Promise.all(workers);

  expect(problems).toEqual([]);
  expect([...seen].toSorted()).toEqual([...first, ...keyIds].toSorted());
  expect(checked).toBeGreaterThan(20);
  const answer = await houseFetch(house)(`${house.origin}/oauth/jwks`);
  for (const key of ((await answer.json()) as JSONWebKeySet).keys) {
    for (const part of ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']) expect(key).not.toHaveProperty(part);
  }
});
