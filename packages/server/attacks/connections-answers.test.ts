/**
 * What a browser brings back from an upstream (security.md, cases 33, 151, 153, 154, 160): only the answer to a request
 * that this browser made, by this connection, that is still switched on, counts, and counts once. For every kind.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { atUpstream, browserAt } from '../test/upstream/index.ts';
import { type Kind, type Kinds, kindNames, startKinds } from './connection-kinds.ts';
import {
  altered,
  bring,
  expectNothing,
  goThere,
  identitiesOf,
  leaveFor,
  parameterOf,
  signUpBy,
  visit,
} from './connection-visits.ts';
import { beginFlow, isSignedIn } from './people.ts';
import { sessionOf } from './signed-in.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let kinds: Kinds;
let tenantId = '';
beforeAll(async () => {
  house = await startTestHouse();
  kinds = await startKinds(house);
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(async () => {
  await kinds.stop();
  await house.stop();
});
afterEach(() => house.sql('delete from budgets'));

let places = 0;

/** Somebody with an account at the upstream and one here that is linked to it. */
async function known(kind: Kind): Promise<string> {
  places += 1;
  const login = `known${places}`;
  const email = `${login}@upstream.example`;
  kind.join({ login, subject: String(9_000 + places), email, emailVerified: true, name: 'Kim Known' });
  await signUpBy(house, kind, login);
  return login;
}

describe.each(kindNames)('an answer of the kind %s', (name) => {
  it('signs in who was linked, by the browser that asked, once (cases 33, 151)', async () => {
    const kind = kinds.of(name);
    const login = await known(kind);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    await expectNothing(house, () => bring(house.visitor(), kind, back));
    const stranger = house.visitor();
    await leaveFor(stranger, kind);
    await expectNothing(house, () => bring(stranger, kind, back));
    expect(gaveSession(await bring(visitor, kind, back))).toBe(true);
    expect(await isSignedIn(visitor)).toBe(true);
    const { customerId } = await sessionOf(house, visitor);
    expect(await identitiesOf(house, customerId)).toMatchObject([{ connection_id: kind.connectionId }]);
    await expectNothing(house, () => bring(visitor, kind, back));
    visitor.cookies.delete('cardea_session');
    await expectNothing(house, () => bring(visitor, kind, back));
    expect(await isSignedIn(stranger)).toBe(false);
  });

  it('is nothing without its state, or with another one (case 151)', async () => {
    const kind = kinds.of(name);
    const login = await known(kind);
    for (const state of [undefined, '', 'made-up', 'A'.repeat(5000)]) {
      const visitor = house.visitor();
      const back = await goThere(visitor, kind, login);
      await expectNothing(house, () => bring(visitor, kind, altered(back, 'state', state)));
      expect(await isSignedIn(visitor)).toBe(false);
    }
    const one = house.visitor();
    const other = house.visitor();
    const back = await goThere(one, kind, login);
    const state = parameterOf(await goThere(other, kind, login), 'state');
    await expectNothing(house, () => bring(one, kind, altered(back, 'state', state)));
  });

  it('is nothing where state or nonce were taken out of the request on the way (cases 152, 154)', async () => {
    const kind = kinds.of(name);
    const login = await known(kind);
    for (const stripped of ['state', 'nonce', 'code_challenge']) {
      const visitor = house.visitor();
      const { address } = await leaveFor(visitor, kind);
      const url = new URL(address);
      if (!url.searchParams.has(stripped)) continue;
      url.searchParams.delete(stripped);
      if (stripped === 'code_challenge') url.searchParams.delete('code_challenge_method');
      const back = await atUpstream(kind.upstream, url.href, login, browserAt(kind.upstream)).catch(() => null);
      // Who makes no ID tokens cannot tell that a challenge was lost: the state still binds the answer to the browser.
      const cannotTell = stripped === 'code_challenge' && !['openid', 'google'].includes(kind.name);
      if (back === null || cannotTell) continue;
      await expectNothing(house, () => bring(visitor, kind, back));
    }
  });

  it('is nothing at the callback of another connection (case 153)', async () => {
    const kind = kinds.of(name);
    const login = await known(kind);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    const other = kinds.of(name === 'openid' ? 'google' : 'openid');
    const elsewhere = { ...back, path: back.path.replace(kind.connectionId, other.connectionId) };
    await expectNothing(house, () => bring(visitor, kind, elsewhere));
  });

  it('is nothing once its connection is switched off, and nobody is sent there any more (case 160)', async () => {
    const kind = kinds.of(name);
    const login = await known(kind);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    await house.house.connections.setState(tenantId, kind.connectionId, 'disabled');
    try {
      await expectNothing(house, () => bring(visitor, kind, back));
      const flow = await beginFlow(visitor, '/sign-in');
      const sent = await visitor.request(`/sign-in/with/${kind.connectionId}?flow=${flow}`);
      expect(sent.headers['location'] ?? '').not.toContain(kind.upstream.origin);
      expect((await visitor.get('/sign-in')).body).not.toContain(`/sign-in/with/${kind.connectionId}`);
    } finally {
      await house.house.connections.setState(tenantId, kind.connectionId, 'active');
    }
    expect(gaveSession(await visit(house.visitor(), kind, login))).toBe(true);
  });

  it('that says no brings nobody in and leaves the other ways open', async () => {
    const kind = kinds.of(name);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, null);
    const answer = await expectNothing(house, () => bring(visitor, kind, back));
    const page = answer.status === 303 ? await visitor.get(answer.headers['location'] ?? '') : answer;
    expect(page.body).toContain('/sign-in');
  });
});

