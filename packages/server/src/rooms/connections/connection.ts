/** What a connection is to the rest of the house: what an operator set, over what its preset says. Nothing does any I/O. */
import type { ConnectionPreset, GivenConnectionSettings } from '@cardea/contract';
import { canonical } from './canonical.ts';
import { presetOf } from './presets/known.ts';
import type { Endpoints } from './presets/preset.ts';

type Defaulted =
  | 'scope'
  | 'token_endpoint_auth_method'
  | 'email_is_authoritative'
  | 'claims'
  | 'sign_up'
  | 'keeps_tokens'
  | 'domain_sign_in'
  | 'order';

/** What counts: every default is filled in. */
export type ConnectionSettings = GivenConnectionSettings & {
  readonly [Name in Defaulted]: NonNullable<GivenConnectionSettings[Name]>;
};

export type Connection = {
  readonly connectionId: string;
  readonly tenantId: string;
  /** As its button says it. */
  readonly name: string;
  readonly preset: ConnectionPreset;
  readonly state: 'active' | 'disabled';
  readonly settings: ConnectionSettings;
  /** Rises with each change: names what may be cached. */
  readonly version: string;
  /** What an operator set, without the defaults. */
  readonly given: GivenConnectionSettings;
  readonly hasSecret: boolean;
};

/** Which one of which tenant. */
export type Place = { readonly tenantId: string; readonly connectionId: string };

/** Fills in what was not set. `issuer` is there for every preset of OpenID Connect, the three addresses for every other. */
export function settingsOf(preset: ConnectionPreset, given: GivenConnectionSettings): ConnectionSettings {
  const known = presetOf(preset);
  const issuer = given.issuer ?? known.issuer?.(given);
  return {
    ...known.endpoints,
    ...given,
    ...(issuer === undefined ? {} : { issuer }),
    scope: given.scope ?? known.scope,
    token_endpoint_auth_method: given.token_endpoint_auth_method ?? known.tokenEndpointAuthMethod,
    email_is_authoritative: given.email_is_authoritative ?? known.emailIsAuthoritative,
    claims: given.claims ?? {},
    sign_up: given.sign_up ?? 'open',
    keeps_tokens: given.keeps_tokens ?? false,
    domain_sign_in: given.domain_sign_in ?? 'offered',
    order: given.order ?? 0,
  };
}

/** What was set and differs from what would count anyway. */
export function saidSettings(preset: ConnectionPreset, given: GivenConnectionSettings): Record<string, unknown> {
  const said = Object.entries(given).filter(([name, value]) => {
    const rest = Object.entries(given).filter(([other]) => other !== name);
    const without = settingsOf(preset, Object.fromEntries(rest) as GivenConnectionSettings);
    return value !== undefined && canonical((without as Record<string, unknown>)[name]) !== canonical(value);
  });
  return Object.fromEntries(said);
}

/** The addresses of a provider of plain OAuth 2; null for one of OpenID Connect, which says them itself. */
export function endpointsOf({ settings }: Pick<Connection, 'settings'>): Endpoints | null {
  const { authorization_endpoint, token_endpoint, userinfo_endpoint } = settings;
  if (authorization_endpoint === undefined || token_endpoint === undefined || userinfo_endpoint === undefined)
    return null;
  return { authorization_endpoint, token_endpoint, userinfo_endpoint };
}

/**
 * Whose word a subject is: part of the key of every identity, so that nobody becomes somebody else because an operator
 * moved an address or named another claim (cases 150, 161). `iss` is the one of the verified ID token, where there is one.
 */
export function identityIssuerOf(
  { preset, settings }: Pick<Connection, 'preset' | 'settings'>,
  iss: string | null,
): string {
  if (iss !== null) return iss;
  const { token_endpoint: token = '', userinfo_endpoint: address = '', subject_claim: claim } = settings;
  const own = presetOf(preset).endpoints;
  const isOwn = own?.token_endpoint === token && own.userinfo_endpoint === address;
  // At one and the same host another path tells of anybody: `/users/anna` has the number of Anna, whoever asks.
  const word = isOwn ? new URL(address).origin : `${address} ${token}`;
  return claim === undefined ? word : `${word}#${claim}`;
}

const directory = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The issuer of an identity that comes from elsewhere, as a sign-in by this connection would name it; null where it would
 * never name this one, or where none is said and there are several.
 */
export function vouchedBy(
  { preset, settings }: Pick<Connection, 'preset' | 'settings'>,
  said: string | null,
): string | null {
  if (presetOf(preset).kind === 'oauth2') {
    const own = identityIssuerOf({ preset, settings }, null);
    return said === null || said === own ? own : null;
  }
  const { issuer = '', microsoft_tenant: tenant = 'common' } = settings;
  // Of `common` and its like each directory is an issuer of its own.
  if (preset !== 'microsoft' || directory.test(tenant)) return said === null || said === issuer ? issuer : null;
  const [before = '', after = ''] = issuer.split(`/${tenant}/`);
  const named = said?.startsWith(`${before}/`) === true && said.endsWith(`/${after}`);
  const id = named ? said.slice(before.length + 1, -after.length - 1) : '';
  return said !== null && directory.test(id) ? said : null;
}

/** The order of their buttons. */
export function inOrder(one: Connection, other: Connection): number {
  return one.settings.order - other.settings.order || one.name.localeCompare(other.name, 'en');
}
