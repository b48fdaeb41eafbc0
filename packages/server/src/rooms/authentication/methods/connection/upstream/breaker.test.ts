import { expect, test } from 'vitest';
import { systemClock } from '../../../../../foundation/clock/index.ts';
import { createBreaker } from './breaker.ts';
import { UpstreamFailure } from './failure.ts';

function world() {
  let now = 1000;
  const breaker = createBreaker({ clock: { ...systemClock, monotonicMilliseconds: () => now } });
  const asked: string[] = [];
  const ask = (outcome: 'answers' | 'unavailable' | 'refused', key = 'contoso') =>
    breaker.guard(key, async () => {
      asked.push(key);
      if (outcome !== 'answers') throw new UpstreamFailure(outcome, outcome);
      return 'an answer';
    });
  const fail = async (times: number) => {
    for (let time = 0; time < times; time += 1) await expect(ask('unavailable')).rejects.toThrow();
  };
  return { ask, asked, fail, pass: (seconds: number) => (now += seconds * 1000) };
}

test('after three failures in a row nobody waits for it again, for half a minute', async () => {
  const { ask, asked, fail, pass } = world();
  await fail(3);
  await expect(ask('answers')).rejects.toMatchObject({ kind: 'unavailable' });
  expect(asked).toHaveLength(3);
  pass(31);
  expect(await ask('answers')).toBe('an answer');
  expect(await ask('answers')).toBe('an answer');
});

test('one alone tries it after that, and another failure gives it another rest', async () => {
  const { ask, asked, fail, pass } = world();
  await fail(3);
  pass(31);
  await Promise.allSettled([ask('unavailable'), ask('answers'), ask('answers')]);
  expect(asked).toHaveLength(4);
  await expect(ask('answers')).rejects.toThrow('lately');
});

test('answers that prove nothing are not its trouble: nobody closes it for others by them', async () => {
  const { ask, fail } = world();
  await fail(2);
  for (let time = 0; time < 5; time += 1) await expect(ask('refused')).rejects.toMatchObject({ kind: 'refused' });
  await fail(2);
  expect(await ask('answers')).toBe('an answer');
});

test('another provider is asked all the while', async () => {
  const { ask, fail } = world();
  await fail(3);
  expect(await ask('answers', 'fabrikam')).toBe('an answer');
});
