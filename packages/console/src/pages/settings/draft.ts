/** What is being changed, as text in fields, and what of it differs from what counts. */
import type { SettingsChange } from '../../api/settings.ts';
import { type TextId, text } from '../../texts/index.ts';
import type { Field, Group } from './fields.ts';

export type Draft = Readonly<Record<string, string>>;
export type Difference = { readonly field: Field; readonly before: string; readonly after: string };
export type Tree = Readonly<Record<string, unknown>>;

export const keyOf = (field: Field): string => `${field.section}.${field.name}`;
const fieldsOf = (groups: readonly Group[]): readonly Field[] => groups.flatMap((group) => group.fields);

/** What stands at a path such as `signIn.methods.password`. */
function valueAt(tree: Tree, key: string): unknown {
  return key.split('.').reduce<unknown>((part, name) => (part as Tree | undefined)?.[name], tree);
}

/** What a field of `some` holds where it is none of them; no name has a dash alone. */
const none = '-';

/** What is chosen of `some`; null where that is all of it. */
export const chosenOf = (value: string): readonly string[] | null =>
  value === '' ? null : value === none ? [] : value.split(', ');

/** The same as text, in the order in which they are offered. */
export const chosenAs = (chosen: readonly string[]): string => (chosen.length === 0 ? none : chosen.join(', '));

/** A value as its field shows it. */
function shown(field: Field, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (field.kind === 'number') return String(Number(value) / (field.secondsPerUnit ?? 1));
  if (Array.isArray(value)) return value.length === 0 && field.kind === 'some' ? none : value.join(', ');
  return String(value);
}

/** A value as the API takes it; an empty field goes back to the default. */
function read(field: Field, typed: string): unknown {
  const given = typed.trim();
  if (given === '') return null;
  if (field.kind === 'some') return chosenOf(given);
  if (field.kind === 'list')
    return given
      .toUpperCase()
      .split(/[\s,;]+/)
      .filter((part) => part !== '');
  if (field.kind === 'choice') return field.isYesOrNo === true ? given === 'true' : given;
  if (field.kind !== 'number') return given;
  const number = Number(given.replace(',', '.')) * (field.secondsPerUnit ?? 1);
  return field.isDecimal === true ? number : Math.round(number);
}

export const draftOf = (groups: readonly Group[], tree: Tree): Draft =>
  Object.fromEntries(fieldsOf(groups).map((field) => [keyOf(field), shown(field, valueAt(tree, keyOf(field)))]));

export function differences(groups: readonly Group[], former: Draft, draft: Draft): readonly Difference[] {
  return fieldsOf(groups).flatMap((field) => {
    const key = keyOf(field);
    const [before, after] = [former[key] ?? '', draft[key] ?? ''];
    return before === after.trim() ? [] : [{ field, before, after: after.trim() }];
  });
}

/** The merge patch that makes it so. */
export function patchOf(changes: readonly Difference[]): SettingsChange {
  const patch: Record<string, unknown> = {};
  for (const { field, after } of changes) {
    const names = keyOf(field).split('.');
    const last = names.pop() ?? '';
    let part = patch;
    for (const name of names) {
      part[name] ??= {};
      part = part[name] as Record<string, unknown>;
    }
    part[last] = read(field, after);
  }
  return patch as SettingsChange;
}

/** A value in words, for whoever confirms a change. */
export function inWords(field: Field, value: string, whenUnset: TextId = 'settings.unset'): string {
  if (value === '') return text(field.kind === 'some' ? field.all : whenUnset);
  if (field.kind === 'choice') {
    const label: TextId | undefined = field.options.find(([option]) => option === value)?.[1];
    return label === undefined ? value : text(label);
  }
  if (field.kind === 'some') {
    const names = (chosenOf(value) ?? []).map((id) => field.choices.find(([choice]) => choice === id)?.[1] ?? id);
    return names.length === 0 ? text('settings.some.none') : names.join(', ');
  }
  return field.kind === 'number' && field.unit !== undefined ? `${value} ${text(field.unit)}` : value;
}
