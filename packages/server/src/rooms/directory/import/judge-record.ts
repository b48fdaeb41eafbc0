/**
 * Judges one record by the rules that count for everybody: the schema of records, what an address, a number and a user
 * name is, the tenant's settings and its profile schema. Pure; what is refused is refused by a code and a field's name.
 */
import { type CustomerRecord, customerRecord } from '@cardea/contract';
import { isId } from '../../../foundation/ids/index.ts';
import {
  type AttributeValues,
  checkValue,
  type Newcomer,
  parseEmailAddress,
  parsePhoneNumber,
  parseUsername,
} from '../../customers/index.ts';
import type { ProfileSchema, TenantSettings } from '../../tenants/index.ts';
import { type IdentityContext, identitiesOf, type JudgedIdentity } from './judge-identities.ts';
import type { Loose } from './mappings/mapping.ts';
import type { ImportChoices } from './options.ts';

export type JudgingContext = IdentityContext & {
  readonly schema: ProfileSchema;
  readonly settings: TenantSettings;
  readonly choices: ImportChoices;
  readonly isTextOnly: boolean;
  /** Ids of applications: no customer is called like one, because a token's subject may be either. */
  readonly applicationIds: ReadonlySet<string>;
};

export type Judged =
  | {
      readonly newcomer: Omit<Newcomer, 'customerId'>;
      /** The id that a customer of another Cardea keeps; null for a fresh one. */
      readonly keptId: string | null;
      readonly hash: string | null;
      readonly consents: CustomerRecord['consents'];
      readonly identities: readonly JudgedIdentity[];
      readonly leftOut: readonly string[];
    }
  | Refused;

export type Refused = { readonly refused: string; readonly field: string | null };

const attributeName = /^[a-z][a-z0-9_]{0,39}$/;

export function judgeRecord(given: Loose, context: JudgingContext): Judged {
  const parsed = customerRecord.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
    const isUnknown = issue?.code === 'unrecognized_keys';
    return { refused: isUnknown ? 'record.unknown_field' : 'record.invalid', field: nameable(field) };
  }
  const record = parsed.data;
  const leftOut: string[] = [];
  const identifiers = identifiersOf(record, context, leftOut);
  if ('refused' in identifiers) return identifiers;
  const attributes = attributesOf(record, context, leftOut);
  if ('refused' in attributes) return attributes;
  const locale = localeOf(record.locale, context.settings);
  if (locale === null) return { refused: 'locale.malformed', field: 'locale' };
  const identities = identitiesOf(record.identities, context, leftOut);
  if ('refused' in identities) return identities;
  const named = namesOf(record, context, leftOut);
  if ('refused' in named) return named;
  const { keptId, externalId } = named;
  const createdAt = record.created_at === undefined ? null : new Date(record.created_at);
  return {
    newcomer: {
      identifiers: identifiers.held,
      attributes: attributes.values,
      locale,
      state: record.state,
      createdAt,
      externalId,
    },
    keptId,
    hash: record.password_hash ?? null,
    consents: record.consents,
    identities: identities.held,
    leftOut,
  };
}

function identifiersOf(
  record: CustomerRecord,
  { settings, choices }: JudgingContext,
  leftOut: string[],
): { readonly held: Newcomer['identifiers'] } | Refused {
  const held: Newcomer['identifiers'][number][] = [];
  const { phone_number: typed, username: name } = record;
  const isAlone = record.email === undefined;
  const missing = isAlone ? refusalOfAlone(record, settings) : null;
  if (missing !== null) return missing;
  if (record.email !== undefined) {
    const email = parseEmailAddress(record.email);
    if (email === null) return { refused: 'email.malformed', field: 'email' };
    const isVerified = record.email_verified || choices.trustEmails;
    held.push({ identifier: { type: 'email', ...email }, isVerified });
  }
  if (typed !== undefined && !isAlone && settings.identifiers.phone === 'off') leftOut.push('phone_number');
  else if (typed !== undefined) {
    const phone = parsePhoneNumber(typed, settings.identifiers.defaultCountry);
    if (phone === null) return { refused: 'phone_number.malformed', field: 'phone_number' };
    held.push({ identifier: { type: 'phone', ...phone }, isVerified: record.phone_number_verified, isAlone });
  }
  if (name !== undefined && settings.identifiers.username === 'off') leftOut.push('username');
  else if (name !== undefined) {
    const username = parseUsername(name);
    if ('refused' in username) return { refused: `username.${username.refused}`, field: 'username' };
    held.push({ identifier: { type: 'username', ...username }, isVerified: false });
  }
  return { held };
}

