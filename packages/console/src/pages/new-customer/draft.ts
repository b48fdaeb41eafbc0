/** What is typed into the form of a new customer, and what of it is sent. Pure; the server alone judges values. */
import type { Attribute } from '../../api/profile-schema.ts';

/** Attribute name → what is typed; a list where several may be chosen. */
export type AttributeDraft = Readonly<Record<string, string | readonly string[]>>;

/** What staff may write of a profile. */
export const writable = (attributes: readonly Attribute[]): Attribute[] =>
  attributes.filter(({ editable_by: editors }) => editors.includes('staff'));

/** The values as the API takes them; what is empty is left out. */
export function valuesOf(attributes: readonly Attribute[], draft: AttributeDraft): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, type } of attributes) {
    const typed = draft[name];
    if (typed === undefined || typed.length === 0) continue;
    if (typeof typed !== 'string') values[name] = typed;
    else if (typed.trim() !== '') values[name] = readAs(type, typed);
  }
  return values;
}

function readAs(type: Attribute['type'], typed: string): unknown {
  if (type === 'boolean') return typed === 'yes';
  if (type !== 'number') return typed;
  const number = Number(typed.replace(',', '.'));
  // What is no number goes as it is, and is refused at its field.
  return Number.isFinite(number) ? number : typed;
}
