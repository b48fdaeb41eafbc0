/** The windows of all keys of all tenants, in a bounded memory: what has not been met for longest is forgotten first. */
import { LRUCache } from 'lru-cache';
import { add, type Counted, type Counters, createCounters, tally } from '../rules/decaying-counter.ts';
import { countDistinct, createDistinct, type Distinct, noteAccount } from '../rules/distinct.ts';
import { mostAccounts } from '../rules/judge.ts';
import type { KeyKind } from '../vocabulary.ts';
import { forgetTenant } from './forget-tenant.ts';

type Window = { readonly counters: Counters; readonly accounts: Distinct };
export type Windows = ReturnType<typeof createWindows>;

/** What is noted of one attempt under one key. */
export type Noted = {
  readonly account: number;
  readonly isSuccess: boolean;
  /** What it counts as each time, and what only the first time that the account is met. */
  readonly counts: readonly Counted[];
  readonly countsFirst: readonly Counted[];
};

type Met = { readonly accounts: number; readonly isFirst: boolean };

export function createWindows({ most }: { readonly most: number }) {
  const windows = new LRUCache<string, Window>({ max: most });

  function windowOf(name: string, now: number): Window {
    let window = windows.get(name);
    if (window === undefined) {
      window = { counters: createCounters(now), accounts: createDistinct(now) };
      windows.set(name, window);
    }
    return window;
  }

  return {
    /**
     * Notes it; how many accounts the key has met and whether this one is new, or null when it has counted often enough
     * under it.
     */
    note(kind: KeyKind, name: string, now: number, { account, isSuccess, counts, countsFirst }: Noted): Met | null {
      const window = windowOf(name, now);
      const seen = noteAccount(window.accounts, now, account, { isSuccess, most: mostAccounts[kind] });
      if (seen === 'repeated') return null;
      add(window.counters, now, counts);
      if (seen === 'first') add(window.counters, now, countsFirst);
      return { accounts: countDistinct(window.accounts, now), isFirst: seen === 'first' };
    },

    /** Counts without an account. */
    count: (name: string, now: number, what: Counted): void => add(windowOf(name, now).counters, now, [what]),

    /** What the key's windows hold now. */
    read(name: string, now: number) {
      const { counters, accounts } = windowOf(name, now);
      return {
        quarter: tally(counters, now, 'quarter'),
        day: tally(counters, now, 'day'),
        accounts: countDistinct(accounts, now),
      };
    },

    /** Forgets all keys of a tenant. */
    forget(tenantId: string): void {
      forgetTenant(windows, tenantId);
    },

    get size(): number {
      return windows.size;
    },
  };
}
