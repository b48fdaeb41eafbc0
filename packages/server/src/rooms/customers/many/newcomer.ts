/** Somebody who comes from another system, judged and ready to be written. */
import type { CustomerState } from '../customer.ts';
import type { Identifier, IdentifierType } from '../identifier.ts';
import type { AttributeValues } from '../profile/attribute-value.ts';

export type Newcomer = {
  /** Fresh, or the one that another Cardea gave them. */
  readonly customerId: string;
  /** One of a type at most; an e-mail address, or a number that is what the account begins with, is always among them. */
  readonly identifiers: readonly {
    readonly identifier: Identifier;
    readonly isVerified: boolean;
    /** It leads into the account, which has no address. */
    readonly isAlone?: boolean;
  }[];
  readonly attributes: AttributeValues;
  readonly locale: string;
  readonly state: Extract<CustomerState, 'active' | 'disabled'>;
  /** Since when they were known elsewhere; null for now. */
  readonly createdAt: Date | null;
  /** What they were called elsewhere, and whether tokens go on calling them so. */
  readonly externalId: { readonly value: string; readonly isSubject: boolean } | null;
};

/** A newcomer with everything sealed that is to be written. */
export type PreparedNewcomer = {
  readonly customerId: string;
  readonly identifiers: readonly {
    readonly identifierId: string;
    readonly type: IdentifierType;
    readonly digest: Buffer;
    readonly sealed: Buffer;
    readonly isVerified: boolean;
    readonly isAlone: boolean;
  }[];
  readonly attributes: Readonly<Record<string, string>>;
  readonly terms: readonly { readonly attribute: string; readonly kind: 'exact' | 'prefix'; readonly digest: Buffer }[];
  readonly locale: string;
  readonly state: 'active' | 'disabled';
  readonly createdAt: Date | null;
  readonly externalId: { readonly digest: Buffer; readonly sealed: Buffer; readonly isSubject: boolean } | null;
};

/** Who stands in the way of a newcomer. */
export type Taken = {
  readonly customerId: string;
  readonly by: 'customer_id' | 'identifier' | 'external_id';
  /** The import that the holder came with; null for somebody who registered here, or who cannot be told. */
  readonly importId: string | null;
};
