/** Tokens renewed, by the lane and by the engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { basic, comeBack, enter, send } from '../../../../attacks/oauth.ts';
import { letMemoryFade } from '../../../../test/memory.ts';
import { api, encoded, type Fields, withOrigin } from '../../../../test/plain-applications.ts';
import { type Case, startTwoWays, type TwoWays } from '../../../../test/two-ways.ts';

let ways: TwoWays;
beforeAll(async () => {
  ways = await startTwoWays();
});
afterAll(() => ways.stop());

const party = (name: string) => ways.party(name);
const tokenOf = (name: string, parameters?: Readonly<Record<string, string>>) => ways.tokenOf(name, parameters);
const asRefresh = (name: string, token: string, more?: Readonly<Record<string, string>>) =>
  ways.asRefresh(name, token, more);
const sql = (text: string) => ways.house.sql(text);

const oneOf =
  (name: string, parameters: Fields = {}, more: Fields = {}) =>
  async () =>
    asRefresh(name, await tokenOf(name, parameters), more);

/** A token that was refreshed once by the engine, so that both ways find the same past. */
async function usedOnce(name = 'app'): Promise<{ first: string; second: string }> {
  const first = await tokenOf(name);
  const { fields, headers } = asRefresh(name, first, { nothing: '1' });
  const answer = (await (await send(ways.house, '/oauth/token', fields, headers)).json()) as { refresh_token: string };
  return { first, second: answer.refresh_token };
}

