/**
 * The value of an attribute and the one text it rests as, sealed. Whatever was once a single text can be read as a text
 * for good, so a declaration may change its type without a row being rewritten.
 */
import type { Attribute } from '@cardea/contract';

export type AttributeValue = string | number | boolean | readonly string[];
/** Attribute name → value; what has no value is not there. */
export type AttributeValues = Readonly<Record<string, AttributeValue>>;

/** The text to seal. */
export function encodeValue(value: AttributeValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The value that rests as this text, as the attribute is declared now; null when it cannot be read as that. */
export function decodeValue(attribute: Attribute, text: string): AttributeValue | null {
  switch (attribute.type) {
    case 'number':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : null;
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : null;
    case 'multi_choice':
      return decodeList(text);
    default:
      return text;
  }
}

/** A list, or the one text that was chosen while only one could be. */
function decodeList(text: string): readonly string[] {
  if (!text.startsWith('[')) return [text];
  try {
    return (JSON.parse(text) as unknown[]).map(String);
  } catch {
    return [text];
  }
}
