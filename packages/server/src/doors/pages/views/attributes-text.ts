/** Says in plain words which of a customer's attributes somebody received, as one enumeration. */
import type { TemplateFilter, Translations } from '../../../rooms/messaging/index.ts';

/** A template filter from names of attributes to words: our texts for the standard ones, otherwise the name itself. */
export function attributesText(translations: Translations): TemplateFilter {
  return (names, locale) => {
    const translate = translations.translator(locale);
    const words = (names as readonly string[]).map((name) => {
      const key = `pages:attributes.${name}`;
      return /^[a-z_]+$/.test(name) && translations.has(key)
        ? translate(key)
        : translate('pages:attributes.other', { name });
    });
    return new Intl.ListFormat(locale, { type: 'conjunction' }).format(words);
  };
}
