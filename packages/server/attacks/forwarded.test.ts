/**
 * Where a guess seems to come from: cases 26 (invented X-Forwarded-For), 27 (malformed ones) and 28 (IPv6 rotation).
 * Who was counted is read from the budgets: one row per source that the server believes in.
 */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { beginFlow, registerCustomer, signIn, tracesOf } from './people.ts';
import { sessionOf } from './signed-in.ts';

const keyOf = (source: string) => createHash('sha256').update(source).digest('hex');

async function sourcesOf(house: TestHouse, budget = 'sign-in.source'): Promise<Record<string, number>> {
  const rows = await house.sql<{ key: string; attempts: number }>(
    "select encode(key_hash, 'hex') as key, failures as attempts from budgets where budget = $1",
    [budget],
  );
  return Object.fromEntries(rows.map(({ key, attempts }) => [key, attempts]));
}

describe('without a configured proxy', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startTestHouse({ TRUSTED_PROXIES: '192.0.2.0/24' });
  });
  afterAll(() => house.stop());

  it('a new X-Forwarded-For at each guess is one source, and its guesses end (case 26)', async () => {
    let refused = 0;
    const visitor = house.visitor();
    const flow = await beginFlow(visitor, '/sign-in');
    const begun = performance.now();
    for (let count = 0; count < 60; count += 1) {
      const forged = {
        'x-forwarded-for': `203.0.${count}.9`,
        forwarded: `for=203.0.${count}.9`,
        'x-real-ip': `203.0.${count}.9`,
        'cf-connecting-ip': '1.2.3.4',
      };
      const fields = { flow, identifier: `victim${count}@forged.example`, password: 'wrong guess' };
      if ((await visitor.post('/sign-in', fields, forged)).status === 429) refused += 1;
    }
    const sources = await sourcesOf(house);
    expect(Object.keys(sources)).toEqual([keyOf('127.0.0.1')]);
    // Fifty at once, and one more every twelve seconds.
    const seconds = (performance.now() - begun) / 1000;
    expect(refused).toBeGreaterThanOrEqual(10 - Math.ceil(seconds / 12));
    expect((await tracesOf(house)).entries['sign_in.failed']).toBe(60 - refused);
  });
});

describe('behind a configured proxy', () => {
  let house: TestHouse;
  beforeAll(async () => {
    house = await startTestHouse();
  });
  afterAll(() => house.stop());
  afterEach(() => house.sql('delete from budgets'));

  it('only the address that the proxy added counts, not what the client put before it (case 26)', async () => {
    for (let count = 0; count < 6; count += 1) {
      await signIn(
        house.visitor({ address: `10.9.${count}.1, 198.51.100.20` }),
        `a${count}@forged.example`,
        'wrong guess',
      );
    }
    expect(await sourcesOf(house)).toEqual({ [keyOf('198.51.100.20')]: 6 });
  });

  it('what is no address is counted as the proxy itself, never skipped (case 27)', async () => {
    const malformed = [
      ...[
        'a',
        '',
        ' ',
        ',',
        '-1',
        'localhost',
        '999.1.1.1',
        '1.2.3',
        '1.2.3.4:80',
        '[::1]:80',
        '0x7f.1',
        '::g',
        '1.2.3.4/8',
      ],
      ...[`${'1'.repeat(10_000)}`, 'for=1.2.3.4', '"1.2.3.4"', "'; --", '\u00e4'],
    ];
    for (const [index, address] of malformed.entries()) {
      const answer = await signIn(house.visitor({ address }), `b${index}@forged.example`, 'wrong guess');
      expect([address.slice(0, 20), answer.status]).toEqual([address.slice(0, 20), 401]);
    }
    expect(await sourcesOf(house)).toEqual({ [keyOf('127.0.0.1')]: malformed.length });
    expect(Object.keys(await sourcesOf(house, 'sign-in.neighbourhood'))).toEqual([keyOf('127.0.0.0/24')]);
  });

  it('an IPv6 zone neither hides a source nor breaks the account page (case 27)', async () => {
    const visitor = await registerCustomer(house, 'zoe@forged.example', { address: '2001:db8:7::1%eth0' });
    expect((await visitor.get('/account')).status).toBe(200);
    const { sessionId } = await sessionOf(house, visitor);
    expect(sessionId).toMatch(/^ses_/);
    await signIn(house.visitor({ address: '2001:db8:7::2%25x' }), 'nobody@forged.example', 'wrong guess');
    await signIn(house.visitor({ address: '2001:db8:7::3' }), 'nobody@forged.example', 'wrong guess');
    expect((await sourcesOf(house))[keyOf('2001:db8:7:0::/64')]).toBeGreaterThanOrEqual(1);
  });

  it('all addresses of an IPv6 /64 are one source, and those of a /48 one neighbourhood (case 28)', async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 55; count += 1) {
      const address = `2001:db8:5:1:${count.toString(16)}:${(count * 7).toString(16)}::${(count + 1).toString(16)}`;
      statuses.push((await signIn(house.visitor({ address }), `c${count}@forged.example`, 'wrong guess')).status);
    }
    expect(statuses.slice(0, 50)).toEqual(Array(50).fill(401));
    expect(statuses).toContain(429);
    for (const address of ['2001:db8:5:2::1', '2001:DB8:0005:0003:0:0:0:1', '2001:db8:6::1', '::ffff:198.51.100.30']) {
      expect((await signIn(house.visitor({ address }), 'd@forged.example', 'wrong guess')).status).toBe(401);
    }
    expect(Object.keys(await sourcesOf(house)).sort()).toEqual(
      ['2001:db8:5:1::/64', '2001:db8:5:2::/64', '2001:db8:5:3::/64', '2001:db8:6:0::/64', '198.51.100.30']
        .map(keyOf)
        .sort(),
    );
    expect(Object.keys(await sourcesOf(house, 'sign-in.neighbourhood')).sort()).toEqual(
      ['2001:db8:5::/48', '2001:db8:6::/48', '198.51.100.0/24'].map(keyOf).sort(),
    );
  });
});
