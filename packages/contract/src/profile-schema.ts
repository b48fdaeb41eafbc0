/**
 * What a business may know of its customers, declared attribute by attribute. Forms, encryption, claims and validation
 * are derived from it; what is not declared cannot be stored. Unknown names are refused, so a misspelt one is found.
 */
import { z } from 'zod';

/** How many attributes a profile may have, and how many fields its form may need. */
const mostAttributes = 100;
const mostFields = 200;

// They name something else: what a token says about itself, an identifier with its own proof, or a field of a form.
const reservedNames: ReadonlySet<string> = new Set([
  ...['sub', 'iss', 'aud', 'exp', 'iat', 'nbf', 'jti', 'nonce', 'azp', 'sid', 'acr', 'amr', 'auth_time', 'at_hash'],
  ...['c_hash', 's_hash', 'scope', 'client_id', 'cnf', 'act', 'events', 'active', 'username', 'preferred_username'],
  ...['email', 'email_verified', 'phone_number', 'phone_number_verified', 'locale', 'updated_at', 'roles', 'groups'],
  ...[
    'entitlements',
    'flow',
    'token',
    'identifier',
    'password',
    'code',
    'version',
    'decision',
    'question',
    'main',
    'constructor',
  ],
]);

const attributeName = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);
const localeTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/);
/** Nothing invisible, no line breaks, no change of direction. */
const words = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);
/** Language → words. Where the reader's language is missing, English or else the first is taken. */
const inLanguages = (most: number) => z.record(localeTag, words(most));
const word = z.string().regex(/^[a-z][a-z0-9_-]{0,59}$/);
const who = z.enum(['customer', 'application', 'staff']);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const common = {
  name: attributeName,
  label: inLanguages(100).optional(),
  help: inLanguages(300).optional(),
  /** Whether it says something about a person. Every value is sealed, personal or not. */
  personal: z.boolean().default(true),
  /** `sensitive`: special categories of article 9 of the GDPR. */
  category: z.enum(['contact', 'identity', 'preference', 'behaviour', 'sensitive', 'other']).default('identity'),
  /** What it is used for: `account`, `orders`, `support`, `personalisation`, `marketing`, `research`, … or own words. */
  purposes: z.array(word).min(1).max(20).default(['account']),
  visible_to: z.array(who).max(3).default(['customer', 'application', 'staff']),
  editable_by: z.array(who).max(3).default(['customer', 'staff']),
  at_sign_up: z.enum(['required', 'optional', 'not']).default('not'),
  ask: z
    .union([
      z.literal('never'),
      z.strictObject({
        /** Lower numbers are asked first. */
        order: z.int().min(0).max(1000).default(0),
        skippable: z.boolean().default(true),
        again_after_days: z.int().min(1).max(3650).default(30),
      }),
    ])
    .default('never'),
  searchable: z.enum(['no', 'exact', 'prefix']).default('no'),
  /** Days a value is kept after it was last written; null keeps it as long as the account. */
  retention_days: z.int().min(1).max(36_500).nullable().default(null),
  /** The scope that hands it to applications as a claim; null hands it to none. */
  scope: z
    .string()
    .regex(/^[a-z][a-z0-9_.:-]{0,59}$/)
    .refine((name) => name !== 'openid' && name !== 'offline_access')
    .nullable()
    .default(null),
};

const choices = z
  .array(z.strictObject({ value: word, label: inLanguages(100).optional() }))
  .min(1)
  .max(100);

const attribute = z.discriminatedUnion('type', [
  z.strictObject({
    ...common,
    type: z.literal('text'),
    min_length: z.int().min(1).max(1000).optional(),
    max_length: z.int().min(1).max(1000).default(200),
    /** A regular expression for the whole value, in the syntax of RE2: it is matched in linear time. */
    pattern: z.string().min(1).max(200).optional(),
  }),
  z.strictObject({ ...common, type: z.literal('long_text'), max_length: z.int().min(1).max(10_000).default(2000) }),
  z.strictObject({
    ...common,
    type: z.literal('number'),
    integer: z.boolean().default(false),
    min: z.number().optional(),
    max: z.number().optional(),
  }),
  z.strictObject({ ...common, type: z.literal('boolean') }),
  z.strictObject({ ...common, type: z.literal('date'), min: date.optional(), max: date.optional() }),
  z.strictObject({ ...common, type: z.literal('choice'), choices }),
  z.strictObject({ ...common, type: z.literal('multi_choice'), choices: choices.max(50) }),
  z.strictObject({ ...common, type: z.literal('url') }),
  z.strictObject({ ...common, type: z.literal('country') }),
  z.strictObject({ ...common, type: z.literal('locale') }),
  z.strictObject({ ...common, type: z.literal('timezone') }),
  z.strictObject({ ...common, type: z.literal('phone') }),
]);

/** The whole declaration: what a file, an export or the API holds. */
export const profileSchemaDeclaration = z
  .strictObject({ attributes: z.array(attribute).max(mostAttributes) })
  .superRefine(({ attributes }, context) => {
    const refuse = (index: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['attributes', index, field], message });
    const names = new Set<string>();
    for (const [index, declared] of attributes.entries()) {
      if (reservedNames.has(declared.name)) refuse(index, 'name', 'this name means something else already');
      if (names.has(declared.name)) refuse(index, 'name', 'there is an attribute of this name already');
      names.add(declared.name);
      for (const [field, message] of disagreementsOf(declared)) refuse(index, field, message);
    }
    const fields = attributes.reduce((sum, one) => sum + (one.type === 'multi_choice' ? one.choices.length : 1), 0);
    if (fields > mostFields)
      context.addIssue({
        code: 'custom',
        path: ['attributes'],
        message: `its form would need more than ${mostFields} fields`,
      });
  });

const searchedByPrefix: ReadonlySet<string> = new Set(['text', 'url', 'phone']);

/** Field → why it does not go together with the others. */
function disagreementsOf(declared: Attribute): [string, string][] {
  const found: [string, string][] = [];
  const isAsked = declared.at_sign_up !== 'not' || declared.ask !== 'never';
  if (isAsked && !(declared.editable_by.includes('customer') && declared.visible_to.includes('customer')))
    found.push(['editable_by', 'what customers are asked for, they must be able to see and to change']);
  if (declared.at_sign_up === 'required' && declared.retention_days !== null)
    found.push(['retention_days', 'what is required cannot leave before the account does']);
  if (declared.scope !== null && !declared.visible_to.includes('application'))
    found.push(['scope', 'a scope hands it to applications, which may not see it']);
  if (declared.searchable === 'prefix' && !searchedByPrefix.has(declared.type))
    found.push(['searchable', 'only text, url and phone can be searched by prefix']);
  if (declared.searchable !== 'no' && declared.type === 'long_text')
    found.push(['searchable', 'a long text cannot be searched']);
  if ('min' in declared && declared.min !== undefined && declared.max !== undefined && declared.min > declared.max)
    found.push(['min', 'is more than max']);
  if (declared.type === 'text' && (declared.min_length ?? 0) > declared.max_length)
    found.push(['min_length', 'is more than max_length']);
  if ('choices' in declared && new Set(declared.choices.map(({ value }) => value)).size < declared.choices.length)
    found.push(['choices', 'a value is there twice']);
  return found;
}

/** As it is stored and used. */
export type Attribute = z.output<typeof attribute>;
/** As a caller writes it: name and type; everything else has a default. */
export type ProfileSchemaInput = z.input<typeof profileSchemaDeclaration>;
export type ProfileSchemaDeclaration = z.output<typeof profileSchemaDeclaration>;
