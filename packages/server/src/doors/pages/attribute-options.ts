/** What can be chosen for an attribute, in the reader's language. Lists of countries are made once for each language. */
import type { Attribute } from '@cardea/contract';
import { countryCodes, timeZones } from '../../rooms/customers/index.ts';
import type { Translations } from '../../rooms/messaging/index.ts';
import { choiceLabel } from '../../rooms/messaging/index.ts';
import type { AttributeOption } from './views/attribute-field.ts';

const countries = new Map<string, readonly Omit<AttributeOption, 'isChosen'>[]>();

/** The options of an attribute, with what is chosen marked; null where it is written and not chosen. */
export function attributeOptions(
  translations: Translations,
  locale: string,
  attribute: Attribute,
  chosen: readonly string[],
): AttributeOption[] | null {
  const options = optionsOf(translations, locale, attribute);
  if (options === null) return null;
  const marked = options.map((option) => ({ ...option, isChosen: chosen.includes(option.value) }));
  // What was chosen before the choices changed stays chosen until somebody chooses anew.
  const kept =
    attribute.type === 'multi_choice' ? [] : chosen.filter((value) => value !== '' && !isAmong(options, value));
  return [...marked, ...kept.map((value) => ({ value, label: value, isChosen: true }))];
}

/** A kept value in words, for where it is only shown. */
export function valueInWords(translations: Translations, locale: string, attribute: Attribute, value: unknown): string {
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  const options = optionsOf(translations, locale, attribute);
  if (options === null && attribute.type === 'number') return new Intl.NumberFormat(locale).format(Number(value));
  const words = texts.map((text) => options?.find((option) => option.value === text)?.label ?? text);
  return Array.isArray(value) ? new Intl.ListFormat(locale).format(words) : (words[0] ?? '');
}

function isAmong(options: readonly { readonly value: string }[], value: string): boolean {
  return options.some((option) => option.value === value);
}

function optionsOf(translations: Translations, locale: string, attribute: Attribute) {
  switch (attribute.type) {
    case 'boolean': {
      const translate = translations.translator(locale);
      return [
        { value: 'true', label: translate('pages:profile.yes') },
        { value: 'false', label: translate('pages:profile.no') },
      ];
    }
    case 'choice':
    case 'multi_choice':
      return attribute.choices.map((choice) => ({ value: choice.value, label: choiceLabel(choice, locale) }));
    case 'country':
      return countriesIn(locale);
    case 'timezone':
      return timeZones.map((value) => ({ value, label: value.replaceAll('_', ' ') }));
    default:
      return null;
  }
}

function countriesIn(locale: string): readonly Omit<AttributeOption, 'isChosen'>[] {
  const known = countries.get(locale);
  if (known !== undefined) return known;
  const names = new Intl.DisplayNames(locale, { type: 'region' });
  const order = new Intl.Collator(locale);
  const list = countryCodes
    .map((value) => ({ value, label: names.of(value) ?? value }))
    .sort((one, other) => order.compare(one.label, other.label));
  countries.set(locale, list);
  return list;
}
