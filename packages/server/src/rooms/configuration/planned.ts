/** What a plan is made of: changes, and how the difference of one thing becomes one. Pure. */
import { isSame, type Plain } from './plain.ts';
import type { Section } from './schema.ts';
import type { Wanted } from './wanted.ts';

/** One value; `from` or `to` is absent where there is none. */
export type FieldChange = { readonly field: string; readonly from?: unknown; readonly to?: unknown };

export type Change = {
  readonly action: 'create' | 'change' | 'remove';
  readonly section: Section | 'name' | 'pictures';
  /** What is changed within its section: a setting, an attribute, an address, a client_id, a text. */
  readonly key: string;
  /** For settings, texts and the name, one field without a name. */
  readonly fields: readonly FieldChange[];
  /** What else there is to know, in sentences. */
  readonly notes: readonly string[];
};

/** A secret that was read from where its reference points; null where it could not be read. */
export type ReadSecrets = ReadonlyMap<string, Buffer | null>;

/** The same of connections, which are shown to their providers: as they are. */
export type ReadConnectionSecrets = ReadonlyMap<string, string | null>;

/** The names in `there` that go away. */
export function leaving(
  wanted: Wanted,
  section: Section,
  there: Iterable<string>,
  named: ReadonlySet<string>,
): string[] {
  const removed = new Set(wanted.remove[section]);
  const isPruned = wanted.prune.includes(section);
  return [...there].filter((name) => removed.has(name) || (isPruned && !named.has(name)));
}

/** The change of one thing, or none. `isOther`: it is another although nothing that is shown differs. */
export function thing(
  section: Section,
  key: string,
  former: Plain | undefined,
  next: Plain | undefined,
  { notes = [], isOther = false }: { readonly notes?: readonly string[]; readonly isOther?: boolean } = {},
): Change[] {
  const names = [...new Set([...Object.keys(next ?? {}), ...Object.keys(former ?? {})])];
  const fields = names.flatMap((field) =>
    isSame(former?.[field], next?.[field]) ? [] : [valueChange(field, former?.[field], next?.[field])],
  );
  if (former !== undefined && next !== undefined && fields.length === 0 && !isOther) return [];
  const action = former === undefined ? 'create' : next === undefined ? 'remove' : 'change';
  return [{ action, section, key, fields, notes }];
}

export function one(
  action: Change['action'],
  section: Change['section'],
  key: string,
  fields: readonly FieldChange[],
): Change {
  return { action, section, key, fields, notes: [] };
}

export function valueChange(field: string, from: unknown, to: unknown): FieldChange {
  return { field, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
}
