/**
 * Passwords that are known to others: common ones, built in; leaked ones of a file that was imported; and, where it is
 * set up, those that a range service knows. They are never names of anybody, only of what must not protect an account.
 */
import type { Clock } from '../../../foundation/clock/index.ts';
import { leakHash } from '../../../foundation/hashing/index.ts';
import type { HttpClient } from '../../../foundation/http-client/index.ts';
import type { Logger } from '../../../foundation/logging/index.ts';
import type { Metrics } from '../../../foundation/telemetry/index.ts';
import { isDressedUp } from '../password-policy.ts';
import { isCommonPassword } from './common-passwords.ts';
import { createFileFilter } from './file-filter.ts';
import { foldPassword } from './fold-password.ts';
import { createRangeLookup } from './range-lookup.ts';

/** `dressed_up`: on no list as it is, but a common one with digits and signs around it. */
export type LeakSource = 'built_in' | 'file' | 'range' | 'dressed_up';

/** A password that others know, or are quick to guess. */
export type FoundLeaked = { readonly credentialId: string; readonly source: LeakSource };

/** Why a password no longer protects: it is on a list, or it is one of a list with digits and signs around it. */
export type PasswordWeakness = 'leaked' | 'easily_guessed';
export const weaknessOf = (isDressedUp: boolean): PasswordWeakness => (isDressedUp ? 'easily_guessed' : 'leaked');

export type LeakedPasswordsDependencies = {
  /** The filter that `breached-passwords import` writes; it may come later. */
  readonly file: string;
  /** The address of a range service; without it nothing is asked. */
  readonly range?: { readonly url: string; readonly http: HttpClient } | undefined;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly metrics: Pick<Metrics, 'rangeLookedUp'>;
};

/** Opens this part of the room. */
export function createLeakedPasswords({ file, range, clock, logger, metrics }: LeakedPasswordsDependencies) {
  const imported = createFileFilter({ path: file, clock, logger });
  const ranges = range && createRangeLookup({ ...range, clock, metrics });

  /** Whether it is known on this machine. The same work for every password; it never fails. */
  async function here(password: string): Promise<LeakSource | null> {
    const isCommon = isCommonPassword(password);
    const isImported = await imported.has(hashOf(password));
    const isHidden = isDressedUp(foldPassword(password));
    return isCommon ? 'built_in' : isImported ? 'file' : isHidden ? 'dressed_up' : null;
  }

  /** Whether the range service knows it. Asked only about passwords that are right or about to be set. */
  async function elsewhere(password: string): Promise<LeakSource | null> {
    return ranges !== undefined && (await ranges.has(hashOf(password))) ? 'range' : null;
  }

  return {
    here,
    elsewhere,
    /** Both, one after the other. */
    find: async (password: string): Promise<LeakSource | null> => (await here(password)) ?? elsewhere(password),
    close: imported.close,
  };
}

const hashOf = (password: string) => leakHash(password.normalize('NFC'));
