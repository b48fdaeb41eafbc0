/** Says in plain words which of a customer's attributes somebody received, as one enumeration. */
import type { TemplateFilter } from '../../../rooms/messaging/index.ts';

/** A template filter from names of attributes to words: our texts for the standard ones, otherwise the name itself. */
export const attributesText: TemplateFilter = (names, locale, words) => {
  const translate = words.translator(locale);
  const named = (names as readonly string[]).map((name) => {
    const key = `pages:attributes.${name}`;
    return /^[a-z_]+$/.test(name) && words.has(key) ? translate(key) : translate('pages:attributes.other', { name });
  });
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(named);
};