const refreshes: readonly Case[] = [
  ['stays', 'lane', 200, oneOf('web')],
  ['stays, where less was asked for at first', 'lane', 200, oneOf('web', { scope: 'openid email' })],
  ['stays, and the secret is in the form', 'lane', 200, oneOf('post')],
  [
    'stays, and the header has percent signs',
    'lane',
    200,
    async () => ({ ...asRefresh('web', await tokenOf('web')), headers: encoded(party('web')) }),
  ],
  ['is exchanged', 'lane', 200, oneOf('app')],
  ['was exchanged before', 'lane', 200, async () => asRefresh('app', (await usedOnce()).second)],
  ['is shown again within ten seconds', 'lane', 200, async () => asRefresh('app', (await usedOnce()).first)],
  ['is of somebody with a name of their own there', 'lane', 200, oneOf('pairwise')],
  ['is exchanged, of somebody with a name of their own there', 'lane', 200, oneOf('pairwiseApp')],
  ['comes with an RS256 id token', 'lane', 200, oneOf('rsa')],
  ['is of a partner', 'lane', 200, oneOf('partner')],
  ['asks for less', 'lane', 200, oneOf('web', {}, { scope: 'openid email' })],
  ['asks for less, in another order', 'lane', 200, oneOf('web', {}, { scope: 'profile openid' })],
  ['is exchanged and asks for less', 'lane', 200, oneOf('app', {}, { scope: 'openid' })],
  [
    'is sent by a script of its own',
    'lane',
    200,
    async () => withOrigin(asRefresh('app', await tokenOf('app')), 'https://shop.example'),
  ],
  [
    'is sent by a script of others',
    'engine',
    400,
    async () => withOrigin(asRefresh('app', await tokenOf('app')), 'https://evil.example'),
  ],
  [
    'is sent by a sandboxed frame, of an app with an address of an own scheme',
    'engine',
    400,
    async () => withOrigin(asRefresh('installed', await tokenOf('installed')), 'null'),
  ],
  ['asks for less than openid', 'engine', 200, oneOf('web', {}, { scope: 'email' })],
  ['asks for more', 'engine', 400, oneOf('web', { scope: 'openid email' }, { scope: 'openid email profile' })],
  ['asks for what it is not registered for', 'engine', 400, oneOf('other', {}, { scope: 'openid offline_access' })],
  ['never had openid', 'engine', 200, oneOf('web', { scope: 'email' })],
  [
    'has a nonce',
    'engine',
    200,
    async () => {
      const { journey, address } = await comeBack(ways.house, ways.anna, party('web'), { nonce: 'n' });
      const { fields, headers } = ways.proofOf('web');
      const redeemed = {
        grant_type: 'authorization_code',
        code: new URL(address).searchParams.get('code') ?? '',
        redirect_uri: 'https://shop.example/callback',
        code_verifier: journey.verifier,
      };
      const tokens = (await (await send(ways.house, '/oauth/token', { ...redeemed, ...fields }, headers)).json()) as {
        refresh_token: string;
      };
      return asRefresh('web', tokens.refresh_token);
    },
  ],
  ['is for an API', 'engine', 200, oneOf('reader', { scope: 'openid orders:read', resource: api })],
  ['names an API it is not for', 'engine', 400, oneOf('reader', { scope: 'openid profile' }, { resource: api })],
  ['is nobody’s', 'engine', 400, () => asRefresh('web', 'x'.repeat(43))],
  ['is no token', 'engine', 400, () => asRefresh('web', 'x')],
  [
    'is an access token',
    'engine',
    400,
    async () => asRefresh('web', (await enter(ways.house, ways.anna, party('web'))).access_token),
  ],
  ['is missing', 'engine', 400, () => ({ fields: { grant_type: 'refresh_token' }, headers: basic(party('web')) })],
  ['is another application’s', 'engine', 400, async () => asRefresh('other', await tokenOf('web'))],
  [
    'is another application’s, and that one keeps no secret',
    'engine',
    400,
    async () => asRefresh('app', await tokenOf('web')),
  ],
  [
    'comes with a wrong secret',
    'engine',
    401,
    async () => ({
      ...asRefresh('web', await tokenOf('web')),
      headers: basic({ ...party('web'), secret: 'y'.repeat(43) }),
    }),
  ],
  [
    'comes without a secret',
    'engine',
    401,
    async () => ({
      fields: { ...asRefresh('web', await tokenOf('web')).fields, client_id: party('web').applicationId },
    }),
  ],
  [
    'comes twice',
    'engine',
    400,
    async () => {
      const token = await tokenOf('web');
      return { ...asRefresh('web', token), more: `&refresh_token=${token}` };
    },
  ],
  [
    'comes with a lone percent sign',
    'engine',
    400,
    async () => ({ ...asRefresh('web', await tokenOf('web')), more: '&scope=openid%' }),
  ],
  ['is of an application that may not refresh', 'engine', 400, () => asRefresh('codeOnly', 'x'.repeat(43))],
  [
    'was exchanged and its successor used',
    'engine',
    400,
    async () => {
      const { first, second } = await usedOnce();
      const { fields } = asRefresh('app', second, { nothing: '1' });
      await send(ways.house, '/oauth/token', fields);
      return asRefresh('app', first);
    },
  ],
  [
    'was exchanged eleven seconds ago',
    'engine',
    400,
    async () => {
      const { first } = await usedOnce();
      await sql(`update refresh_tokens set consumed_at = consumed_at - interval '11 seconds'`);
      return asRefresh('app', first);
    },
  ],
  [
    'is past its time',
    'engine',
    400,
    async () => {
      const sent = await oneOf('web')();
      await sql(`update refresh_tokens set expires_at = now() - interval '1 second'`);
      return sent;
    },
  ],
  [
    'hangs on a grant that was taken back',
    'engine',
    400,
    async () => {
      const sent = await oneOf('web')();
      await sql('update session_applications set revoked_at = now() where revoked_at is null');
      return sent;
    },
  ],
  [
    'hangs on an ended session',
    'engine',
    400,
    async () => {
      const sent = await oneOf('web')();
      await sql('update sessions set ended_at = now(), announced_at = now()');
      return sent;
    },
    () => sql('update sessions set ended_at = null, announced_at = null'),
  ],
  [
    'hangs on a session past its time',
    'engine',
    400,
    async () => {
      const sent = await oneOf('web')();
      await sql(`update sessions set ends_at = ends_at - interval '10 years'`);
      return sent;
    },
    () => sql(`update sessions set ends_at = ends_at + interval '10 years'`),
  ],
  [
    'is exchanged on an ended session',
    'engine',
    400,
    async () => {
      const sent = await oneOf('app')();
      await sql('update sessions set ended_at = now(), announced_at = now()');
      return sent;
    },
    () => sql('update sessions set ended_at = null, announced_at = null'),
  ],
  ...(['disabled', 'closed'] as const).map(
    (state): Case => [
      `is of a customer who is ${state}`,
      'engine',
      400,
      async () => {
        const sent = await oneOf('web')();
        await sql(`update customers set state = '${state}'`);
        return sent;
      },
      () => sql(`update customers set state = 'active'`),
    ],
  ),
  [
    'is of an epoch that is over',
    'engine',
    400,
    async () => {
      const sent = await oneOf('web')();
      await sql('update tenants set session_epoch = session_epoch + 1');
      return sent;
    },
    () => sql('update tenants set session_epoch = session_epoch - 1'),
  ],
  [
    'holds a scope that its application lost',
    'engine',
    200,
    async () => {
      const sent = await oneOf('shrinking')();
      await sql(
        `update applications set metadata = jsonb_set(metadata, '{scope}', '"openid email"') where name = 'shrinking'`,
      );
      await letMemoryFade();
      return sent;
    },
    () =>
      sql(
        `update applications set metadata = jsonb_set(metadata, '{scope}', '"openid profile email"') where name = 'shrinking'`,
      ).then(() => letMemoryFade()),
  ],
  [
    'is of an application that was disabled a moment ago',
    'engine',
    401,
    async () => {
      const sent = await oneOf('closing')();
      await sql(`update applications set state = 'disabled' where name = 'closing'`);
      await letMemoryFade();
      return sent;
    },
    () => sql(`update applications set state = 'active' where name = 'closing'`).then(() => letMemoryFade()),
  ],
];

describe('the same either way: a refresh token', () => {
  it.each(refreshes)('%s', async (...one) => ways.compare(one as unknown as Case));

  it('is shown first to the one and then to the other', async () => {
    const token = await tokenOf('app');
    const ours = await ways.observe(asRefresh('app', token), 'lane');
    const theirs = await ways.observe(asRefresh('app', token), 'engine');
    expect([ours.answeredBy, theirs.answeredBy]).toEqual(['lane', 'engine']);
    expect(theirs.body['refresh_token']).toBe(ours.body['refresh_token']);
    const next = await ways.observe(asRefresh('app', String(ours.body['refresh_token'])), 'lane');
    expect(next.answeredBy).toBe('lane');
  });
});
