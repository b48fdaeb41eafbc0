import { describe, expect, it } from 'vitest';
import { watchedTenant, watching } from '../../../../test/watching.ts';
import { forgetFound } from './switched-off.ts';

describe('detection that is switched off and on again', () => {
  it('says nothing because of what it saw before', () => {
    const { attempt, watch, watches, kinds } = watching();
    const list = (count: number) => ({ result: 'failure', from: `${20 + (count % 190)}.64.${count % 7}.1` }) as const;
    for (let count = 0; watch.sightings.size === 0 && count < 300; count += 1)
      attempt({ ...list(count), isKnownAccount: false, passwordMark: `${count}` });
    for (let count = 0; count < 3; count += 1) attempt({ from: '192.0.2.9', result: 'failure', isKnownAccount: false });
    const guess = (count: number) =>
      attempt({ accountKey: 'one', result: 'failure', from: `203.0.113.${count}`, userAgent: `Guess ${count}` });
    for (let count = 0; count < 15; count += 1) guess(count);
    expect(kinds()).toContain('stuffing');
    forgetFound(watch, watches.sensors, watches.now());
    expect(kinds()).toEqual([]);
    // Five were enough, three of whom came before.
    for (let count = 0; count < 2; count += 1) attempt({ from: '192.0.2.9', result: 'failure', isKnownAccount: false });
    for (let count = 0; count < 10; count += 1) attempt({ ...list(count), isKnownAccount: false });
    guess(15);
    expect(kinds()).toEqual([]);
  });

  it('goes on with what it saw at other tenants', () => {
    const { watch, watches } = watching();
    const now = watches.now();
    const other = `${watchedTenant}2 tenant`;
    watches.sensors.windows.count(other, now, 'failures');
    forgetFound(watch, watches.sensors, now);
    expect(watches.sensors.windows.read(other, now).quarter.failures).toBe(1);
  });
});
