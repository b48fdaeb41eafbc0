/**
 * How sessions end: with the account, with time, and by the customer’s own hand, and never by anybody else’s.
 * Cases 90, 91 and 92.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { isSignedIn, sessionOf, signIn, signUp, withCookies } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const idOf = async (visitor: Visitor) => (await sessionOf(house, visitor)).sessionId;
const customerOf = async (visitor: Visitor) => (await sessionOf(house, visitor)).customerId;

async function startedSessions(customerId: string): Promise<number> {
  const rows = await house.sql("select 1 from ledger_entries where customer_id = $1 and event = 'session.started'", [
    customerId,
  ]);
  return rows.length;
}

describe('an account that is disabled or closed', () => {
  it.each(['disabled', 'closed'])(
    '(%s) loses every session in the very next request and starts none (case 90)',
    async (state) => {
      const email = `${state}@example.com`;
      const first = await signUp(house, email);
      const second = house.visitor();
      await signIn(second, email);
      const page = await first.get('/account');
      const customerId = await customerOf(first);
      const started = await startedSessions(customerId);

      await house.sql('update customers set state = $2 where customer_id = $1', [customerId, state]);
      expect(await isSignedIn(first)).toBe(false);
      expect(await isSignedIn(second)).toBe(false);
      const act = await first.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'));
      expect(act.status).toBe(401);

      const right = await signIn(house.visitor(), email);
      expect(right.status).toBe(403);
      expect(right.setCookies.some((line) => line.startsWith('cardea_session='))).toBe(false);
      const wrong = await signIn(house.visitor(), email, 'another password altogether');
      expect(wrong.status).toBe(401);
      expect(await startedSessions(customerId)).toBe(started);
    },
  );

  it('loses its sessions with its tenant’s epoch and its own, without touching a row of theirs (case 90)', async () => {
    const visitor = await signUp(house, 'epoch@example.com');
    const customerId = await customerOf(visitor);
    await house.sql('update customers set session_epoch = session_epoch + 1 where customer_id = $1', [customerId]);
    expect(await isSignedIn(visitor)).toBe(false);
    await signIn(visitor, 'epoch@example.com');
    expect(await isSignedIn(visitor)).toBe(true);
    await house.sql('update tenants set session_epoch = session_epoch + 1');
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('loses its sessions when it is deleted (case 90)', async () => {
    const visitor = await signUp(house, 'deleted@example.com');
    await house.sql('delete from customers where customer_id = $1', [await customerOf(visitor)]);
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await signIn(house.visitor(), 'deleted@example.com')).status).toBe(401);
  });
});

describe('a session’s time', () => {
  const age = (sessionId: string, column: 'cookie_idle_at' | 'ends_at', interval: string) =>
    house.sql(`update sessions set ${column} = now() + $2::interval where session_id = $1`, [sessionId, interval]);

  it('is over when it was left unused too long (case 91)', async () => {
    const visitor = await signUp(house, 'idle@example.com');
    await age(await idOf(visitor), 'cookie_idle_at', '-1 second');
    expect(await isSignedIn(visitor)).toBe(false);
    expect((await signIn(visitor, 'idle@example.com')).status).toBe(303);
    expect(await isSignedIn(visitor)).toBe(true);
  });

  it('is over at its absolute end, however busily it was used (case 91)', async () => {
    const visitor = await signUp(house, 'busy@example.com');
    const sessionId = await idOf(visitor);
    await house.sql(
      "update sessions set ends_at = now() + interval '1 hour', last_seen_at = now() - interval '1 day' where session_id = $1",
      [sessionId],
    );
    for (let use = 0; use < 3; use += 1) expect(await isSignedIn(visitor)).toBe(true);
    const [row] = await house.sql(
      "select cookie_idle_at <= ends_at as bounded, last_seen_at > now() - interval '1 minute' as touched from sessions where session_id = $1",
      [sessionId],
    );
    expect(row).toEqual({ bounded: true, touched: true });
    await age(sessionId, 'ends_at', '-1 second');
    await age(sessionId, 'cookie_idle_at', '1 hour');
    expect(await isSignedIn(visitor)).toBe(false);
  });

  it('does not come back by use once it is over (case 91)', async () => {
    const visitor = await signUp(house, 'late@example.com');
    const sessionId = await idOf(visitor);
    await house.sql(
      "update sessions set cookie_idle_at = now() - interval '1 second', last_seen_at = now() - interval '1 day' where session_id = $1",
      [sessionId],
    );
    for (let use = 0; use < 2; use += 1) expect(await isSignedIn(visitor)).toBe(false);
    const [row] = await house.sql('select cookie_idle_at < now() as over from sessions where session_id = $1', [
      sessionId,
    ]);
    expect(row).toEqual({ over: true });
  });
});

describe('the list of sessions', () => {
  const end = async (visitor: Visitor, session: string) => {
    const page = await visitor.get('/account/sessions');
    const { token = '' } = page.hidden('/account/sign-out-everywhere');
    return visitor.post('/account/sessions/end', { token, session });
  };

  it('lets a customer end one of theirs, in that browser’s next request (case 92)', async () => {
    const here = await signUp(house, 'list@example.com');
    const there = house.visitor({
      userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/605.1.15',
    });
    await signIn(there, 'list@example.com');
    const target = await idOf(there);
    expect((await here.get('/account/sessions')).body).toContain(target);
    expect((await end(here, target)).headers['location']).toBe('/account/sessions?notice=session_ended');
    expect(await isSignedIn(there)).toBe(false);
    expect(await isSignedIn(here)).toBe(true);
    expect((await here.get('/account/sessions')).body).not.toContain(target);
  });

  it('shows and ends nobody else’s: their id is answered like one that does not exist (case 92)', async () => {
    const victim = await signUp(house, 'victim@example.com');
    const attacker = await signUp(house, 'attacker@example.com');
    const target = await idOf(victim);
    expect((await attacker.get('/account/sessions')).body).not.toContain(target);
    const foreign = await end(attacker, target);
    const missing = await end(attacker, `ses_${'0'.repeat(26)}`);
    expect([foreign.status, foreign.headers['location']]).toEqual([missing.status, missing.headers['location']]);
    expect(await isSignedIn(victim)).toBe(true);
    const [row] = await house.sql('select ended_at from sessions where session_id = $1', [target]);
    expect(row).toEqual({ ended_at: null });
  });

  it('ends all of the customer’s and only theirs (case 92)', async () => {
    const one = await signUp(house, 'all@example.com');
    const other = house.visitor();
    await signIn(other, 'all@example.com');
    const stranger = await signUp(house, 'stranger@example.com');
    const page = await one.get('/account');
    const copied = withCookies(house, one.cookies);
    expect((await one.post('/account/sign-out-everywhere', page.hidden('/account/sign-out-everywhere'))).status).toBe(
      303,
    );
    expect(await isSignedIn(one)).toBe(false);
    expect(await isSignedIn(copied)).toBe(false);
    expect(await isSignedIn(other)).toBe(false);
    expect(await isSignedIn(stranger)).toBe(true);
  });
});
