/**
 * Recovery codes of customers: for the day that every other factor is out of reach. They are shown when they are made
 * and never again; a digest under the tenant's key and the customer's id is all that is kept.
 */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import { countCodes, countFresh, deleteCodes, replaceCodes, useCode } from '../store/recovery-codes.ts';
import { codesAtOnce, newRecoveryCode, readRecoveryCode } from './recovery-code.ts';

export type RecoveryCodesHeld = { readonly madeAt: Date | null; readonly remaining: number };

/** How long codes that a browser still shows may be saved as a file. */
const savedWithinSeconds = 30 * 60;

/** Opens this part of the room. */
export function createRecoveryCodes({ encryption }: { encryption: Encryption }) {
  const digest = (q: Queries, tenantId: string, customerId: string, code: string) =>
    encryption.mac(q, tenantId, 'recovery-code', `${customerId}:${code}`);

  return {
    /** Makes ten codes in the place of all earlier ones and returns them, this once. */
    async make(tx: Transaction, tenantId: string, customerId: string): Promise<readonly string[]> {
      const codes = Array.from({ length: codesAtOnce }, newRecoveryCode);
      const hashes = await Promise.all(
        codes.map((code) => digest(tx, tenantId, customerId, readRecoveryCode(code) ?? '')),
      );
      await replaceCodes(tx, tenantId, customerId, hashes);
      return codes;
    },

    /** Uses a code up; false when it is none, or was used (case 58). */
    async use(tx: Transaction, tenantId: string, customerId: string, typed: string): Promise<boolean> {
      const code = readRecoveryCode(typed);
      // The same work for what cannot be a code.
      const hash = await digest(tx, tenantId, customerId, code ?? '');
      return useCode(tx, tenantId, customerId, hash);
    },

    /** When they were made and how many are left. */
    async held(queries: Queries, tenantId: string, customerId: string): Promise<RecoveryCodesHeld> {
      const { made_at: madeAt, remaining } = await countCodes(queries, tenantId, customerId);
      return { madeAt, remaining };
    },

    /** Whether these are the codes that were made for this customer just now: then they may be saved as a file. */
    async wereJustMade(
      queries: Queries,
      tenantId: string,
      customerId: string,
      codes: readonly string[],
    ): Promise<boolean> {
      const read = codes.map(readRecoveryCode).filter((code) => code !== null);
      if (read.length !== codesAtOnce || new Set(read).size !== codesAtOnce) return false;
      const hashes = await Promise.all(read.map((code) => digest(queries, tenantId, customerId, code)));
      return (await countFresh(queries, tenantId, customerId, hashes, savedWithinSeconds)) === codesAtOnce;
    },

    /** Removes all of them: they stand for factors, and go with the last of these. Returns how many there were. */
    removeAll: deleteCodes,
  };
}
