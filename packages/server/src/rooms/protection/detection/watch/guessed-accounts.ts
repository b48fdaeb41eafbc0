/** Accounts that are guessed at from many places: few tries from each, so that no budget of a source sees it. */
import { mostDifferent } from '@cardea/contract';
import { LRUCache } from 'lru-cache';
import { countDistinct, createDistinct, type Distinct, noteAccount, periodMilliseconds } from '../rules/distinct.ts';
import { forgetTenant } from './forget-tenant.ts';

type Guessed = { readonly sources: Distinct; failures: number; since: number };

const mostAccounts = 10_000;
const mostSources = mostDifferent.account_guessing;
const leastSources = 8;
const leastFailures = 16;

export function createGuessedAccounts() {
  const accounts = new LRUCache<string, Guessed>({ max: mostAccounts });
  return {
    /** Notes a failure from a source; figures once it is too many for one forgetful person. */
    note(now: number, name: string, source: number): { readonly sources: number; readonly failures: number } | null {
      let guessed = accounts.get(name);
      if (guessed === undefined || now - guessed.since > 2 * periodMilliseconds) {
        guessed = { sources: createDistinct(now), failures: 0, since: now };
        accounts.set(name, guessed);
      }
      guessed.failures += 1;
      noteAccount(guessed.sources, now, source, { isSuccess: false, most: mostSources });
      const sources = countDistinct(guessed.sources, now);
      return sources >= leastSources && guessed.failures >= leastFailures
        ? { sources, failures: guessed.failures }
        : null;
    },

    /** Forgets all accounts of a tenant. */
    forget(tenantId: string): void {
      forgetTenant(accounts, tenantId);
    },
  };
}
