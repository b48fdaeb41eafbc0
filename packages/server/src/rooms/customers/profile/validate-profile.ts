/**
 * Judges a change of a profile by the tenant's schema: what is declared, who may change it, and whether each value fits.
 * Pure, and the same for pages, API and sign-up: nothing else decides what may be stored.
 */
import type { Attribute } from '@cardea/contract';
import type { ProfileSchema } from '../../tenants/index.ts';
import type { AttributeValue, AttributeValues } from './attribute-value.ts';
import { checkValue } from './check-value.ts';

/** Who changes it. An application acts by the scopes it holds; without one that hands it the attribute it has none. */
export type ProfileActor =
  | { readonly as: 'customer' }
  | { readonly as: 'staff' }
  | { readonly as: 'application'; readonly scopes: readonly string[] };

/** Attribute name → its new value; null takes it away. */
export type ProfileChanges = Readonly<Record<string, AttributeValue | null>>;

export type JudgedChanges = {
  readonly changes: ProfileChanges;
  /** Attribute name → text id of what is wrong with it; empty when the change may be made. */
  readonly findings: Readonly<Record<string, string>>;
};

/** Whether this actor may see the attribute. */
export function maySee(attribute: Attribute, actor: ProfileActor): boolean {
  return attribute.visible_to.includes(actor.as) && isWithinScopes(attribute, actor);
}

/** Whether this actor may change the attribute. */
export function mayEdit(attribute: Attribute, actor: ProfileActor): boolean {
  return attribute.editable_by.includes(actor.as) && isWithinScopes(attribute, actor);
}

/** Judges a change of an existing profile; what is not named stays as it is. */
export function validateProfile(
  schema: ProfileSchema,
  changes: Readonly<Record<string, unknown>>,
  actor: ProfileActor,
): JudgedChanges {
  return judge(changes, (name, given) => {
    const attribute = schema.attributes.find((declared) => declared.name === name);
    // What somebody may not see is, to them, not there.
    if (attribute === undefined || !(maySee(attribute, actor) || mayEdit(attribute, actor)))
      return { finding: 'unknown' };
    if (!mayEdit(attribute, actor)) return { finding: 'not_editable' };
    if (!isEmpty(given)) return checkValue(attribute, given);
    return actor.as === 'customer' && attribute.at_sign_up === 'required' ? { finding: 'required' } : { value: null };
  });
}

/** Judges what a sign-up gives: what it must ask for is there, and nothing that it does not ask for. */
export function validateSignUp(
  schema: ProfileSchema,
  given: Readonly<Record<string, unknown>>,
): { readonly values: AttributeValues; readonly findings: Readonly<Record<string, string>> } {
  const asked = attributesAtSignUp(schema);
  const all = { ...Object.fromEntries(asked.map(({ name }) => [name, null])), ...given };
  const { changes, findings } = judge(all, (name, value) => {
    const attribute = asked.find((declared) => declared.name === name);
    if (attribute === undefined) return { finding: 'unknown' };
    if (!isEmpty(value)) return checkValue(attribute, value);
    return attribute.at_sign_up === 'required' ? { finding: 'required' } : { value: null };
  });
  const present = Object.entries(changes).filter((entry): entry is [string, AttributeValue] => entry[1] !== null);
  return { values: Object.fromEntries(present), findings };
}

/** Of values that came from elsewhere those that the schema takes and no form asks for; nobody is there to mend the others. */
export function acceptableValues(schema: ProfileSchema, given: Readonly<Record<string, unknown>>): AttributeValues {
  const unasked = schema.attributes.filter(({ at_sign_up: atSignUp }) => atSignUp === 'not');
  const values: Record<string, AttributeValue> = {};
  for (const attribute of unasked) {
    const value = given[attribute.name];
    if (isEmpty(value)) continue;
    const judged = checkValue(attribute, value);
    if ('value' in judged && judged.value !== null) values[attribute.name] = judged.value;
  }
  return values;
}

/** What the sign-up form asks for, in the order of the declaration. */
export function attributesAtSignUp(schema: ProfileSchema): Attribute[] {
  return schema.attributes.filter(({ at_sign_up: atSignUp }) => atSignUp !== 'not');
}

type Judgement = { readonly value: AttributeValue | null } | { readonly finding: string };

function judge(
  given: Readonly<Record<string, unknown>>,
  judgement: (name: string, value: unknown) => Judgement,
): JudgedChanges {
  const changes: Record<string, AttributeValue | null> = {};
  const findings: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    const judged = judgement(name, value);
    if ('finding' in judged) findings[name] = `attribute.${judged.finding}`;
    else changes[name] = judged.value;
  }
  return { changes, findings };
}

function isEmpty(given: unknown): boolean {
  if (typeof given === 'string') return given.trim() === '';
  return given === null || given === undefined || (Array.isArray(given) && given.length === 0);
}

function isWithinScopes(attribute: Attribute, actor: ProfileActor): boolean {
  return actor.as !== 'application' || (attribute.scope !== null && actor.scopes.includes(attribute.scope));
}
