/** How the records of one kind of file become ours. Pure; what a mapping does not know it leaves to the profile schema. */
import type { CustomerRecordInput } from '@cardea/contract';

/** Our own form, not checked yet; or why there is none. */
export type Mapped =
  | { readonly record: Loose }
  /** A hash for somebody who may be here already, found by the id. */
  | { readonly record: Loose; readonly completes: true }
  | { readonly refused: string; readonly field?: string };

/** The fields of a record, whatever they hold: the record's schema judges them. */
export type Loose = { readonly [Field in keyof CustomerRecordInput]?: unknown };

export type MappingContext = {
  /** Names of the attributes that the profile schema declares. */
  readonly declared: ReadonlySet<string>;
};

export type Mapping = (given: unknown, context: MappingContext) => Mapped;

export type Fields = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Without what is not there: null, undefined and empty texts say nothing. */
export function present<Value extends Fields>(fields: Value): Partial<Value> {
  const kept = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return Object.fromEntries(kept) as Partial<Value>;
}

/**
 * Stands for a number that lost digits when it was read: it may be somebody else's by now. No provider calls anybody so,
 * and no record that would be linked by it is accepted.
 */
export const roundedSubject = '\uFFFD';

/** Accounts elsewhere, as far as they can be read; what is of another form than it should be is not there. */
export function identitiesIn(
  list: unknown,
  read: (one: Fields) => { readonly connection: unknown; readonly subject: unknown; readonly [name: string]: unknown },
): Fields[] | undefined {
  const found = (Array.isArray(list) ? list : []).filter(isObject).flatMap((one) => {
    const { connection, subject, email, name } = read(one);
    const text = typeof subject === 'number' ? textOf(subject) : subject;
    if (typeof connection !== 'string' || typeof text !== 'string' || connection === '' || text === '') return [];
    const shown = { email: lineOf(email, 254), name: lineOf(name, 200) };
    return [{ ...present(shown), connection: connection.slice(0, 100), subject: text.slice(0, 256) }];
  });
  return found.length === 0 ? undefined : found.slice(0, 20);
}

const textOf = (number: number): string => (Number.isSafeInteger(number) ? String(number) : roundedSubject);

const lineOf = (value: unknown, most: number): unknown =>
  typeof value === 'string' && value.length <= most ? value : undefined;

/** One name, or its parts: whichever the profile schema declares. */
export function nameAttributes(
  declared: ReadonlySet<string>,
  names: { readonly name?: unknown; readonly given?: unknown; readonly family?: unknown },
): Fields {
  const whole = names.name ?? [names.given, names.family].filter((part) => typeof part === 'string').join(' ');
  return present({
    ...(declared.has('given_name') ? { given_name: names.given } : {}),
    ...(declared.has('family_name') ? { family_name: names.family } : {}),
    ...(declared.has('name') ? { name: whole } : {}),
  });
}
