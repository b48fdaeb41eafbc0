/** Who a customer is, as the rest of the house sees it: ids and states, with personal data only where it is asked for. */
import type { AttributeValues } from './profile/attribute-value.ts';

export type CustomerState = 'active' | 'disabled' | 'closing' | 'closed';

/** What a look-up by address yields: enough to decide, nothing personal. */
export type CustomerMatch = {
  readonly customerId: string;
  readonly identifierId: string;
  readonly locale: string;
};

/** A customer's own data, unsealed. */
export type Profile = {
  readonly customerId: string;
  /** Everything that is declared and has a value; `name` once more among them. */
  readonly attributes: AttributeValues;
  readonly name: string | null;
  /** Rises with each change of the profile. */
  readonly version: string;
  /** Null of an account that began with a number alone. */
  readonly email: string | null;
  readonly emailVerifiedAt: Date | null;
  /** The number, where it is proven. */
  readonly phone: string | null;
  readonly locale: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};
