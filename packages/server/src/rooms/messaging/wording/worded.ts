/**
 * A translator that says what a tenant words itself, and otherwise what the catalogue says. A tenant's text is filled,
 * never interpreted: a placeholder gets its value as it is, and everything else in it stays what was typed.
 */
import type { Translate } from '../translate.ts';

const placeholder = /\{\{\s*([A-Za-z][A-Za-z_]*)\s*\}\}/g;

/** The placeholders of a text, sorted; each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name]) => name ?? ''))].sort();
}

/** `own` holds the tenant's texts of one language, `plain` speaks the catalogue's words. */
export function wordedTranslate(tag: string, own: Readonly<Record<string, string>>, plain: Translate): Translate {
  const forms = new Intl.PluralRules(tag);
  return (key, variables = {}) => {
    const { count } = variables;
    const counted = typeof count === 'number' ? `${key}_${forms.select(count)}` : key;
    const text = [counted, key].filter((id) => Object.hasOwn(own, id)).map((id) => own[id])[0];
    return text === undefined ? plain(key, variables) : fill(text, variables);
  };
}

function fill(text: string, variables: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(placeholder, (whole, name: string) =>
    Object.hasOwn(variables, name) ? String(variables[name]) : whole,
  );
}
