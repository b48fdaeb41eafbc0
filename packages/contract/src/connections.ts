/**
 * A connection: an account elsewhere that customers of a tenant may sign in with. Unknown names are refused, so a
 * misspelt one is found at once. Rules between fields, for addresses and for secrets are the server's.
 */
import { z } from 'zod';

export const connectionPresets = [
  'openid',
  'oauth2',
  'google',
  'apple',
  'microsoft',
  'facebook',
  'github',
  'linkedin',
  'x',
  'amazon',
  'discord',
] as const;
export type ConnectionPreset = (typeof connectionPresets)[number];

/** What a test of a connection can find, as its findings name it. */
export const connectionFindings = [
  'connection_off',
  'secret_missing',
  'discovery_unreadable',
  'issuer_differs',
  'discovery_ok',
  'address_unusable',
  'challenge_unnamed',
  'scopes_unnamed',
  'keys_unreadable',
  'keys_unusable',
  'keys_ok',
  'host_unreachable',
  'host_answered',
  'host_ok',
] as const;
export type ConnectionFinding = (typeof connectionFindings)[number];

/** Why an address of a provider could not be read. */
export const connectionTroubles = [
  'address_refused',
  'too_large',
  'timeout',
  'unreachable',
  'redirect',
  'status',
  'not_json',
  'not_object',
] as const;
export type ConnectionTrouble = (typeof connectionTroubles)[number];

const address = z.string().min(1).max(2000);
const claimName = z.string().regex(/^[^\p{C}\s]{1,100}$/u);
const visible = z.string().regex(/^[\x21-\x7e]{1,500}$/);

/** Part of the address that upstream providers send customers back to, so it never changes. */
export const connectionId = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/);

// Shown on a button: nothing invisible, no line breaks, no change of direction.
const displayName = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}\p{Zl}\p{Zp}]+$/u);

/** One or more scope tokens, separated by single spaces (RFC 6749, section 3.3). */
const scope = z
  .string()
  .max(1000)
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/);

/** What of a connection may be changed by naming it; what is left out is as its preset says. No secrets. */
export const connectionSettings = z.strictObject({
  /** The id that the provider gave us. */
  client_id: visible,
  /** `openid`: who signs the ID tokens; the addresses are discovered from it. */
  issuer: address.optional(),
  /** `microsoft`: `common`, `organizations`, `consumers`, or the id of the one directory whose members may come. */
  microsoft_tenant: z
    .string()
    .regex(/^(?:common|organizations|consumers|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
    .optional(),
  /** `apple`: what the client secret is signed for; the private key is the secret. */
  apple: z
    .strictObject({
      team_id: z.string().regex(/^[A-Z0-9]{10}$/),
      key_id: z.string().regex(/^[A-Z0-9]{10}$/),
    })
    .optional(),
  /** `oauth2`: its three addresses. */
  authorization_endpoint: address.optional(),
  token_endpoint: address.optional(),
  userinfo_endpoint: address.optional(),
  scope: scope.optional(),
  token_endpoint_auth_method: z.enum(['client_secret_basic', 'client_secret_post', 'none']).optional(),
  /** `oauth2`: what the answer of `userinfo_endpoint` calls these; a dot leads into an object. */
  subject_claim: claimName.optional(),
  email_claim: claimName.optional(),
  email_verified_claim: claimName.optional(),
  name_claim: claimName.optional(),
  /** Whether an address that the provider calls verified proves the mailbox to us. */
  email_is_authoritative: z.boolean().optional(),
  /** Attribute of the profile schema → claim that it is filled from when an account is made. */
  claims: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), claimName).optional(),
  /** `linked_only`: signs in who linked it before, and makes no accounts. */
  sign_up: z.enum(['open', 'linked_only']).optional(),
  /** Whether the tokens of the provider are kept, sealed, for the customer. */
  keeps_tokens: z.boolean().optional(),
  /** What a customer meets whose mail domain is one of this connection's. */
  domain_sign_in: z.enum(['offered', 'required']).optional(),
  /** Where its button stands: lower numbers first, then by name. */
  order: z.int().min(0).max(1000).optional(),
});

/** Domains of mail addresses whose owners sign in here; each counts once it is proven. */
const domains = z.array(z.string().min(3).max(253)).max(100);

const clientSecret = z.string().min(1).max(10_000);

const head = {
  name: displayName,
  preset: z.enum(connectionPresets),
  state: z.enum(['active', 'disabled']).default('active'),
};

/** As a caller writes a new one. The secret is written and never read again. */
export const connectionDefinition = z.strictObject({
  connection_id: connectionId,
  ...head,
  ...connectionSettings.shape,
  client_secret: clientSecret.optional(),
  domains: domains.optional(),
});

/** As a caller changes one: null takes a field back to what the preset says. The preset itself stays. */
export const connectionChange = z.strictObject({
  name: displayName.optional(),
  ...nullable(connectionSettings.shape),
  client_id: visible.optional(),
  client_secret: clientSecret.optional(),
});

export type ConnectionDefinition = z.input<typeof connectionDefinition>;
export type ConnectionChange = z.input<typeof connectionChange>;
/** What an operator set. */
export type GivenConnectionSettings = z.output<typeof connectionSettings>;

type Shape = typeof connectionSettings.shape;
type NullableShape = { [Name in keyof Shape]: z.ZodOptional<z.ZodNullable<Shape[Name]>> };

function nullable(shape: Shape): NullableShape {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [name, field.nullable().optional()]),
  ) as unknown as NullableShape;
}
