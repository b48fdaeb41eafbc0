/**
 * Expensive work that strangers ask for: refused before it is done, bounded while it is done, and never at the cost of
 * everybody else. Case 228.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { isSignedIn, password, signIn, signUp, withCookies } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

/** The value that this share of the list stays below. */
const share = (list: readonly number[], part: number) =>
  [...list].sort((one, other) => one - other)[Math.floor(list.length * part)] ?? 0;

it('a password of a megabyte or of more than 4 kB is refused before anything is hashed or counted (case 228)', async () => {
  const visitor = house.visitor();
  const page = await visitor.get('/sign-in');
  const begin = await visitor.get('/sign-up');
  const before = await house.sql('select count(*) from budgets');
  for (const length of [1_000_000, 60_000, 4_097]) {
    const long = 'x'.repeat(length);
    const signingIn = await visitor.post('/sign-in', {
      ...page.hidden('/sign-in'),
      identifier: 'a@example.com',
      password: long,
    });
    const signingUp = await visitor.post('/sign-up', {
      ...begin.hidden('/sign-up'),
      email: 'a@example.com',
      password: long,
      name: '',
    });
    const status = length > 65_536 ? 413 : 400;
    expect([signingIn.status, signingUp.status]).toEqual([status, status]);
  }
  expect(await house.sql('select count(*) from budgets')).toEqual(before);
  const [row] = await house.sql(
    "select count(*)::int as count from ledger_entries where event in ('sign_in.failed', 'registration.requested')",
  );
  expect(row).toEqual({ count: 0 });
});

it('two hundred sign-ins at once fill a bounded queue, the rest is told when to come back, and nothing else waits (case 228)', async () => {
  const anna = await signUp(house, 'anna@example.com');
  const attackers = await Promise.all(
    Array.from({ length: 200 }, async (_, index) => {
      const visitor = house.visitor({ address: `10.${9 + (index % 100)}.${index}.7` });
      const page = await visitor.get('/sign-in');
      return { visitor, fields: { ...page.hidden('/sign-in'), identifier: `${index}@example.com`, password } };
    }),
  );

  let running = true;
  const times: Record<'live' | 'asset' | 'page', number[]> = { live: [], asset: [], page: [] };
  const probe = async (name: keyof typeof times, path: string) => {
    const visitor = withCookies(house, anna.cookies);
    while (running) {
      const begun = performance.now();
      expect((await visitor.request(path)).status).toBe(200);
      times[name].push(performance.now() - begun);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const probes = [probe('live', '/health/live'), probe('asset', '/assets/pages.css'), probe('page', '/account')];
  const flooded = performance.now();
  const answers = await Promise.all(attackers.map(({ visitor, fields }) => visitor.post('/sign-in', fields)));
  const floodMilliseconds = performance.now() - flooded;
  running = false;
  await Promise.all(probes);

  const busy = answers.filter((answer) => answer.status === 503);
  const refused = answers.filter((answer) => answer.status === 401);
  expect(busy.length + refused.length).toBe(200);
  expect(busy.length).toBeGreaterThan(0);
  expect(refused.length).toBeGreaterThan(0);
  for (const answer of busy) {
    expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(answer.headers['content-type']).toContain('text/html');
  }
  // A sign-in that was turned away has not failed: nothing about it is written down.
  const [row] = await house.sql("select count(*)::int as count from ledger_entries where event = 'sign_in.failed'");
  expect(row).toEqual({ count: refused.length });

  // Nor does it count: only the attempts that were looked at have cost their accounts anything.
  const [charged] = await house.sql(
    "select count(*)::int as count from budgets where budget = 'sign-in.account' and theoretical_at > now()",
  );
  expect(charged).toEqual({ count: refused.length });

  // The figures do not make the flood smaller than it was.
  await house.house.detection.share();
  const [counted] = await house.sql(`
    select sum(attempts)::int as attempts, sum(refused)::int as refused, sum(tokenless)::int as compared
    from attempt_counts where action = 'sign-in'`);
  expect(counted).toEqual({ attempts: 200, refused: busy.length, compared: refused.length });

  // One process is attackers, probes and server here, and the very first probe meets two hundred new connections.
  for (const list of [times.live, times.asset]) {
    expect(list.length).toBeGreaterThan(10);
    expect(share(list, 0.5)).toBeLessThan(floodMilliseconds / 10);
  }
  expect(share(times.page, 0.5)).toBeLessThan(floodMilliseconds / 3);

  expect(await isSignedIn(anna)).toBe(true);
  expect((await signIn(house.visitor(), 'anna@example.com')).status).toBe(303);
});
