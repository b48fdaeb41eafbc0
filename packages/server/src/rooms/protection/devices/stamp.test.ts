import { beforeAll, describe, expect, it } from 'vitest';
import type { Queries } from '../../../foundation/database/index.ts';
import { messageCode } from '../../../foundation/encryption/index.ts';
import { newSecret } from '../../../foundation/ids/index.ts';
import { isStamped, secretIn, stampDays, stampOn } from './stamp.ts';

const encryption = {
  mac: async (_: Queries, tenantId: string, purpose: string, text: string) =>
    messageCode('sha256', `${tenantId} ${purpose}`, text),
};
const keys = { encryption, queries: {} as Queries };
const day = 24 * 60 * 60 * 1000;
const now = new Date('2026-11-22T12:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * day);
const secret = newSecret();

describe('the stamp of a device', () => {
  let value = '';
  beforeAll(async () => {
    value = `${secret}.${await stampOn(keys, 'one', { secret, now })}`;
  });
  const isGood = (given: string, at = now, tenantId = 'one') => isStamped(keys, tenantId, { value: given, now: at });

  it('is ours for 400 days, and for this tenant', async () => {
    expect([await isGood(value), await isGood(value, later(stampDays - 1)), await isGood(value, later(-1))]).toEqual([
      true,
      true,
      true,
    ]);
    expect([
      await isGood(value, later(stampDays)),
      await isGood(value, later(-2)),
      await isGood(value, now, 'two'),
    ]).toEqual([false, false, false]);
  });

  it('belongs to its secret and its day', async () => {
    const [, stamp = ''] = value.split('.');
    const forged = [
      `${newSecret()}.${stamp}`,
      `${secret}.zzzz${stamp.slice(4)}`,
      `${secret}.${stamp.slice(1)}`,
      secret,
    ];
    for (const one of forged) expect(await isGood(one)).toBe(false);
  });

  it('leaves the secret what it was, and makes a secret of nothing else', () => {
    expect([secretIn(value), secretIn(secret)]).toEqual([secret, secret]);
    for (const none of [undefined, '', '.', `${value}x`, `${secret}.`, ` ${secret}`, `${secret}\n`])
      expect(secretIn(none)).toBeNull();
  });
});
