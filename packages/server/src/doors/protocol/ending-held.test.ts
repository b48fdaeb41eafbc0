import * as client from 'openid-client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerCustomer } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow, type RelyingParty } from '../../../test/relying-party.ts';
import type { Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let web: RelyingParty;
let app: RelyingParty;
beforeAll(async () => {
  house = await startTestHouse();
  web = await createRelyingParty(house);
  app = await createRelyingParty(house, { metadata: { client_name: 'App', token_endpoint_auth_method: 'none' } });
});
afterAll(() => house.stop());

let number = 0;

async function enter(party: RelyingParty, parameters: Record<string, string> = {}) {
  number += 1;
  const visitor = await registerCustomer(house, `visitor-${number}@example.com`);
  const journey = await party.begin(parameters);
  const back = await follow(house, visitor, await visitor.request(journey.address));
  return { visitor, tokens: await party.redeem(journey, back.headers['location'] ?? '') };
}

/** Runs `ask` while this table is held, has the session end meanwhile, and lets it go on. */
async function whileHeld<T>(table: string, end: End, ask: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: house.ownerUrl });
  await holder.connect();
  try {
    await holder.query(`begin; lock table ${table} in access exclusive mode`);
    const pending = ask();
    const waiting = () =>
      house.sql(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`);
    await expect.poll(async () => (await waiting()).length).toBeGreaterThan(0);
    await end((text) => holder.query(text));
    await holder.query('commit');
    return await pending;
  } finally {
    await holder.end();
  }
}

type End = (query: (text: string) => Promise<unknown>) => Promise<unknown>;

const byRow: End = (query) => query('update sessions set ended_at = now() where ended_at is null');
const byEpoch: End = (query) => query('update customers set session_epoch = session_epoch + 1');

const refused = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (error: { error?: string; cause?: { error?: string } }) => error.error ?? 'refused',
  );

describe.each([
  ['by its row', byRow],
  ['by an epoch', byEpoch],
])('a session that is ended %s while the database is paused', (_name, end) => {
  it.each(['refresh_tokens', 'disclosure_log'])('gives no fresh tokens: %s held', async (table) => {
    for (const party of [web, app]) {
      const { tokens } = await enter(party);
      const { refresh_token: refreshToken = '' } = tokens;
      const ask = () => refused(client.refreshTokenGrant(party.configuration, refreshToken));
      expect(await whileHeld(table, end, ask)).toBe('invalid_grant');
      expect(await ask()).toBe('invalid_grant');
      const [row] = await house.sql<{ count: number }>(
        `select count(*)::int as count from refresh_tokens join session_standings using (tenant_id, session_id)
         where issued_at > ended_at`,
      );
      expect(row?.count).toBe(0);
    }
  });

  it.each(['access_tokens', 'disclosure_log'])('says nothing about its customer any more: %s held', async (table) => {
    const { tokens } = await enter(web);
    const before = await house.sql('select sum(count)::int as count from disclosure_log');
    const ask = () => refused(client.fetchUserInfo(web.configuration, tokens.access_token, client.skipSubjectCheck));
    expect(await whileHeld(table, end, ask)).not.toBe('answered');
    // What did not leave is not counted as disclosed.
    expect(await house.sql('select sum(count)::int as count from disclosure_log')).toEqual(before);
  });

  it('leaves no token active: sessions held', async () => {
    const { tokens } = await enter(web);
    const signed = await enter(await createRelyingParty(house, { metadata: { scope: 'openid customers:read' } }), {
      scope: 'openid customers:read',
      resource: `${house.origin}/api`,
    });
    for (const token of [tokens.access_token, tokens.refresh_token ?? '']) {
      const ask = () => client.tokenIntrospection(web.configuration, token);
      expect(await whileHeld('sessions', end, ask)).toEqual({ active: false });
    }
    expect(await client.tokenIntrospection(web.configuration, signed.tokens.access_token)).toEqual({ active: false });
  });
});

describe('a session that ends while the database is paused', () => {
  const byCustomer = async (visitor: Visitor) => {
    // Read before: the page tells who received what, which is held meanwhile.
    const page = await visitor.get('/account');
    return () => visitor.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
  };
  const byOther = (visitor: Visitor, hint: string) => async () => {
    const out = await visitor.request(`/oauth/logout?id_token_hint=${hint}`);
    expect(out.headers['location']).toBe('/signed-out');
  };

  it.each(['its customer', 'the sign-out of another application'])('by %s is over for what waits', async (who) => {
    const { visitor, tokens } = await enter(web);
    const journey = await app.begin();
    const back = await follow(house, visitor, await visitor.request(journey.address));
    const other = await app.redeem(journey, back.headers['location'] ?? '');
    const end = who === 'its customer' ? await byCustomer(visitor) : byOther(visitor, other.id_token ?? '');
    const asked = whileHeld('access_tokens, disclosure_log', end, () =>
      Promise.all([
        refused(client.refreshTokenGrant(web.configuration, tokens.refresh_token ?? '')),
        refused(client.refreshTokenGrant(app.configuration, other.refresh_token ?? '')),
        refused(client.fetchUserInfo(web.configuration, tokens.access_token, client.skipSubjectCheck)),
        client.tokenIntrospection(web.configuration, tokens.access_token),
      ]),
    );
    const [refreshed, othersRefreshed, info, described] = await asked;
    expect([refreshed, othersRefreshed]).toEqual(['invalid_grant', 'invalid_grant']);
    expect(info).not.toBe('answered');
    expect(described).toEqual({ active: false });
  });
});
