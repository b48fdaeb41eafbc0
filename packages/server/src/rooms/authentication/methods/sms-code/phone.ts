/** The one number that codes of a customer go to: proven, and for codes to sign in with also enrolled. */
import type { Queries } from '../../../../foundation/database/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import type { Customers } from '../../../customers/index.ts';

export type Phone = {
  readonly identifierId: string;
  /** E.164. */
  readonly number: string;
  /** The digest that stands for it: a code is about this number and no other. */
  readonly subject: string;
};

export type PhoneDependencies = {
  readonly customers: Pick<Customers, 'identifiers' | 'identifierKey' | 'profile'>;
  readonly credentials: Pick<Credentials, 'phoneFactors'>;
};

/** The customer's proven number, or null. */
export async function provenPhone(
  { customers }: PhoneDependencies,
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<Phone | null> {
  const held = (await customers.identifiers(queries, tenantId, customerId)).find(({ type }) => type === 'phone');
  if (held === undefined || held.verifiedAt === null) return null;
  const { identifierId, value } = held;
  const subject = await customers.identifierKey(queries, tenantId, { normalised: value });
  return { identifierId, number: value, subject };
}

/** The number that is the customer's factor, or null. */
export async function enrolledPhone(
  deps: PhoneDependencies,
  queries: Queries,
  tenantId: string,
  customerId: string,
): Promise<(Phone & { readonly credentialId: string }) | null> {
  const factor = await deps.credentials.phoneFactors.find(queries, tenantId, customerId);
  const phone = factor && (await provenPhone(deps, queries, tenantId, customerId));
  if (!factor || !phone || phone.identifierId !== factor.identifierId) return null;
  return { ...phone, credentialId: factor.credentialId };
}
