/** Many attempts at once, of people and of lists, drawn by chance that can be repeated: what is seen of them, and when. */
import { describe, expect, it } from 'vitest';
import { chanceOf, watching } from '../../../../../test/watching.ts';

describe('what crowds say', () => {
  it('sees a flood that fills the server by those for whom there is room, and counts all of it', () => {
    const { attempt, watch, pass, kinds } = watching();
    // A thousand a second, from as many places; two cores look at forty, the others find no place.
    let offered = 0;
    while (watch.sightings.size === 0 && offered < 10_000) {
      offered += 1;
      const from = `${20 + (offered % 150)}.${offered % 250}.7.1`;
      const isKnownAccount = offered % 75 === 0;
      if (offered % 25 === 0) attempt({ result: 'failure', isKnownAccount, from });
      else attempt({ result: 'turned_away', accountKey: '', isKnownAccount: false, isKnownDevice: null, from });
      pass(1);
    }
    expect(kinds()).toEqual(['stuffing']);
    expect(offered / 25).toBeLessThan(60);
    const [counted] = watch.counts.take();
    expect(counted?.row).toMatchObject({ attempts: offered, failures: offered / 25, tokenless: offered / 25 });
    expect(counted?.row.refused).toBe(offered - offered / 25);
  });

  it('takes a sale that more people come to than there is room for as no attack', () => {
    const { attempt, pass, kinds } = watching();
    for (let came = 0; came < 5_000; came += 1) {
      const person = { accountKey: `person ${came}`, from: `${20 + (came % 150)}.${came % 240}.9.1` };
      if (came % 5 > 0) attempt({ ...person, result: 'turned_away', isKnownAccount: false, isKnownDevice: null });
      else {
        if (came % 20 === 0) attempt({ ...person, result: 'failure' });
        attempt(person);
      }
      pass(2);
    }
    expect(kinds()).toEqual([]);
  });

  it.each([
    ['one address', () => '198.18.3.9'],
    ['one neighbourhood', (count: number) => `198.18.3.${count % 250}`],
    ['one provider', (count: number) => `198.18.${count % 240}.${count % 7}`],
    ['one browser at many addresses', (count: number) => `${20 + (count % 190)}.${count % 250}.3.9`],
  ])('is not talked out of it by somebody with very many own accounts at %s', (_, from) => {
    for (const seed of [1, 2, 3]) {
      const { attempt, pass, watch, kinds } = watching();
      const chance = chanceOf(seed);
      let own = 0;
      let pairs = 0;
      for (; watch.sightings.size === 0 && pairs < 1000; pairs += 1) {
        for (let count = 0; count < 5; count += 1) {
          own += 1;
          attempt({ from: from(own), accountKey: `own ${own}`, hasDeviceToken: true, deviceKey: 'their browser' });
        }
        const pair = `${20 + Math.floor(chance() * 170)}.${Math.floor(chance() * 250)}.7.1`;
        attempt({ result: 'failure', isKnownAccount: chance() < 0.3, from: pair });
        pass(1_000);
      }
      expect(kinds()).toContain('stuffing');
      expect(pairs).toBeLessThan(150);
    }
  });

  it.each([
    ['an ordinary day', { strays: 0.05, forgets: 0.22 }],
    ['a Monday morning', { strays: 0.08, forgets: 0.4 }],
    ['a tenant whose people hardly ever mistype', { strays: 0.02, forgets: 0.04 }],
  ])('takes %s of very many people behind forty gateways of providers for no attack', (_, { strays, forgets }) => {
    const { attempt, pass, watch, kinds } = watching();
    const chance = chanceOf(11);
    if (strays < 0.05)
      watch.baseline = { failureShare: 0.06, unknownShare: 0.02, failuresInFiveMinutes: null, isWellKnown: true };
    for (let visit = 0; visit < 8_000; visit += 1) {
      const from = `${20 + (visit % 40)}.64.7.${Math.floor(chance() * chance() * 3)}`;
      if (chance() < strays) attempt({ result: 'failure', isKnownAccount: false, accountKey: `stray ${visit}`, from });
      const person = { accountKey: `person ${visit}`, from };
      if (chance() < forgets) attempt({ ...person, result: 'failure' });
      attempt(person);
      pass(500);
    }
    expect(kinds()).toEqual([]);
  });
});
