import { expect, it } from 'vitest';
import { createWithoutWork } from './without-work.ts';

function scene(full: ReadonlySet<string>) {
  const asked: string[] = [];
  let at = 0;
  const clock = { now: () => new Date(), monotonicMilliseconds: () => at };
  const mayGoWithout = createWithoutWork({
    clock,
    async spend(_, charges) {
      for (const { budget, key } of charges) asked.push(`${budget} ${key}`);
      return charges.every(({ key }) => !full.has(key));
    },
  });
  return { asked, mayGoWithout, later: (seconds: number) => (at += seconds * 1000) };
}

it('a neighbourhood that has used up its own is turned away from memory, and never spends what is everybody’s', async () => {
  const { asked, mayGoWithout, later } = scene(new Set(['near']));
  for (let tries = 0; tries < 5; tries += 1) expect(await mayGoWithout('tnt_1', 'near')).toBe(false);
  expect(asked).toEqual(['without-work.neighbourhood near']);
  expect(await mayGoWithout('tnt_1', 'far')).toBe(true);
  later(31);
  await mayGoWithout('tnt_1', 'near');
  expect(asked.filter((charge) => charge.endsWith(' near'))).toHaveLength(2);
});

it('a tenant that has used up its own turns every neighbourhood away from memory, and no other tenant does', async () => {
  const { asked, mayGoWithout } = scene(new Set(['tnt_1']));
  for (let tries = 0; tries < 5; tries += 1) expect(await mayGoWithout('tnt_1', `net ${tries}`)).toBe(false);
  expect(asked).toEqual(['without-work.neighbourhood net 0', 'without-work.tenant tnt_1']);
  expect(await mayGoWithout('tnt_2', 'net 0')).toBe(true);
});
