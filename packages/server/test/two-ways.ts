/**
 * The token endpoint asked two ways: each request is sent twice, from the same state, once as it is and once with a
 * parameter that means nothing and makes the direct lane decline. Answers, claims and what is written must be the same.
 */
import { createLocalJWKSet, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import Provider from 'oidc-provider';
import { expect, vi } from 'vitest';
import { registerCustomer } from '../attacks/people.ts';
import { startTestHouse } from './house.ts';
import { createParties, type Fields, type Sent } from './plain-applications.ts';
import { houseFetch } from './relying-party.ts';

export type Case = readonly [
  name: string,
  by: 'lane' | 'engine',
  status: number,
  prepare: () => Sent | Promise<Sent>,
  undo?: () => Promise<unknown>,
];

export type TwoWays = Awaited<ReturnType<typeof startTwoWays>>;

/** Starts a server with a customer and all applications, and counts what its engine is asked. */
export async function startTwoWays() {
  const engine = { asked: 0 };
  const { callback } = Provider.prototype;
  const spy = vi.spyOn(Provider.prototype, 'callback').mockImplementation(function handler(this: Provider) {
    const answer = callback.call(this);
    return (...given) => {
      engine.asked += 1;
      return answer(...given);
    };
  });
  const house = await startTestHouse();
  const anna = await registerCustomer(house, 'anna@example.com', { name: 'Anna Bergmann' });
  const parties = await createParties(house, anna);
  const keys = createLocalJWKSet(JSON.parse((await anna.request('/oauth/jwks')).body) as JSONWebKeySet);

  /** A signed token without what differs each time; anything else by its length. */
  async function faceOf(token: unknown): Promise<unknown> {
    if (typeof token !== 'string' || !token.includes('.')) return typeof token === 'string' ? token.length : token;
    const { payload } = await jwtVerify(token, keys);
    const { iat = 0, exp = 0, jti, ...claims } = payload;
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
    return { header: decodeProtectedHeader(token), claims, seconds: exp - iat, jti: jti?.length };
  }

  /** What an opaque access token says, be it a row or carried by whoever has it. */
  async function saidBy(token: string, { fields, headers = {} }: Sent): Promise<unknown> {
    const { grant_type: _type, refresh_token: _shown, scope: _scope, ...proof } = fields;
    const asked = new URLSearchParams({ ...proof, token }).toString();
    const { iat, exp, ...said } = (await (await sendText(asked, headers, '/oauth/introspect')).json()) as {
      [name: string]: unknown;
      iat: number;
      exp: number;
    };
    expect(said['active']).toBe(true);
    return { ...said, seconds: exp - iat };
  }

  async function stateOf() {
    const tokens = await house.sql<Record<string, unknown> & { id: string }>(`
    select encode(id_hash, 'hex') as id, application_id, grant_id, session_id, scopes, details - 'iiat' as details,
      sealed is null as is_plain, consumed_at is not null as is_consumed, successor_hash is not null as has_successor,
      round(extract(epoch from expires_at - issued_at) / 60) as minutes from refresh_tokens`);
    const disclosed = await house.sql(
      'select customer_id, recipient_id, purpose, attributes, count from disclosure_log order by recipient_id, attributes',
    );
    const [counts] = await house.sql<Record<string, number>>(`
    select (select count(*)::int from session_applications where revoked_at is not null) as revoked,
      (select count(*)::int from ledger_entries) as entries, (select count(*)::int from application_networks) as networks`);
    return { tokens, disclosed: disclosed as { count: string }[], counts };
  }

  async function observe(sent: Sent, way: 'lane' | 'engine') {
    const more = `${sent.more ?? ''}${way === 'engine' ? '&nothing=1' : ''}`;
    const before = await stateOf();
    engine.asked = 0;
    const answer = await sendText(new URLSearchParams(sent.fields).toString() + more, sent.headers);
    const answeredBy = engine.asked === 0 ? 'lane' : 'engine';
    const written = writtenBetween(before, await stateOf());
    const { date: _date, 'content-length': bytes, ...headers } = Object.fromEntries(answer.headers);
    const body = JSON.parse(await answer.text()) as Record<string, unknown>;
    const { refresh_token: next, access_token: access, id_token: id, ...rest } = body;
    const shown = sent.fields['refresh_token'];
    const face = {
      status: answer.status,
      headers,
      names: Object.keys(body),
      ...rest,
      // Carried or a row, an opaque access token differs in its length alone.
      bytes: Number(bytes) - String(access ?? '').length,
      access: typeof access === 'string' && !access.includes('.') ? await saidBy(access, sent) : await faceOf(access),
      id: await faceOf(id),
      refresh: next === shown ? 'the same' : await faceOf(next),
    };
    return { answeredBy, face, written, body };
  }

  /** The fields as text, because some come twice. */
  function sendText(text: string, headers: Fields = {}, path = '/oauth/token'): Promise<Response> {
    return houseFetch(house)(`${house.origin}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: text,
    });
  }

  async function compare([, by, status, prepare, undo]: Case): Promise<void> {
    const seen: Awaited<ReturnType<typeof observe>>[] = [];
    for (const way of ['lane', 'engine'] as const) {
      try {
        seen.push(await observe(await prepare(), way));
      } finally {
        await undo?.();
      }
    }
    const [ours, theirs] = seen;
    expect(theirs?.answeredBy).toBe('engine');
    expect(ours?.face).toEqual(theirs?.face);
    expect(ours?.written).toEqual(theirs?.written);
    expect([ours?.answeredBy, ours?.face.status]).toEqual([by, status]);
  }

  return {
    house,
    anna,
    ...parties,
    sendText,
    observe,
    compare,
    async stop() {
      spy.mockRestore();
      await house.stop();
    },
  };
}

type Token = Record<string, unknown> & { id: string };
type State = { tokens: Token[]; disclosed: { count: string }[]; counts: Record<string, number> | undefined };

/** What was written between the two: without ids, and with tokens that changed. */
function writtenBetween(before: State, after: State) {
  const former = new Map(before.tokens.map((token) => [token.id, JSON.stringify(token)]));
  const tokens = after.tokens
    .filter((token) => former.get(token.id) !== JSON.stringify(token))
    .map(({ id, grant_id: _grant, ...token }) => ({ ...token, isNew: !former.has(id) }));
  const sum = (state: State) => state.disclosed.reduce((count, row) => count + Number(row.count), 0);
  const count = (name: string) => (after.counts?.[name] ?? 0) - (before.counts?.[name] ?? 0);
  return {
    tokens: tokens
      .map((token) =>
        JSON.stringify(
          token,
          Object.keys(token)
            .concat('extra', 'gty', 'rotations', 'sid', 'acr', 'amr', 'auth_time', 'authTime')
            .toSorted(),
        ),
      )
      .toSorted(),
    disclosures: sum(after) - sum(before),
    kinds: after.disclosed.map((row) => ({ ...row, count: null })),
    revoked: count('revoked'),
    entries: count('entries'),
  };
}
