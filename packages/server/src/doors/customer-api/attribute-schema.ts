/** JSON Schemas of attributes, as the business declared them: what a form of an application's own is built from. */
import type { Attribute } from '@cardea/contract';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The form of a value. The server checks more: whether a day exists, or a country. */
export function attributeSchema(attribute: Attribute): JsonSchema {
  switch (attribute.type) {
    case 'text':
      return {
        type: 'string',
        maxLength: attribute.max_length,
        ...(attribute.min_length === undefined ? {} : { minLength: attribute.min_length }),
      };
    case 'long_text':
      return { type: 'string', maxLength: attribute.max_length };
    case 'number':
      return {
        type: attribute.integer ? 'integer' : 'number',
        ...(attribute.min === undefined ? {} : { minimum: attribute.min }),
        ...(attribute.max === undefined ? {} : { maximum: attribute.max }),
      };
    case 'boolean':
      return { type: 'boolean' };
    case 'date':
      return { type: 'string', format: 'date' };
    case 'choice':
      return { type: 'string', enum: attribute.choices.map(({ value }) => value) };
    case 'multi_choice':
      return {
        type: 'array',
        uniqueItems: true,
        items: { type: 'string', enum: attribute.choices.map(({ value }) => value) },
      };
    case 'url':
      return { type: 'string', format: 'uri', maxLength: 2000 };
    case 'country':
      return { type: 'string', pattern: '^[A-Z]{2}$' };
    case 'phone':
      return { type: 'string', maxLength: 40 };
    case 'locale':
    case 'timezone':
      return { type: 'string', maxLength: 60 };
  }
}

/** What an attribute is called in the reader's language: in the business's words, else in ours, else by its name. */
export function attributeTitle(
  attribute: Attribute,
  locale: string,
  words: { has(key: string): boolean; text(key: string): string },
): string {
  const own = attribute.label;
  const said = own && (own[locale] ?? own[locale.split('-')[0] ?? ''] ?? own['en'] ?? Object.values(own)[0]);
  const key = `pages:labels.${attribute.name}`;
  return said ?? (words.has(key) ? words.text(key) : attribute.name);
}
