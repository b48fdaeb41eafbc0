/** What an attribute is called in the reader's language: in the tenant's own words, else in ours, else by its name. */
import type { Attribute } from '@cardea/contract';
import type { Translations } from './translations.ts';

type InLanguages = Readonly<Record<string, string>>;

/** The label of an attribute. */
export function attributeLabel(translations: Translations, locale: string, attribute: Attribute): string {
  if (attribute.label !== undefined) return inLanguage(attribute.label, locale) ?? plainName(attribute.name);
  const key = `pages:labels.${attribute.name}`;
  return translations.has(key) ? translations.translator(locale)(key) : plainName(attribute.name);
}

/** What is said beside it, if anything. */
export function attributeHelp(attribute: Attribute, locale: string): string | undefined {
  return attribute.help === undefined ? undefined : inLanguage(attribute.help, locale);
}

/** The label of one of its choices. */
export function choiceLabel(
  choice: { readonly value: string; readonly label?: InLanguages | undefined },
  locale: string,
) {
  return (choice.label === undefined ? undefined : inLanguage(choice.label, locale)) ?? plainName(choice.value);
}

/** Field name → label, for the summary above a form. */
export function labelsOf(
  translations: Translations,
  locale: string,
  attributes: readonly Attribute[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.map((attribute) => [attribute.name, attributeLabel(translations, locale, attribute)]),
  );
}

function inLanguage(words: InLanguages, locale: string): string | undefined {
  return words[locale] ?? words[locale.split('-')[0] ?? ''] ?? words['en'] ?? Object.values(words)[0];
}

function plainName(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
