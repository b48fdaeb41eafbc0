/** What an account is, or will be, found by, as a journey carries it: the address, or the number where there is none. Pure. */
import { type EmailAddress, maskEmail } from './email-address.ts';
import type { Identifier } from './identifier.ts';
import { maskPhoneNumber, type PhoneNumber } from './phone-number.ts';

/** One that its owner can prove by a message. */
export type ProvableIdentifier = Identifier & { readonly type: 'email' | 'phone' };

export type CarriedIdentifier = {
  /** Null where it is a number. */
  readonly email: EmailAddress | null;
  readonly phone?: PhoneNumber;
};

export const carryIdentifier = ({ type, value, normalised }: ProvableIdentifier): CarriedIdentifier =>
  type === 'phone' ? { email: null, phone: { value, normalised } } : { email: { value, normalised } };

/** The same read again; null where none was carried. */
export function carriedIdentifier({ email, phone }: CarriedIdentifier): ProvableIdentifier | null {
  if (phone !== undefined) return { type: 'phone', ...phone };
  return email && { type: 'email', ...email };
}

/** As a page that waits for its code may show it. */
export const maskIdentifier = ({ type, value }: ProvableIdentifier): string =>
  type === 'phone' ? maskPhoneNumber(value) : maskEmail(value);