/** Why somebody without an address is not taken; null where their number is what leads into an account. */
function refusalOfAlone(record: CustomerRecord, { registration, signIn }: TenantSettings): Refused | null {
  if (record.phone_number === undefined) return { refused: 'email.missing', field: 'email' };
  const field = 'phone_number';
  if (registration.numberAlone !== 'on' || signIn.methods.smsCode !== 'on')
    return { refused: 'phone_number.not_alone', field };
  // Nobody would be led into the account by a number that nobody has proven.
  return record.phone_number_verified ? null : { refused: 'phone_number.unverified', field };
}

function attributesOf(
  record: CustomerRecord,
  { schema, choices, isTextOnly }: JudgingContext,
  leftOut: string[],
): { readonly values: AttributeValues } | Refused {
  const values: Record<string, AttributeValues[string]> = {};
  for (const [name, given] of Object.entries(record.attributes)) {
    const attribute = schema.attributes.find((declared) => declared.name === name);
    if (attribute === undefined) {
      if (choices.undeclared === 'reject') return { refused: 'attribute.undeclared', field: nameable(name) };
      leftOut.push(nameable(name) ?? 'another attribute');
      continue;
    }
    const checked = checkValue(attribute, isTextOnly ? valueFromText(attribute.type, given) : given);
    if ('finding' in checked) return { refused: `attribute.${checked.finding}`, field: name };
    if (checked.value !== '' && !(Array.isArray(checked.value) && checked.value.length === 0))
      values[name] = checked.value;
  }
  return { values };
}

/** What a text says where a text is all that a file can hold. */
function valueFromText(type: string, given: unknown): unknown {
  if (typeof given !== 'string') return type === 'multi_choice' && !Array.isArray(given) ? [String(given)] : given;
  const text = given.trim();
  if (type === 'number') return text !== '' && Number.isFinite(Number(text)) ? Number(text) : given;
  if (type === 'boolean') return /^(?:true|yes|1)$/i.test(text) || (/^(?:false|no|0)$/i.test(text) ? false : given);
  if (type === 'multi_choice') return text.split(/\s*[;|]\s*/).filter((one) => one !== '');
  return given;
}

/** Ids as they are in the file: kept as the customer's own, as their subject, or only to find them by. */
function namesOf(
  { id, external_id: external }: CustomerRecord,
  { choices, applicationIds }: JudgingContext,
  leftOut: string[],
): { readonly keptId: string | null; readonly externalId: Newcomer['externalId'] } | Refused {
  for (const [field, value] of [
    ['id', id],
    ['external_id', external],
  ] as const)
    if (value !== undefined && !/^[\x20-\x7e]+$/.test(value)) return { refused: 'id.malformed', field };
  const own = external === undefined ? null : { value: external, isSubject: false };
  if (id === undefined) return { keptId: null, externalId: own };
  if (!choices.keepSubjects) {
    if (own !== null && external !== id) leftOut.push('id');
    return { keptId: null, externalId: own ?? { value: id, isSubject: false } };
  }
  if (isId('customer', id)) return { keptId: id, externalId: own };
  // Our own ids have forms of their own: a foreign one must not pass for somebody else's.
  if (/^[a-z]{3}_/.test(id) || applicationIds.has(id)) return { refused: 'id.reserved', field: 'id' };
  if (own !== null && external !== id) leftOut.push('external_id');
  return { keptId: null, externalId: { value: id, isSubject: true } };
}

function localeOf(tag: string | undefined, { languages }: TenantSettings): string | null {
  if (tag === undefined) return languages.default ?? languages.offered?.[0] ?? 'en';
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}

/** A field's name as it may be told: ours, or in the form of ours; never what a broken file has in its place. */
function nameable(field: unknown): string | null {
  return typeof field === 'string' && attributeName.test(field) ? field : null;
}
