/**
 * Everything as a file would say it: with the names of the file, without what would hold anyway. The plan compares these,
 * and the export is made of them, so a file that was exported changes nothing.
 */
import { type Attribute, applicationMetadata, profileSchemaDeclaration, resourceDefinition } from '@cardea/contract';
import { type Application, type CurrentSecret, needsSecret, type Resource } from '../applications/index.ts';
import { givenSettings, type TenantSettings } from '../tenants/index.ts';
import { settingNames } from './setting-names.ts';

export type Plain = { readonly [name: string]: unknown };

/** One text for equal values, whatever the order of their names. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_name, part: unknown) =>
      part !== null && typeof part === 'object' && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
        : part,
    ) ?? ''
  );
}

export function isSame(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}

/** All settings as they are while nobody sets them. */
export const defaultSettings: TenantSettings = givenSettings.parse({});
const defaultValues = flatten(defaultSettings);

/** What a setting is while nobody sets it; undefined for those that are nothing by default. */
export function defaultSetting(name: string): unknown {
  return defaultValues.get(name);
}

/** `section.field` → value, in the order of the form. */
export function flatten(settings: TenantSettings): Map<string, unknown> {
  const tree = settings as unknown as Record<string, Record<string, unknown>>;
  return new Map(
    settingNames.map((name): [string, unknown] => {
      const [section = '', field = ''] = name.split('.');
      return [name, tree[section]?.[field]];
    }),
  );
}

/** The settings that are not as by default. */
export function plainSettings(settings: TenantSettings): Map<string, unknown> {
  const values = flatten(settings);
  return new Map([...values].filter(([name, value]) => !isSame(value, defaultSetting(name))));
}

const metadataFields = Object.keys(applicationMetadata.shape);

type ApplicationParts = Pick<Application, 'metadata' | 'firstParty' | 'state' | 'settings'>;

/** An application without its client_id. */
export function plainApplication(application: ApplicationParts, reference: CurrentSecret['reference']): Plain {
  const { metadata, firstParty, state, settings } = application;
  const defaults = applicationMetadata.parse({ client_name: metadata.client_name }) as Plain;
  const said = metadataFields.filter(
    // It follows from the grants.
    (field) => field !== 'response_types' && !isSame((metadata as Plain)[field], defaults[field]),
  );
  const differing = Object.fromEntries(
    Object.entries(settings)
      .filter(([, fields]) => Object.values(fields).some((value) => value !== undefined))
      .map(([section, fields]) => [section, withoutUndefined(fields)]),
  );
  return {
    client_name: metadata.client_name,
    ...(firstParty ? { first_party: true } : {}),
    ...(state === 'active' ? {} : { state }),
    ...Object.fromEntries(
      said.filter((field) => field !== 'client_name').map((field) => [field, (metadata as Plain)[field]]),
    ),
    ...(reference === null || !needsSecret(metadata) ? {} : { client_secret: reference }),
    ...(Object.keys(differing).length === 0 ? {} : { settings: differing }),
  };
}

const lifetimeByDefault = resourceDefinition.shape.access_token_seconds.parse(undefined);

/** An API without its address. */
export function plainResource({ name, scopes, accessTokenSeconds, openToAgents }: Resource): Plain {
  return {
    name,
    scopes: sorted(scopes),
    ...(accessTokenSeconds === lifetimeByDefault ? {} : { access_token_seconds: accessTokenSeconds }),
    ...(openToAgents ? { open_to_agents: true } : {}),
  };
}

/** An attribute as a person would write it. */
export function plainAttribute(attribute: Attribute): Plain {
  const { name, type } = attribute;
  const least = 'choices' in attribute ? { name, type, choices: attribute.choices } : { name, type };
  const [plain = {}] = profileSchemaDeclaration.parse({ attributes: [least] }).attributes;
  const said = Object.entries(attribute).filter(
    ([field, value]) => !(field in least) && value !== undefined && !isSame(value, (plain as Plain)[field]),
  );
  return { ...least, ...sorted(Object.fromEntries(said)) };
}

/** By name, so that an order that the database gave does not show. */
export function sorted<Value>(record: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function withoutUndefined(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}

/** `section.field` → whether the tenant set it. */
export function sourcesOf(settings: TenantSettings): Record<string, 'tenant' | 'default'> {
  const set = plainSettings(settings);
  return Object.fromEntries(settingNames.map((name) => [name, set.has(name) ? 'tenant' : 'default']));
}
