/**
 * A connection as it is typed: every field a text. What differs from what counts becomes the merge patch, and nothing
 * else, so that what nobody touched stays as its preset says. Pure.
 */
import type { Connection, ConnectionChange, NewConnection, Preset } from '../../api/connections.ts';

const plain = [
  'name',
  'client_id',
  'client_secret',
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'userinfo_endpoint',
  'scope',
  'token_endpoint_auth_method',
  'subject_claim',
  'email_claim',
  'email_verified_claim',
  'name_claim',
  'sign_up',
  'domain_sign_in',
] as const;
const yesOrNo = ['email_is_authoritative', 'keeps_tokens'] as const;
const ofMicrosoft = ['microsoft_tenant', 'microsoft_directory'] as const;
const ofApple = ['team_id', 'key_id'] as const;

export type FieldName =
  | (typeof plain)[number]
  | (typeof yesOrNo)[number]
  | (typeof ofMicrosoft)[number]
  | (typeof ofApple)[number]
  | 'order';
export type Claim = { readonly key: number; readonly attribute: string; readonly claim: string };
export type Draft = Readonly<Record<FieldName, string>> & { readonly claims: readonly Claim[] };
/** One thing that will be another. */
export type Difference = { readonly field: FieldName | 'claims'; readonly before: string; readonly after: string };

/** Instead of one of Microsoft's words: a directory by its id. */
export const oneDirectory = 'directory';
const words = ['common', 'organizations', 'consumers'];

export function draftOf(connection: Partial<Connection>): Draft {
  const { microsoft_tenant: tenant = 'common', apple, order = 0, claims = {} } = connection;
  const isWord = words.includes(tenant);
  const texts = Object.fromEntries(
    plain.map((name) => [name, name === 'client_secret' ? '' : (connection[name] ?? '')]),
  ) as Record<(typeof plain)[number], string>;
  return {
    ...texts,
    email_is_authoritative: String(connection.email_is_authoritative ?? false),
    keeps_tokens: String(connection.keeps_tokens ?? false),
    microsoft_tenant: isWord ? tenant : oneDirectory,
    microsoft_directory: isWord ? '' : tenant,
    team_id: apple?.team_id ?? '',
    key_id: apple?.key_id ?? '',
    order: String(order),
    claims: Object.entries(claims).map(([attribute, claim], key) => ({ key, attribute, claim })),
  };
}

const tenantOf = (draft: Draft): string =>
  draft.microsoft_tenant === oneDirectory ? draft.microsoft_directory.trim() : draft.microsoft_tenant;

const claimsIn = ({ claims }: Draft): Record<string, string> =>
  Object.fromEntries(
    claims
      .map(({ attribute, claim }) => [attribute, claim.trim()] as const)
      .filter(([attribute, claim]) => attribute !== '' && claim !== ''),
  );

const claimsInWords = (draft: Draft): string =>
  Object.entries(claimsIn(draft))
    .map(([attribute, claim]) => `${attribute} ← ${claim}`)
    .toSorted()
    .join('\n');

/** What whoever confirms is shown side by side. Of a secret only that there is another. */
export function differences(former: Draft, draft: Draft): readonly Difference[] {
  const fields = Object.keys(former).filter((name) => name !== 'claims') as FieldName[];
  const found: Difference[] = fields
    .map((field) => ({ field, before: former[field], after: draft[field].trim() }))
    .filter(({ before, after }) => before !== after);
  const [before, after] = [claimsInWords(former), claimsInWords(draft)];
  return before === after ? found : [...found, { field: 'claims', before, after }];
}

/** Addresses that a secret would be shown to: whoever changes one shows that they know the secret. */
const leading: readonly (FieldName | 'claims')[] = [
  ...['issuer', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint'],
  ...ofMicrosoft,
] as FieldName[];

/** Whether the provider will be another one than the secret was given for. */
export const leadsElsewhere = (changes: readonly Difference[]): boolean =>
  changes.some(({ field }) => leading.includes(field));

/** The merge patch; an empty field goes back to what the preset says. */
export function patchOf(changes: readonly Difference[], draft: Draft): ConnectionChange {
  const patch: Record<string, unknown> = {};
  for (const { field, after } of changes) {
    if (field === 'claims') patch[field] = claimsIn(draft);
    else if (field === 'order') patch[field] = after === '' ? null : Number(after);
    else if (isOneOf(yesOrNo, field)) patch[field] = after === 'true';
    else if (isOneOf(ofMicrosoft, field)) patch['microsoft_tenant'] = tenantOf(draft);
    else if (isOneOf(ofApple, field)) patch['apple'] = { team_id: draft.team_id.trim(), key_id: draft.key_id.trim() };
    else if (after !== '' || field !== 'client_secret') patch[field] = after === '' ? null : after;
  }
  return patch as ConnectionChange;
}

/** A new one: with what was said, and switched off until it was tested. */
export function newOf(preset: Preset, id: string, draft: Draft, asked: readonly FieldName[]): NewConnection {
  const said = differences(draftOf({}), draft).filter(({ field }) => field !== 'claims' && asked.includes(field));
  const { name, client_id } = draft;
  return {
    ...(patchOf(said, draft) as Partial<NewConnection>),
    ...{ preset, connection_id: id.trim(), name: name.trim(), client_id: client_id.trim(), state: 'disabled' },
  };
}

/** Where the API says what is wrong with a field. */
export function pointerOf(name: FieldName): string {
  if (name === 'team_id' || name === 'key_id') return `/apple/${name}`;
  return name === 'microsoft_directory' ? '/microsoft_tenant' : `/${name}`;
}

const isOneOf = <Name extends string>(names: readonly Name[], name: string): name is Name =>
  names.some((known) => known === name);
