/**
 * The event catalogue: every entry the ledger can hold. `data` travels and rests in clear and holds ids and closed
 * vocabularies only; `personal` is sealed under the customer's key before it is stored. Names are in the past tense.
 */
import { z } from 'zod';

const id = z.string().max(40);
const none = z.strictObject({});
const signingKey = z.strictObject({ keyId: id, algorithm: z.enum(['ES256', 'RS256']) });
const scopes = z.array(z.string().max(100)).max(100);
const client = z.strictObject({ address: z.string(), userAgent: z.string() });

const event = <Data extends z.ZodType, Personal extends z.ZodType>(data: Data, personal: Personal) => ({
  data,
  personal,
});

export const eventCatalogue = {
  'tenant.created': event(z.strictObject({}), none),
  'signing_key.created': event(signingKey, none),
  'signing_key.activated': event(signingKey, none),
  'signing_key.retired': event(signingKey, none),
  'signing_key.removed': event(signingKey, none),
  'signing_key.withdrawn': event(signingKey, none),
  'registration.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'verification.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'customer.registered': event(z.strictObject({ flowId: id, identifierId: id }), none),
  'identifier.verified': event(
    z.strictObject({ identifierId: id, method: z.enum(['email-code', 'email-link']) }),
    none,
  ),
  'password.set': event(z.strictObject({ credentialId: id }), none),
  'password.rehashed': event(z.strictObject({ credentialId: id }), none),
  'sign_in.failed': event(z.strictObject({ flowId: id, reason: z.enum(['no_match', 'not_allowed']) }), none),
  'session.started': event(z.strictObject({ sessionId: id, amr: z.array(z.string()), acr: z.string() }), client),
  'session.renewed': event(z.strictObject({ sessionId: id, amr: z.array(z.string()), acr: z.string() }), none),
  'session.ended': event(
    z.strictObject({
      sessionId: id,
      reason: z.enum(['signed_out', 'ended_by_customer', 'replaced', 'ended_by_operator']),
    }),
    none,
  ),
  'grant.opened': event(z.strictObject({ sessionId: id, applicationId: id }), none),
  'grant.revoked': event(z.strictObject({ sessionId: id, applicationId: id }), none),
  'sessions.ended': event(z.strictObject({ reason: z.enum(['ended_by_customer']), count: z.int() }), none),
  'application.registered': event(z.strictObject({ applicationId: id, firstParty: z.boolean() }), none),
  'application.secret_rotated': event(z.strictObject({ applicationId: id, keepFormerSeconds: z.int() }), none),
  'application.authentication_throttled': event(z.strictObject({ applicationId: id }), none),
  'application.disabled': event(z.strictObject({ applicationId: id }), none),
  'resource.registered': event(z.strictObject({ resourceUri: z.string().max(2000) }), none),
  'consent.granted': event(z.strictObject({ applicationId: id, scopes }), none),
  'consent.withdrawn': event(z.strictObject({ applicationId: id, scopes }), none),
} as const;

export type EventName = keyof typeof eventCatalogue;
export type EventData<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['data']>;
export type EventPersonal<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['personal']>;
