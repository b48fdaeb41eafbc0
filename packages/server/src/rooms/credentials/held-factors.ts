/** The second factors that a customer has set up, whatever their kind, and the end of those that are young. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { LinkedIdentity } from './identities/identity.ts';
import type { createIdentities } from './identities/index.ts';
import { deleteYoungFactors, listFactors, listMethods } from './store/factors.ts';
import { deleteCodes } from './store/recovery-codes.ts';

/** A second factor that its owner has set up. */
export type EnrolledFactor = {
  readonly method: string;
  /** Absent where the kind is one thing, as recovery codes are. */
  readonly credentialId: string | null;
  readonly enrolledAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Whether a kind of credential counts beside a first one. Codes for a bad day only stand in for such a one. */
export const isSecondFactor = (kind: string): boolean =>
  kind !== 'password' && kind !== 'connection' && kind !== 'recovery-code';

export function createHeldFactors({
  identities,
}: {
  readonly identities: Pick<ReturnType<typeof createIdentities>, 'unlinkAll'>;
}) {
  return {
    /** The second factors that a customer has set up, the oldest first. */
    async factorsOf(queries: Queries, tenantId: string, customerId: string): Promise<EnrolledFactor[]> {
      const rows = await listFactors(queries, tenantId, customerId);
      return rows.map((row) => ({
        method: row.method ?? '',
        credentialId: row.credential_id,
        enrolledAt: row.enrolled_at ?? new Date(0),
        lastUsedAt: row.last_used_at,
      }));
    },

    /**
     * Removes what was set up or linked within this time, which may be somebody else's who was in the account, with the codes that
     * then stand for nothing; returns what went. `keepsPhone`: the number is what the account began with.
     */
    async removeYoungFactors(
      tx: Transaction,
      tenantId: string,
      customerId: string,
      { seconds, keepsPhone = false }: { readonly seconds: number; readonly keepsPhone?: boolean },
    ): Promise<{
      readonly factors: readonly {
        readonly method: 'passkey' | 'authenticator' | 'sms-code';
        readonly credentialId: string;
      }[];
      readonly identities: readonly LinkedIdentity[];
    }> {
      const removed = await deleteYoungFactors(tx, tenantId, customerId, { seconds, keepsPhone });
      const unlinked = await identities.unlinkAll(tx, tenantId, customerId, { youngerThanSeconds: seconds });
      const left = await listMethods(tx, tenantId, customerId);
      if (!left.some(isSecondFactor)) await deleteCodes(tx, tenantId, customerId);
      const factors = removed.map(({ method, credential_id: credentialId }) => ({ method, credentialId }));
      return { factors, identities: unlinked };
    },
  };
}