describe('a way to an upstream', () => {
  it('is not begun by a browser that only looks ahead', async () => {
    const kind = kinds.of('openid');
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    const before = await house.sql('select count(*)::int as count from upstream_requests');
    for (const headers of [{ 'sec-purpose': 'prefetch' }, { purpose: 'prefetch' }]) {
      const answer = await visitor.request(`/sign-in/with/${kind.connectionId}?flow=${flow}`, { headers });
      expect(answer.headers['location'] ?? '').not.toContain(kind.upstream.origin);
    }
    expect(await house.sql('select count(*)::int as count from upstream_requests')).toEqual(before);
  });

  it('belongs to the browser whose journey it is: a link that was sent brings its sender nothing (case 33)', async () => {
    const kind = kinds.of('openid');
    const login = await known(kind);
    const attacker = house.visitor();
    const { flow } = await leaveFor(attacker, kind);
    const victim = house.visitor();
    const sent = await victim.request(`/sign-in/with/${kind.connectionId}?flow=${flow}`);
    const address = sent.headers['location'] ?? '';
    if (address.startsWith(kind.upstream.origin))
      await bring(victim, kind, await atUpstream(kind.upstream, address, login));
    expect(await isSignedIn(attacker)).toBe(false);
    await attacker.get(`/sign-in?flow=${flow}`);
    expect(await isSignedIn(attacker)).toBe(false);
  });

  it('is over after ten minutes', async () => {
    const kind = kinds.of('openid');
    const login = await known(kind);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    await house.sql("update upstream_requests set expires_at = now() - interval '1 second'");
    await expectNothing(house, () => bring(visitor, kind, back));
  });

  it('keeps nothing readable: neither state nor verifier nor nonce lies in the database', async () => {
    const kind = kinds.of('openid');
    const visitor = house.visitor();
    const { address } = await leaveFor(visitor, kind);
    const { searchParams } = new URL(address);
    const rows = JSON.stringify(
      await house.sql("select upstream_requests::text, encode(sealed, 'escape') as payload from upstream_requests"),
    );
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(rows).not.toContain(searchParams.get(name) ?? 'the parameter is missing');
  });

  it('exists once when two answers arrive at the same time (case 151)', async () => {
    const kind = kinds.of('openid');
    const login = await known(kind);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    const answers = await Promise.all(Array.from({ length: 8 }, () => bring(visitor, kind, back)));
    expect(answers.filter(gaveSession)).toHaveLength(1);
  });
});
