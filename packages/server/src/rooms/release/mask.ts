/** How a personal value looks to staff who may not read it: enough to recognise somebody one is talking to, no more. */
import { maskEmail, maskPhoneNumber } from '../customers/index.ts';

/** What kind of text a value is; `hidden` shows nothing at all of it. */
export type PersonalKind = 'email' | 'phone' | 'text' | 'hidden';

export type PersonalField = { readonly kind: PersonalKind; readonly value: unknown };

const hidden = '•••';

/** The value, masked. What has no value has none to mask. */
export function mask({ kind, value }: PersonalField): unknown {
  if (value === null || value === undefined) return value;
  if (Array.isArray(value)) return [hidden];
  if (typeof value !== 'string' || kind === 'hidden') return hidden;
  if (kind === 'email') return maskEmail(value);
  if (kind === 'phone') return maskPhoneNumber(value);
  const [first = ''] = value;
  return `${first}${hidden}`;
}
