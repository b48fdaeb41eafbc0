/**
 * What a change of the declaration will do, worked out before it is done. Pure: two declarations and what is known of
 * the values, in; the plan, out. A change that would make values unreadable is refused, never carried out by halves.
 */
import type { Attribute } from '@cardea/contract';
import { isUsablePattern } from './pattern.ts';

export type Plan = {
  /** The version that counts now, and the one that the change makes; equal when there is nothing to do. */
  readonly from: number;
  readonly to: number;
  readonly added: readonly string[];
  readonly changed: readonly { readonly attribute: string; readonly fields: readonly string[] }[];
  /** Their values rest sealed and out of reach for 30 days, then they go. */
  readonly removed: readonly AttributeHolders[];
  /** Removed earlier and declared again: their values are there again. */
  readonly restored: readonly AttributeHolders[];
  /** Their values, given for fewer eyes, would be shown to more. */
  readonly exposed: readonly AttributeHolders[];
  readonly refused: readonly { readonly attribute: string; readonly reason: RefusedChange }[];
};

export type AttributeHolders = { readonly attribute: string; readonly customers: number };
export type RefusedChange = 'type_has_values' | 'pattern_unusable';

export type KnownOfValues = {
  /** How many customers have a value; asked for what is removed, restored or of another type. */
  readonly holders: ReadonlyMap<string, number>;
  /** Attributes whose values are kept though they are declared no more, with the type they had. */
  readonly kept: ReadonlyMap<string, Attribute['type']>;
  /** As what their values were given: what was declared of them last. */
  readonly given: ReadonlyMap<string, Attribute>;
};

/** The attributes whose values matter to the plan, so that their holders have to be counted. */
export function toBeCounted(
  from: readonly Attribute[],
  to: readonly Attribute[],
  { kept, given }: Pick<KnownOfValues, 'kept' | 'given'>,
): string[] {
  const before = byName(from);
  const after = byName(to);
  const gone = from.filter(({ name, type }) => after.get(name)?.type !== type);
  const back = to.filter(({ name }) => !before.has(name) && kept.has(name));
  const shown = exposedBy(to, given);
  return [...new Set([...gone, ...back, ...shown].map(({ name }) => name))];
}

/** The attributes that more would see of: no longer personal, no longer sensitive, or visible to others too. */
function exposedBy(to: readonly Attribute[], given: ReadonlyMap<string, Attribute>): Attribute[] {
  return to.filter((next) => {
    const former = given.get(next.name);
    if (former === undefined) return false;
    const losesCare = former.personal && !next.personal;
    const isPlainer = former.category === 'sensitive' && next.category !== 'sensitive';
    return losesCare || isPlainer || next.visible_to.some((who) => !former.visible_to.includes(who));
  });
}

/** The plan of a change from one declaration to another. */
export function planChange(
  version: number,
  from: readonly Attribute[],
  to: readonly Attribute[],
  { holders, kept, given }: KnownOfValues,
): Plan {
  const before = byName(from);
  const after = byName(to);
  const customersOf = (attribute: string) => ({ attribute, customers: holders.get(attribute) ?? 0 });
  const fresh = to.filter(({ name }) => !before.has(name));
  const changed = to.flatMap((attribute) => {
    const former = before.get(attribute.name);
    const fields = former === undefined ? [] : differences(former, attribute);
    return fields.length === 0 ? [] : [{ attribute: attribute.name, fields }];
  });
  const removed = from.filter(({ name }) => !after.has(name)).map(({ name }) => customersOf(name));
  const restored = fresh.filter(({ name }) => kept.has(name)).map(({ name }) => customersOf(name));
  const added = fresh.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
  const hasMoved = from.some(({ name }, index) => to[index]?.name !== name);
  const isEmpty = fresh.length + changed.length + removed.length === 0 && !hasMoved;
  return {
    from: version,
    to: isEmpty ? version : version + 1,
    added,
    changed,
    removed,
    restored,
    exposed: exposedBy(to, given)
      .map(({ name }) => customersOf(name))
      .filter(({ customers }) => customers > 0),
    refused: to.flatMap((attribute) =>
      refusalsOf(attribute, before.get(attribute.name)?.type, { holders, kept, given }),
    ),
  };
}

function refusalsOf(attribute: Attribute, formerType: Attribute['type'] | undefined, known: KnownOfValues) {
  const refused: { attribute: string; reason: RefusedChange }[] = [];
  const { name } = attribute;
  const typeOfValues = formerType ?? known.kept.get(name);
  const hasValues = (known.holders.get(name) ?? 0) > 0;
  if (typeOfValues !== undefined && hasValues && !staysReadable(typeOfValues, attribute.type))
    refused.push({ attribute: name, reason: 'type_has_values' });
  if (attribute.type === 'text' && attribute.pattern !== undefined && !isUsablePattern(attribute.pattern))
    refused.push({ attribute: name, reason: 'pattern_unusable' });
  return refused;
}

/** Whether values of one type still say something as values of another: whatever is one text remains a text. */
function staysReadable(from: Attribute['type'], to: Attribute['type']): boolean {
  if (from === to) return true;
  if (from === 'choice' && to === 'multi_choice') return true;
  return from !== 'multi_choice' && (to === 'text' || to === 'long_text');
}

function differences(former: Attribute, next: Attribute): string[] {
  const fields = new Set([...Object.keys(former), ...Object.keys(next)]);
  const textOf = (attribute: Attribute, field: string) =>
    canonical((attribute as Readonly<Record<string, unknown>>)[field]);
  return [...fields].filter((field) => textOf(former, field) !== textOf(next, field)).sort();
}

/** One text for equal values, whatever the order of their keys: what comes back from the database has another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function byName(attributes: readonly Attribute[]): Map<string, Attribute> {
  return new Map(attributes.map((attribute) => [attribute.name, attribute]));
}
