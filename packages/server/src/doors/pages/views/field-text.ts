/**
 * Says what is wrong with a field. Rules name their findings by id; an id without a text still reads as a sentence.
 */
import type { TemplateFilter, Translations } from '../../../rooms/messaging/index.ts';

/** A template filter from the text id of a finding to its sentence. */
export function fieldText(translations: Translations): TemplateFilter {
  return (finding, locale) => {
    const key = `pages:fields.${String(finding)}`;
    return translations.translator(locale)(translations.has(key) ? key : 'pages:fields.invalid');
  };
}

/** A template filter from a field's name to its label, for the summary above a form. */
export function fieldLabel(translations: Translations): TemplateFilter {
  return (name, locale) => {
    const key = `pages:labels.${String(name)}`;
    return translations.has(key) ? translations.translator(locale)(key) : String(name);
  };
}
