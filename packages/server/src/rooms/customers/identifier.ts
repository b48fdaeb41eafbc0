/**
 * Whatever a customer can be found by: an address, a number, a user name. All share one namespace, and their forms
 * never meet: an address holds an `@`, a number begins with `+`, a user name with a letter.
 */
import { parseEmailAddress } from './email-address.ts';
import { looksLikeNumber, parsePhoneNumber } from './phone-number.ts';
import { parseUsername } from './username.ts';

export type IdentifierType = 'email' | 'phone' | 'username';

export type Identifier = {
  readonly type: IdentifierType;
  readonly value: string;
  readonly normalised: string;
};

/** Which identifiers a business allows besides the e-mail address. */
export type IdentifierRules = {
  readonly username: 'off' | 'optional';
  readonly phone: 'off' | 'optional';
  readonly defaultCountry?: string | undefined;
};

/** One of the customer's own, opened. */
export type HeldIdentifier = {
  readonly identifierId: string;
  readonly type: IdentifierType;
  readonly value: string;
  readonly verifiedAt: Date | null;
  /** Since when the address refuses mails; null while it takes them. */
  readonly undeliverableSince: Date | null;
};

/**
 * What somebody typed to be found by. The form alone decides the type. What is none, or of a type that is not allowed,
 * becomes a text that nobody can hold, so that looking it up costs the same and finds nobody.
 */
export function readIdentifier(typed: string, rules: IdentifierRules): { readonly normalised: string } {
  const text = typed.trim().slice(0, 320).toWellFormed();
  return parseTyped(text, rules) ?? { normalised: `nobody:${text}` };
}

function parseTyped(text: string, rules: IdentifierRules): { readonly normalised: string } | null {
  if (text.includes('@')) return parseEmailAddress(text);
  if (looksLikeNumber(text)) return rules.phone === 'off' ? null : parsePhoneNumber(text, rules.defaultCountry);
  if (rules.username === 'off') return null;
  const username = parseUsername(text);
  return 'refused' in username ? null : username;
}
