import { describe, expect, it } from 'vitest';
import { watchedTenant, watching } from '../../../../../test/watching.ts';

const minute = 60_000;

describe('what attempts say', () => {
  it('flags nothing of an office of forty behind one address that mistypes eight times in a hundred all day', () => {
    const { attempt, pass, kinds } = watching();
    for (let round = 0; round < 24; round += 1)
      for (let person = 0; person < 40; person += 1) {
        const mistypes = (round * 40 + person * 7) % 100 < 8;
        const who = { from: '192.0.2.1', accountKey: `person ${person}`, userAgent: 'Office' };
        if (mistypes) attempt({ ...who, result: 'failure' });
        attempt({ ...who, hasDeviceToken: round > 0, isKnownDevice: round > 0 });
        pass(30_000);
      }
    expect(kinds()).toEqual([]);
  });

  it('flags nothing because one person fails thirty times', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 30; count += 1)
      attempt({ from: '192.0.2.1', accountKey: 'one', userAgent: 'One', result: 'failure' });
    expect(kinds()).toEqual([]);
  });

  it('flags nothing at a tenant with five sign-ins a day, two of which fail', () => {
    const { attempt, pass, kinds } = watching();
    for (let day = 0; day < 28; day += 1)
      for (let count = 0; count < 5; count += 1) {
        attempt({ accountKey: `person ${count}`, result: count < 2 ? 'failure' : 'success' });
        pass(4.8 * 60 * minute);
      }
    expect(kinds()).toEqual([]);
  });

  it('sees a list that is tried from one address each, within sixty attempts among people', () => {
    const { attempt, watch, kinds, levelFrom } = watching();
    let tried = 0;
    while (watch.sightings.size === 0 && tried < 300) {
      tried += 1;
      attempt({ result: 'failure', isKnownAccount: tried % 3 === 0, from: `100.64.${tried % 200}.${tried % 7}` });
      if (tried % 2 === 0) attempt({ hasDeviceToken: true, isKnownDevice: true });
    }
    expect(kinds()).toEqual(['stuffing']);
    expect(tried).toBeLessThan(60);
    expect(levelFrom('192.0.2.9')).toBe(2);
    expect(levelFrom('192.0.2.9', true)).toBe(0);
  });

  it('sees a list right after a thousand people got in with browsers that are new', () => {
    const { attempt, watch, kinds } = watching();
    for (let count = 0; count < 1000; count += 1) attempt({});
    let tried = 0;
    for (; watch.sightings.size === 0 && tried < 300; tried += 1)
      attempt({ result: 'failure', isKnownAccount: tried % 3 === 0, from: `${20 + tried}.64.${tried % 7}.1` });
    expect(kinds()).toEqual(['stuffing']);
    expect(tried).toBeLessThan(60);
  });

  it('takes what comes from twenty providers for no attack upon all while a thousand people get in', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 1000; count += 1) attempt({});
    for (let count = 0; count < 600; count += 1)
      attempt({ result: 'failure', isKnownAccount: false, from: `${20 + (count % 20)}.64.${count}.1` });
    expect(kinds()).not.toContain('stuffing');
  });

  it('flags the address that a list comes from, its neighbourhood and its network, and not the browser it shares', () => {
    const { attempt, kinds, levelFrom } = watching();
    for (let count = 0; count < 60; count += 1) attempt({ userAgent: 'Common', from: `203.0.113.${count}` });
    for (let count = 0; count < 25; count += 1)
      attempt({ result: 'failure', from: '198.51.100.7', userAgent: 'Common', accountKey: `listed ${count}` });
    expect(kinds()).toEqual(['flagged_neighbourhood', 'flagged_network', 'flagged_source']);
    expect(levelFrom('198.51.100.7')).toBeGreaterThanOrEqual(2);
    expect(levelFrom('198.51.100.8')).toBe(2);
    expect(levelFrom('192.0.2.9')).toBe(0);
  });

  it('flags no address behind which many cannot be told apart: a proxy that nobody has listed', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 29; count += 1) attempt({ result: 'failure', from: '10.0.0.1' });
    expect(kinds()).toEqual([]);
  });

  it('is not talked out of it by somebody who signs in to their own account over and over', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 40; count += 1) {
      attempt({ result: 'failure', from: '198.51.100.7', accountKey: `listed ${count}` });
      for (let again = 0; again < 5; again += 1) attempt({ from: '198.51.100.7', accountKey: 'their own' });
    }
    expect(kinds()).toContain('flagged_source');
  });

  it('sees a list whose attempts bring tokens of ours, bought with one account', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 60; count += 1)
      attempt({ result: 'failure', isKnownAccount: count % 3 === 0, hasDeviceToken: true });
    expect(kinds()).toEqual(['stuffing']);
  });

  it('learns what is usual from browsers that the account does not know, whatever token they bring', () => {
    const { attempt, watch } = watching();
    for (let count = 0; count < 20; count += 1) {
      attempt({ result: 'failure', hasDeviceToken: true });
      attempt({ hasDeviceToken: true, isKnownDevice: true });
      attempt({ result: 'failure', hasDeviceToken: true, isKnownDevice: true });
      // A second factor, where the browser was looked up before.
      attempt({ hasDeviceToken: true, isKnownDevice: null });
    }
    expect(watch.counts.take()).toMatchObject([{ row: { attempts: 80, tokenless: 20, tokenless_failures: 20 } }]);
  });

  it('takes no heed of a token whose browser failed at three accounts that do not know it, for an hour', () => {
    const { attempt, pass, isHarvested } = watching();
    const tried = { result: 'failure', hasDeviceToken: true, deviceKey: 'bought' } as const;
    attempt({ ...tried, accountKey: 'one' });
    attempt({ ...tried, accountKey: 'one' });
    attempt({ ...tried, accountKey: 'two' });
    attempt({ ...tried, accountKey: 'their own', isKnownDevice: true });
    attempt({ ...tried, accountKey: 'a third', result: 'success' });
    expect(isHarvested('bought')).toBe(false);
    attempt({ ...tried, accountKey: 'three' });
    expect([isHarvested('bought'), isHarvested('another')]).toEqual([true, false]);
    pass(60 * minute);
    expect(isHarvested('bought')).toBe(false);
  });

  it.each([
    ['one address', 1],
    ['four neighbourhoods', 4],
  ])('does not take %s for an attack upon all, and no longer learns from there what is usual', (_, places) => {
    const { attempt, pass, kinds, watch, watches } = watching();
    const password = watches.sensors.sprays.markOf(watches.now(), watchedTenant, 'Winter2026!');
    for (let count = 0; count < 400; count += 1) {
      const from = `198.18.${count % places}.9`;
      attempt({ result: 'failure', isKnownAccount: false, from, passwordMark: password });
      pass(1_000);
    }
    expect(kinds()).not.toContain('stuffing');
    expect(kinds()).toContain('flagged_source');
    expect(watch.counts.take()[0]?.row.tokenless).toBe(places * 5);
  });

  it('begins no attack mode because messages are asked for to addresses that nobody has', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 200; count += 1)
      attempt({ action: 'recovery', isRequest: true, isKnownAccount: false, from: `198.18.${count % 2}.9` });
    for (let count = 0; count < 200; count += 1)
      attempt({ action: 'mailed-code', isRequest: true, isKnownAccount: false });
    expect(kinds()).not.toContain('stuffing');
  });

  it('asks for no variety of places where nobody can tell them apart', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 60; count += 1) attempt({ result: 'failure', isKnownAccount: false, from: '10.0.0.1' });
    expect(kinds()).toContain('stuffing');
  });

  it('does not keep an attack alive for one address that answers no challenge', () => {
    const { attempt, pass, kinds, watch, watches } = watching();
    watch.attackUntil = watches.now() + 60 * minute;
    for (let count = 0; count < 400; count += 1) {
      attempt({ result: 'challenged', accountKey: '', isKnownAccount: false, from: `198.18.${count % 4}.9` });
      pass(1_000);
    }
    expect(kinds()).toEqual([]);
  });

  it('sees one account that is guessed at from many places', () => {
    const { attempt, kinds } = watching();
    for (let count = 0; count < 18; count += 1) attempt({ result: 'failure', accountKey: 'victim' });
    expect(kinds()).toEqual(['account_guessing']);
  });

  it('sees a sprayed password by the tenth account, and asks for more behind it', () => {
    const { attempt, watches, kinds } = watching();
    const mark = watches.sensors.sprays.markOf(watches.now(), watchedTenant, 'Winter2026!');
    const other = watches.sensors.sprays.markOf(watches.now(), watchedTenant, 'something else');
    for (let count = 0; count < 10; count += 1) {
      attempt({});
      attempt({});
      attempt({ result: 'failure', passwordMark: mark });
    }
    expect(kinds()).toEqual(['password_spray']);
    expect(watches.sensors.sprays.isCaught(watchedTenant, mark)).toBe(true);
    expect(watches.sensors.sprays.isCaught(watchedTenant, other)).toBe(false);
  });

  it('keeps an attack alive by the challenges that nobody answers, and not by those that people do', () => {
    const { attempt, watch, watches, kinds } = watching();
    watch.attackUntil = watches.now() + 60 * minute;
    for (let count = 0; count < 200; count += 1) {
      attempt({ result: 'challenged', accountKey: '', isKnownAccount: false });
      attempt({});
    }
    expect(kinds()).toEqual([]);
    for (let count = 0; count < 400; count += 1)
      attempt({ result: 'challenged', accountKey: '', isKnownAccount: false });
    expect(kinds()).toEqual(['stuffing']);
  });
});
