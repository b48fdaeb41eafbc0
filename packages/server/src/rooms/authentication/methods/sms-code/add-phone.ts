/** Makes a proven number a factor, under its owner's lock, and says so in the ledger. Its code has proven it. */
import type { Transaction } from '../../../../foundation/database/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';

export type AddingPhone = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly identifierId: string;
  readonly visitor: Pick<Visitor, 'client' | 'requestId'>;
  /** The account begins with it: there is nobody to tell. */
  readonly atSignUp?: true;
};

export async function addPhone(
  deps: { readonly credentials: Pick<Credentials, 'phoneFactors'>; readonly ledger: Pick<Ledger, 'append'> },
  tx: Transaction,
  { tenantId, customerId, identifierId, visitor, ...rest }: AddingPhone,
): Promise<{ readonly method: 'sms-code'; readonly credentialId: string }> {
  const credentialId = await deps.credentials.phoneFactors.enrol(tx, tenantId, customerId, identifierId);
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'factor.enrolled',
    actor: { kind: 'customer', id: customerId },
    requestId: visitor.requestId,
    data: { method: 'sms-code', credentialId, ...rest },
    personal: visitor.client,
  });
  return { method: 'sms-code', credentialId };
}
