/** Who a customer is, as the rest of the house sees it: ids and states, with personal data only where it is asked for. */

export type CustomerState = 'active' | 'disabled' | 'closed';

/** What a look-up by address yields: enough to decide, nothing personal. */
export type CustomerMatch = {
  readonly customerId: string;
  readonly identifierId: string;
  readonly locale: string;
};

/** A customer's own data, unsealed. */
export type Profile = {
  readonly customerId: string;
  readonly name: string | null;
  readonly email: string;
  readonly emailVerifiedAt: Date | null;
  readonly locale: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
