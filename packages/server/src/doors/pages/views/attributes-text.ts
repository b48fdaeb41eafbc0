/** Says in plain words which of a customer's attributes somebody received, as one enumeration. */
import type { TemplateFilter } from '../../../rooms/messaging/index.ts';

/** Who somebody is comes before what applications need; "whether it is confirmed" stands behind the address it speaks of. */
const first = ['name', 'email', 'email_verified', 'locale'];
const last = ['updated_at', 'sub'];
const rank = (name: string): number =>
  first.includes(name) ? first.indexOf(name) : first.length + 1 + last.indexOf(name);

/** A template filter from names of attributes to words: our texts for the standard ones, otherwise the name itself. */
export const attributesText: TemplateFilter = (names, locale, words) => {
  const translate = words.translator(locale);
  const inOrder = (names as readonly string[]).toSorted((one, other) => rank(one) - rank(other));
  const named = inOrder.map((name) => {
    const key = `pages:attributes.${name}`;
    return /^[a-z_]+$/.test(name) && words.has(key) ? translate(key) : translate('pages:attributes.other', { name });
  });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(named);
};
