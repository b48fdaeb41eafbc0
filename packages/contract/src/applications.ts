/**
 * What an application says about itself, by the names of RFC 7591 and OpenID Connect registration. Unknown names are
 * refused, so a misspelt one is found at once. Rules between fields and rules for addresses are the server's.
 */
import { z } from 'zod';
import { androidApps, iosApps } from './apps.ts';

const address = z.string().min(1).max(2000);
const addresses = z.array(address).max(50);

// Shown to people who decide whether to trust it: nothing invisible, no line breaks, no change of direction.
const displayName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

/** One or more scope tokens, separated by single spaces (RFC 6749, section 3.3). */
const scope = z
  .string()
  .max(2000)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/);

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/);

/** Certificates as a key set shows them (RFC 7517, 4.7): base64 of DER, the one of the key itself first. */
const x5c = z
  .array(
    z
      .string()
      .max(12_000)
      .regex(/^[A-Za-z0-9+/]+={0,2}$/),
  )
  .min(1)
  .max(5)
  .optional();

// Strict, so that a private key handed in by mistake is refused and never stored.
const publicKey = z.union([
  z.strictObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: base64url.length(43),
    y: base64url.length(43),
    kid: z.string().max(200).optional(),
    alg: z.literal('ES256').optional(),
    use: z.literal('sig').optional(),
    x5c,
  }),
  z.strictObject({
    kty: z.literal('RSA'),
    n: base64url.min(342).max(1366), // 2048 to 8192 bits
    e: base64url.max(11),
    kid: z.string().max(200).optional(),
    alg: z.enum(['RS256', 'PS256']).optional(),
    use: z.literal('sig').optional(),
    x5c,
  }),
]);

/** A name that a certificate is issued to. */
const subject = z
  .string()
  .min(1)
  .max(1000)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

/** Of devices without a keyboard (RFC 8628). */
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

export const applicationMetadata = z.strictObject({
  client_name: displayName,
  application_type: z.enum(['web', 'native']).default('web'),
  redirect_uris: addresses.default([]),
  post_logout_redirect_uris: addresses.default([]),
  grant_types: z
    .array(z.enum(['authorization_code', 'refresh_token', 'client_credentials', deviceGrant]))
    .min(1)
    .max(4)
    .default(['authorization_code']),
  response_types: z.array(z.literal('code')).max(1).optional(),
  token_endpoint_auth_method: z
    .enum([
      'none',
      'client_secret_basic',
      'client_secret_post',
      'private_key_jwt',
      'tls_client_auth',
      'self_signed_tls_client_auth',
    ])
    .default('client_secret_basic'),
  jwks: z.strictObject({ keys: z.array(publicKey).min(1).max(20) }).optional(),
  jwks_uri: address.optional(),
  scope: scope.default('openid profile email'),
  contacts: z.array(z.email().max(254)).max(10).optional(),
  logo_uri: address.optional(),
  client_uri: address.optional(),
  policy_uri: address.optional(),
  tos_uri: address.optional(),
  backchannel_logout_uri: address.optional(),
  backchannel_logout_session_required: z.boolean().default(false),
  initiate_login_uri: address.optional(),
  id_token_signed_response_alg: z.enum(['ES256', 'RS256']).default('ES256'),
  subject_type: z.enum(['public', 'pairwise']).default('public'),
  default_max_age: z
    .int()
    .min(0)
    .max(365 * 24 * 60 * 60)
    .optional(),
  require_pushed_authorization_requests: z.boolean().default(false),
  dpop_bound_access_tokens: z.boolean().default(false),
  /** Mutual TLS (RFC 8705): whom the certificate of `tls_client_auth` is for, by one of five, and tokens bound to it. */
  tls_client_auth_subject_dn: subject.optional(),
  tls_client_auth_san_dns: subject.optional(),
  tls_client_auth_san_uri: subject.optional(),
  tls_client_auth_san_ip: subject.optional(),
  tls_client_auth_san_email: subject.optional(),
  tls_client_certificate_bound_access_tokens: z.boolean().default(false),
  /** Signed authorization requests (RFC 9101): what they are signed with, and whether there may be others. */
  request_object_signing_alg: z.enum(['ES256', 'PS256']).optional(),
  require_signed_request_object: z.boolean().default(false),
  /** Ours: a security profile that its other fields are held to, and its requests as well. */
  profile: z.literal('fapi2').optional(),
  /** Ours: whether it may ask for passwords and codes in an interface of its own (`/api/flows`). */
  direct_sign_in: z.boolean().default(false),
  /** Ours: the APIs it may ask tokens for (RFC 8707), and the one that is meant when it names none. */
  allowed_resources: z.array(address).max(50).default([]),
  default_resource: address.optional(),
  /** Ours: the apps that this is on phones, of a native application of our own. */
  ios: iosApps.optional(),
  android: androidApps.optional(),
});

/** As a caller writes it: everything but the name has a default. */
export type ApplicationMetadataInput = z.input<typeof applicationMetadata>;
/** As it is stored and used. */
export type ApplicationMetadata = z.output<typeof applicationMetadata>;

/** An API that access tokens can be made for. */
export const resourceDefinition = z.strictObject({
  resource_uri: address,
  name: displayName,
  /** Scope token → what it allows, in words a customer understands. */
  scopes: z.record(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,100}$/), z.string().min(1).max(200)),
  access_token_seconds: z.int().min(60).max(86_400).default(600),
  /** Whether applications that registered themselves, agents among them, may ask for it. */
  open_to_agents: z.boolean().default(false),
});

export type ResourceInput = z.input<typeof resourceDefinition>;
