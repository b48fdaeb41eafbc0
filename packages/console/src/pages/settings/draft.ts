/** What is being changed, as text in fields, and what of it differs from what counts. */
import type { Settings, SettingsChange } from '../../api/settings.ts';
import { type TextId, text } from '../../texts/index.ts';
import { type Field, groups } from './fields.ts';

export type Draft = Readonly<Record<string, string>>;
export type Difference = { readonly field: Field; readonly before: string; readonly after: string };

export const keyOf = (field: Field): string => `${field.section}.${field.name}`;
const fields = groups.flatMap((group) => group.fields);

/** A value as its field shows it. */
function shown(field: Field, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (field.kind === 'number') return String(Number(value) / (field.secondsPerUnit ?? 1));
  return String(value);
}

/** A value as the API takes it; an empty field goes back to the default. */
function read(field: Field, typed: string): unknown {
  if (typed.trim() === '') return null;
  return field.kind === 'number' ? Math.round(Number(typed) * (field.secondsPerUnit ?? 1)) : typed.trim();
}

export const draftOf = (tree: Settings['settings']): Draft =>
  Object.fromEntries(fields.map((field) => [keyOf(field), shown(field, tree[field.section]?.[field.name])]));

export function differences(former: Draft, draft: Draft): readonly Difference[] {
  return fields.flatMap((field) => {
    const key = keyOf(field);
    const [before, after] = [former[key] ?? '', draft[key] ?? ''];
    return before === after.trim() ? [] : [{ field, before, after: after.trim() }];
  });
}

/** The merge patch that makes it so. */
export function patchOf(changes: readonly Difference[]): SettingsChange {
  const patch: Record<string, Record<string, unknown>> = {};
  for (const { field, after } of changes) {
    patch[field.section] = { ...patch[field.section], [field.name]: read(field, after) };
  }
  return patch;
}

/** A value in words, for whoever confirms a change. */
export function inWords(field: Field, value: string): string {
  if (value === '') return text('settings.unset');
  if (field.kind === 'choice') {
    const label: TextId | undefined = field.options.find(([option]) => option === value)?.[1];
    return label === undefined ? value : text(label);
  }
  return field.kind === 'number' ? `${value} ${text(field.unit)}` : value;
}
