/**
 * Says what is wrong with a field. Rules name their findings by id; an id without a text still reads as a sentence.
 */
import type { TemplateFilter } from '../../../rooms/messaging/index.ts';

/** A template filter from the text id of a finding to its sentence. */
export const fieldText: TemplateFilter = (finding, locale, words) => {
  const key = `pages:fields.${String(finding)}`;
  return words.translator(locale)(words.has(key) ? key : 'pages:fields.invalid');
};

/** A template filter from a field's name to its label, for the summary above a form. */
export const fieldLabel: TemplateFilter = (name, locale, words) => {
  const key = `pages:labels.${String(name)}`;
  return words.has(key) ? words.translator(locale)(key) : String(name);
};
