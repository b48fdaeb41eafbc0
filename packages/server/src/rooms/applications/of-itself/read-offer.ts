/**
 * What an application says about itself (RFC 7591, section 2), read down to what nobody needs to have looked at: the
 * code flow, no secret, addresses by the rules of the house, nothing that we would fetch or show unasked. Pure.
 */
import { type ApplicationMetadata, applicationMetadata } from '@cardea/contract';
import { z } from 'zod';
import { type AddressFinding, examineRedirect } from '../addresses.ts';
import { checkMetadata } from '../check-metadata.ts';

export type OfferRules = {
  readonly development: boolean;
  /** Where the document lies that says it: redirects lead there too, or to the device itself. Null without one. */
  readonly document: URL | null;
};

export type Offer =
  | { readonly kind: 'metadata'; readonly metadata: ApplicationMetadata }
  | { readonly kind: 'refused'; readonly error: OfferError; readonly description: string };

export type OfferError = 'invalid_redirect_uri' | 'invalid_client_metadata';

const text = z.string().max(2000);
// Names that are not known are passed over, as RFC 7591 wants it.
const said = z.object({
  client_name: text.optional(),
  application_type: z.enum(['web', 'native']).optional(),
  redirect_uris: z.array(text).min(1).max(10),
  grant_types: z.array(text).min(1).max(10).default(['authorization_code']),
  response_types: z.array(text).max(10).default(['code']),
  token_endpoint_auth_method: text.default('none'),
  jwks: z.unknown().optional(),
  jwks_uri: text.optional(),
  policy_uri: text.optional(),
  tos_uri: text.optional(),
  id_token_signed_response_alg: text.default('ES256'),
  dpop_bound_access_tokens: z.boolean().default(false),
  require_pushed_authorization_requests: z.boolean().default(false),
  client_secret: z.unknown().optional(),
  client_secret_expires_at: z.unknown().optional(),
});
type Said = z.output<typeof said>;

/** The scopes of OpenID Connect that such an application may ask for; a customer is asked each time. */
export const everydayScopes: readonly string[] = ['openid', 'profile', 'email', 'offline_access'];

/** The metadata to keep, or what is wrong with it in the words of RFC 7591, section 3.2.2. */
export function readOffer(input: unknown, rules: OfferRules): Offer {
  const parsed = said.safeParse(input);
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? 'the body');
    return field === 'redirect_uris'
      ? redirectRefused('redirect_uris is a list of one to ten addresses')
      : refused(`${field} is not in the form it needs to have`);
  }
  const offered = parsed.data;
  const flaw = flawOf(offered, rules);
  if (flaw !== null) return flaw;
  const read = applicationMetadata.safeParse({
    client_name: offered.client_name ?? placeOf(offered, rules),
    application_type: typeOf(offered),
    redirect_uris: offered.redirect_uris,
    grant_types: [...new Set(offered.grant_types)],
    response_types: ['code'],
    token_endpoint_auth_method: offered.token_endpoint_auth_method,
    ...(offered.jwks === undefined ? {} : { jwks: offered.jwks }),
    ...(offered.jwks_uri === undefined ? {} : { jwks_uri: offered.jwks_uri }),
    scope: everydayScopes
      .filter((scope) => scope !== 'offline_access' || offered.grant_types.includes('refresh_token'))
      .join(' '),
    ...linksOf(offered, rules),
    id_token_signed_response_alg: offered.id_token_signed_response_alg,
    dpop_bound_access_tokens: offered.dpop_bound_access_tokens,
    require_pushed_authorization_requests: offered.require_pushed_authorization_requests,
  });
  if (!read.success) return refused(`${String(read.error.issues[0]?.path[0])} is not in the form it needs to have`);
  const [finding] = Object.entries(checkMetadata(read.data, rules));
  if (finding !== undefined) return refused(`${finding[0]}: ${finding[1]}`);
  return { kind: 'metadata', metadata: read.data };
}

function flawOf(offered: Said, rules: OfferRules): Offer | null {
  const { grant_types: grants, token_endpoint_auth_method: method } = offered;
  if (!grants.includes('authorization_code') || grants.some((grant) => !allowedGrants.includes(grant)))
    return refused('grant_types may be authorization_code and refresh_token');
  if (offered.response_types.some((type) => type !== 'code')) return refused('response_types may be code');
  if (method !== 'none' && method !== 'private_key_jwt')
    return refused('token_endpoint_auth_method may be none, with PKCE, or private_key_jwt: no secrets are given out');
  if (offered.client_secret !== undefined || offered.client_secret_expires_at !== undefined)
    return refused('a secret has no place here');
  if (offered.jwks_uri !== undefined && URL.parse(offered.jwks_uri)?.origin !== rules.document?.origin)
    return refused('jwks_uri may lie beside a metadata document; otherwise give jwks');
  for (const address of offered.redirect_uris) {
    const finding = examineOwnRedirect(address, { ...rules, applicationType: typeOf(offered) });
    if (finding !== null) return redirectRefused(`${finding}: not every redirect URI may be registered`);
  }
  return null;
}

const allowedGrants = ['authorization_code', 'refresh_token'];

type OwnFinding = AddressFinding | 'other_origin';

function examineOwnRedirect(
  address: string,
  rules: OfferRules & { readonly applicationType: 'web' | 'native' },
): OwnFinding | null {
  const finding = examineRedirect(address, rules);
  if (finding !== null || rules.document === null) return finding;
  const { origin, protocol, hostname } = new URL(address);
  const isOnTheDevice = protocol === 'http:' && (hostname === '127.0.0.1' || hostname === '[::1]');
  return isOnTheDevice || origin === rules.document.origin ? null : 'other_origin';
}

/** Redirects that only a program on a device can have make it one, whatever it forgot to say. */
function typeOf({ application_type: given, redirect_uris: addresses }: Said): 'web' | 'native' {
  if (given !== undefined) return given;
  const isOfADevice = (address: string) => {
    const url = URL.parse(address);
    return url !== null && (!/^https?:$/.test(url.protocol) || /^(?:127\.0\.0\.1|\[::1\])$/.test(url.hostname));
  };
  return addresses.some(isOfADevice) ? 'native' : 'web';
}

/** Its pages, where they lie at an address that it has shown to be its own; others could lead anywhere. */
function linksOf(offered: Said, { document }: OfferRules): { policy_uri?: string; tos_uri?: string } {
  const own = new Set(document === null ? offered.redirect_uris.map(originOf) : [document.origin]);
  const keep = (address: string | undefined) =>
    address?.startsWith('https://') === true && own.has(originOf(address)) ? address : null;
  const [policy, terms] = [keep(offered.policy_uri), keep(offered.tos_uri)];
  return { ...(policy === null ? {} : { policy_uri: policy }), ...(terms === null ? {} : { tos_uri: terms }) };
}

const originOf = (address: string): string => URL.parse(address)?.origin ?? '';

/** What it is called when it does not say. */
function placeOf({ redirect_uris: [first = ''] }: Said, { document }: OfferRules): string {
  const url = document ?? URL.parse(first);
  return url?.host || url?.protocol.slice(0, -1) || 'application';
}

function refused(description: string): Offer {
  return { kind: 'refused', error: 'invalid_client_metadata', description };
}

function redirectRefused(description: string): Offer {
  return { kind: 'refused', error: 'invalid_redirect_uri', description };
}
