/** Attributes as fields of a form: how each is drawn in the reader's language, and how what comes back is read. */
import type { Attribute } from '@cardea/contract';
import type { Translations } from '../../rooms/messaging/index.ts';
import { attributeHelp, attributeLabel } from '../../rooms/messaging/index.ts';
import { attributeOptions } from './attribute-options.ts';
import type { AttributeFieldModel } from './views/attribute-field.ts';

type Reader = { readonly translations: Translations; readonly locale: string };

// https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#autofill
const autocompleteOf: Readonly<Record<string, string>> = {
  name: 'name',
  given_name: 'given-name',
  family_name: 'family-name',
  middle_name: 'additional-name',
  nickname: 'nickname',
  birthdate: 'bday',
  website: 'url',
  company: 'organization',
  job_title: 'organization-title',
  street_address: 'street-address',
  locality: 'address-level2',
  region: 'address-level1',
  postal_code: 'postal-code',
  country: 'country',
};

/** The field of an attribute with what it holds: the kept value, or what somebody has just entered. */
export function toField(
  { translations, locale }: Reader,
  attribute: Attribute,
  given: unknown,
  isOptional: boolean,
): AttributeFieldModel {
  const { name } = attribute;
  const help = attributeHelp(attribute, locale);
  const base = {
    name,
    label: attributeLabel(translations, locale, attribute),
    isOptional,
    ...(help === undefined ? {} : { help }),
  };
  const chosen = Array.isArray(given) ? given.map(String) : [asText(given)];
  const options = attributeOptions(translations, locale, attribute, chosen);
  if (options !== null) return { ...base, kind: attribute.type === 'multi_choice' ? 'checks' : 'select', options };
  const autocomplete = autocompleteOf[name];
  return {
    ...base,
    kind: attribute.type === 'long_text' ? 'long_text' : 'text',
    value: asText(given),
    input: inputOf(attribute),
    ...(autocomplete === undefined ? {} : { autocomplete }),
  };
}

function inputOf(attribute: Attribute): NonNullable<AttributeFieldModel['input']> {
  switch (attribute.type) {
    case 'text':
    case 'long_text':
      return { type: 'text', maxLength: attribute.max_length };
    case 'number':
      return { type: 'text', mode: attribute.integer ? 'numeric' : 'decimal', maxLength: 40 };
    case 'date': {
      const { min, max } = attribute;
      return { type: 'date', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
    }
    case 'url':
      return { type: 'url', maxLength: 2000 };
    case 'phone':
      return { type: 'tel', maxLength: 40 };
    default:
      return { type: 'text', maxLength: 100 };
  }
}

function asText(given: unknown): string {
  return given === null || given === undefined ? '' : String(given);
}

/** What a form holds: what was entered for these attributes, and all other fields. An attribute not in it is not named. */
export function takeAttributes(
  attributes: readonly Attribute[],
  body: unknown,
): { readonly given: Readonly<Record<string, unknown>>; readonly rest: Readonly<Record<string, unknown>> } {
  const rest = { ...((body ?? {}) as Record<string, unknown>) };
  const given: Record<string, unknown> = {};
  const take = (field: string): unknown => {
    const value = rest[field];
    delete rest[field];
    return value;
  };
  for (const attribute of attributes) {
    const { name } = attribute;
    if (attribute.type === 'multi_choice') {
      // A form without a mark sends nothing of its checkboxes; that they were there is said by a field of its own.
      const wasThere = take(`${name}.`) !== undefined;
      const chosen = attribute.choices.filter(({ value }) => take(`${name}.${value}`) !== undefined);
      if (wasThere) given[name] = chosen.map(({ value }) => value);
      continue;
    }
    const entered = take(name);
    if (entered !== undefined) given[name] = readEntered(attribute, String(entered));
  }
  return { given, rest };
}

function readEntered(attribute: Attribute, entered: string): unknown {
  const text = entered.trim();
  if (text === '') return null;
  if (attribute.type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : entered;
  if (attribute.type !== 'number') return entered;
  // What is no number stays as it was entered, to be refused and shown again.
  const number = Number(text.replace(',', '.'));
  return Number.isFinite(number) ? number : entered;
}
