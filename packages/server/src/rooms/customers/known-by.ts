/** What an account is called where one word has to do: its address, or its number where it has none. Pure. */
import type { Profile } from './customer.ts';
import { maskEmail } from './email-address.ts';
import { maskPhoneNumber } from './phone-number.ts';

type Known = Pick<Profile, 'email' | 'phone'>;

/** As its owner reads it. */
export const knownBy = ({ email, phone }: Known): string => email ?? phone ?? '';

/** As a stranger may read it. */
export const maskKnownBy = ({ email, phone }: Known): string =>
  email === null ? maskPhoneNumber(phone ?? '') : maskEmail(email);
