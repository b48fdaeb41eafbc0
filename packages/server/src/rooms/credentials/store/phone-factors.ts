/** All SQL of numbers that are factors. A row counts only while its number is still the customer's, and proven. */
import { sql } from 'kysely';
import type { Queries, Transaction } from '../../../foundation/database/index.ts';

export type PhoneFactorRow = {
  readonly credential_id: string;
  readonly identifier_id: string;
  readonly enrolled_at: Date;
  readonly last_used_at: Date | null;
};

export async function findPhoneFactor(
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<PhoneFactorRow | undefined> {
  return queries
    .selectFrom('phone_factors as factor')
    .innerJoin('sms_factors as standing', (join) =>
      join
        .onRef('standing.tenant_id', '=', 'factor.tenant_id')
        .onRef('standing.credential_id', '=', 'factor.credential_id'),
    )
    .select(['factor.credential_id', 'factor.identifier_id', 'factor.enrolled_at', 'factor.last_used_at'])
    .where('factor.tenant_id', '=', tenantId)
    .where('factor.customer_id', '=', customerId)
    .executeTakeFirst();
}

/** Makes this number the customer's factor, in the place of an earlier one. */
export async function upsertPhoneFactor(
  tx: Transaction,
  tenantId: string,
  factor: { readonly credentialId: string; readonly customerId: string; readonly identifierId: string },
): Promise<void> {
  await tx
    .insertInto('phone_factors')
    .values({
      tenant_id: tenantId,
      credential_id: factor.credentialId,
      customer_id: factor.customerId,
      identifier_id: factor.identifierId,
    })
    .onConflict((conflict) =>
      conflict.columns(['tenant_id', 'customer_id']).doUpdateSet({
        credential_id: factor.credentialId,
        identifier_id: factor.identifierId,
        enrolled_at: sql`now()`,
        last_used_at: null,
      }),
    )
    .execute();
}

/** Makes these numbers the factors of customers who have none yet. */
export async function insertPhoneFactors(
  tx: Transaction,
  tenantId: string,
  factors: readonly { readonly credentialId: string; readonly customerId: string; readonly identifierId: string }[],
): Promise<void> {
  await tx
    .insertInto('phone_factors')
    .values(
      factors.map(({ credentialId, customerId, identifierId }) => ({
        tenant_id: tenantId,
        credential_id: credentialId,
        customer_id: customerId,
        identifier_id: identifierId,
      })),
    )
    .execute();
}

export async function touchPhoneFactor(tx: Transaction, tenantId: string, credentialId: string): Promise<void> {
  await tx
    .updateTable('phone_factors')
    .set({ last_used_at: sql`now()` })
    .where('tenant_id', '=', tenantId)
    .where('credential_id', '=', credentialId)
    .execute();
}

/** Takes the factor away; its id, or undefined when there was none. */
export async function deletePhoneFactor(
  tx: Transaction,
  tenantId: string,
  customerId: string,
): Promise<{ credential_id: string } | undefined> {
  return tx
    .deleteFrom('phone_factors')
    .where('tenant_id', '=', tenantId)
    .where('customer_id', '=', customerId)
    .returning('credential_id')
    .executeTakeFirst();
}
