/**
 * Passwords that are tried at many accounts. A mark is a keyed digest cut to 20 bits; its key lives in this process
 * alone and is another one each day, so that a mark says nothing about a password to anybody, ever.
 */
import { mostDifferent } from '@cardea/contract';
import { LRUCache } from 'lru-cache';
import { messageCode } from '../../../../foundation/encryption/index.ts';
import { newKeyBytes } from '../../../../foundation/ids/index.ts';
import { countDistinct, createDistinct, type Distinct, noteAccount } from '../rules/distinct.ts';
import { isSpray } from '../rules/spray.ts';
import { forgetTenant } from './forget-tenant.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;
const mostMarks = 10_000;
const mostSprayed = 1_000;
// Further ones change nothing: the mark is caught long before.
const mostAccountsOfMark = mostDifferent.password_spray;

export function createSprays({ startedAt }: { readonly startedAt: number }) {
  const failed = new LRUCache<string, Distinct>({ max: mostMarks });
  const caught = new LRUCache<string, true>({ max: mostSprayed });
  let key = newKeyBytes(32);
  let since = startedAt;

  function changeKey(now: number): void {
    if (now - since < dayMilliseconds) return;
    key = newKeyBytes(32);
    since = now;
    failed.clear();
    caught.clear();
  }

  const nameOf = (tenantId: string, mark: string) => `${tenantId} ${mark}`;

  return {
    /** What stands for this password until the key changes. */
    markOf(now: number, tenantId: string, password: string): string {
      changeKey(now);
      const code = messageCode('sha256', key, `${tenantId}\n${password.normalize('NFKC')}`);
      return (code.readUIntBE(0, 3) >>> 4).toString(36);
    },

    /** Notes a failure; the number of accounts when it is a spray, otherwise null. */
    note(
      now: number,
      tenantId: string,
      { mark, account, failuresOfTheHour }: { mark: string; account: number; failuresOfTheHour: number },
    ): number | null {
      const name = nameOf(tenantId, mark);
      const accounts = failed.get(name) ?? createDistinct(now);
      failed.set(name, accounts);
      const seen = noteAccount(accounts, now, account, { isSuccess: false, most: mostAccountsOfMark });
      if (seen !== 'first') return null;
      const count = countDistinct(accounts, now);
      if (!caught.has(name) && !isSpray(count, failuresOfTheHour)) return null;
      caught.set(name, true);
      return count;
    },

    isCaught: (tenantId: string, mark: string): boolean => caught.has(nameOf(tenantId, mark)),

    /** Takes back what was caught at this tenant. */
    forgive(tenantId: string): void {
      for (const held of [caught, failed]) forgetTenant(held, tenantId);
    },
  };
}
