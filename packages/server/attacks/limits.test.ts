/**
 * Limits that tell nothing and cannot be made to grow. Cases 221 and 222.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import type { Answer } from '../test/visitor.ts';
import { signIn, signUp } from './signed-in.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

/** Wrong passwords from many places until the account's budget is used up; the answers in order. */
async function exhaust(identifier: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.at(-1)?.status !== 429 && answers.length < 30)
    answers.push(await signIn(house.visitor(), identifier, 'not the password'));
  return answers;
}

/** A page without what differs in every answer: ids, versions and the address that was typed. */
const shape = (answer: Answer, identifier: string) =>
  answer.body.replaceAll(identifier, 'ADDRESS').replace(/\b(flw|req)_[0-9a-z]{26}\b/g, '$1');

describe('a limit', () => {
  it('answers alike for an account and for nobody, after as many tries, with Retry-After (case 221)', async () => {
    await signUp(house, 'known@example.com');
    const known = await exhaust('known@example.com');
    const unknown = await exhaust('nobody@example.com');
    const noAddress = await exhaust('not an address');
    expect(unknown.map((answer) => answer.status)).toEqual(known.map((answer) => answer.status));
    expect(noAddress.map((answer) => answer.status)).toEqual(known.map((answer) => answer.status));
    const [last, other] = [known.at(-1) as Answer, unknown.at(-1) as Answer];
    expect(last.status).toBe(429);
    const [wait, otherWait] = [Number(last.headers['retry-after']), Number(other.headers['retry-after'])];
    expect(wait).toBeGreaterThan(0);
    expect(Math.abs(wait - otherWait)).toBeLessThanOrEqual(10);
    const text = (answer: Answer, identifier: string) =>
      shape(answer, identifier).replace(/\b\d+ (seconds?|minutes?)\b/g, 'N');
    expect(text(last, 'known@example.com')).toBe(text(other, 'nobody@example.com'));
    const stable = ({ headers }: Answer) =>
      Object.keys(headers)
        .filter((name) => name !== 'date')
        .sort();
    expect(stable(last)).toEqual(stable(other));
    expect(last.headers['cache-control']).toBe('no-store');
  });

  it('answers alike for the right password: being limited tells nothing about it (case 221)', async () => {
    const sessions = () => house.sql('select session_id from sessions order by session_id');
    const before = await sessions();
    const answer = await signIn(house.visitor(), 'known@example.com');
    expect(answer.status).toBe(429);
    expect(answer.setCookies.some((line) => line.startsWith('cardea_session='))).toBe(false);
    expect(await sessions()).toEqual(before);
  });
});

describe('memory', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  /** Asks many times, a few at once. */
  async function flood(count: number, ask: (index: number) => Promise<unknown>): Promise<void> {
    let next = 0;
    const lane = async () => {
      while (next < count) {
        next += 1;
        await ask(next);
      }
    };
    await Promise.all(Array.from({ length: 16 }, lane));
  }

  it.each<[string, number, number, (index: number) => Promise<Answer>]>([
    ['host names', 800, 421, (index) => house.visitor({ host: `h${index}.example` }).request('/')],
    [
      'session cookies',
      400,
      303,
      (index) =>
        house.visitor().request('/account', { headers: { cookie: `cardea_session=${`${index}`.padStart(43, 'A')}` } }),
    ],
    ['journeys', 400, 410, (index) => house.visitor().request(`/verify?flow=flw_${`${index}`.padStart(26, '0')}`)],
    ['languages', 400, 404, (index) => house.visitor({ locale: `x${index}` }).request(`/nothing?ui_locales=y${index}`)],
    [
      'addresses and networks',
      400,
      303,
      (index) => house.visitor({ address: `2001:db8:${index.toString(16)}::1` }).request('/sign-in'),
    ],
  ])('does not grow with distinct %s (case 222)', async (_name, count, status, ask) => {
    const seen = new Set<number>();
    const once = async (index: number) => void seen.add((await ask(index)).status);
    // More than the thousand entries that the largest cache of names may hold, so that it is full before it counts.
    await flood(status === 421 ? 1_100 : 100, once);
    const before = heap();
    await flood(count, (index) => once(index + 10_000));
    expect(heap() - before).toBeLessThan(3_000_000);
    expect([...seen]).toEqual([status]);
  });

  it('does not grow with distinct identifiers, known or not (case 222)', async () => {
    const visitor = house.visitor();
    const page = await visitor.get('/sign-in');
    const attempt = (index: number) =>
      house
        .visitor()
        .post(
          '/sign-in',
          { ...page.hidden('/sign-in'), identifier: `${index}@example.com`, password: 'x' },
          { cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
        );
    const statuses = new Set<number>();
    await flood(20, async (index) => void statuses.add((await attempt(index)).status));
    const before = heap();
    await flood(60, async (index) => void statuses.add((await attempt(index + 1_000)).status));
    expect(heap() - before).toBeLessThan(3_000_000);
    expect([...statuses]).toEqual([401]);
  });
});
