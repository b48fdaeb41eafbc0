/**
 * The event catalogue: every entry the ledger can hold. `data` travels and rests in clear and holds ids and closed
 * vocabularies only; `personal` is sealed under the customer's key before it is stored. Names are in the past tense.
 */
import { z } from 'zod';

const id = z.string().max(40);
const none = z.strictObject({});
const signingKey = z.strictObject({ keyId: id, algorithm: z.enum(['ES256', 'RS256']) });
const scopes = z.array(z.string().max(100)).max(100);
/** Why all sessions of a customer, or all but the one that asks, have ended. */
const endReasons = [
  'ended_by_customer',
  'password_changed',
  'account_recovered',
  'account_secured',
  'account_closing',
] as const;
const attributes = z.array(z.string().max(40)).max(100);
const identifierType = z.enum(['email', 'phone', 'username']);
const client = z.strictObject({ address: z.string(), userAgent: z.string() });

const event = <Data extends z.ZodType, Personal extends z.ZodType>(data: Data, personal: Personal) => ({
  data,
  personal,
});

export const eventCatalogue = {
  'tenant.created': event(z.strictObject({}), none),
  // of the tenant, or of one application
  'settings.changed': event(z.strictObject({ applicationId: id.optional() }), none),
  'signing_key.created': event(signingKey, none),
  'signing_key.activated': event(signingKey, none),
  'signing_key.retired': event(signingKey, none),
  'signing_key.removed': event(signingKey, none),
  'signing_key.withdrawn': event(signingKey, none),
  'registration.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'verification.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'invitation.sent': event(z.strictObject({ invitationId: id, applicationId: id.nullable() }), none),
  'invitation.accepted': event(z.strictObject({ invitationId: id }), none),
  'invitation.revoked': event(z.strictObject({ invitationId: id, reason: z.enum(['withdrawn', 'replaced']) }), none),
  'customer.registered': event(
    // `agreedVersion`: which version of terms and privacy notice was shown, by the tenant's own name for it
    z.strictObject({ flowId: id, identifierId: id, agreedVersion: id.optional() }),
    none,
  ),
  'identifier.verified': event(
    z.strictObject({ identifierId: id, method: z.enum(['email-code', 'email-link', 'sms-code']) }),
    none,
  ),
  'identifier.change_requested': event(z.strictObject({ flowId: id, proofId: id, type: identifierType }), none),
  'identifier.added': event(z.strictObject({ identifierId: id, type: identifierType }), client),
  'identifier.changed': event(
    // `changeId`: what an undo refers to
    z.strictObject({ identifierId: id, formerIdentifierId: id, type: identifierType, changeId: id.optional() }),
    client,
  ),
  'identifier.removed': event(z.strictObject({ identifierId: id, type: identifierType }), client),
  'identifier.change_undone': event(z.strictObject({ identifierId: id, changeId: id, type: identifierType }), client),
  'password.set': event(z.strictObject({ credentialId: id }), none),
  'password.changed': event(z.strictObject({ credentialId: id, occasion: z.enum(['changed', 'recovered']) }), client),
  'password.removed': event(z.strictObject({ credentialId: id }), none),
  'password.rehashed': event(z.strictObject({ credentialId: id }), none),
  'sign_in.failed': event(z.strictObject({ flowId: id, reason: z.enum(['no_match', 'not_allowed']) }), none),
  'session.started': event(z.strictObject({ sessionId: id, amr: z.array(z.string()), acr: z.string() }), client),
  'session.renewed': event(z.strictObject({ sessionId: id, amr: z.array(z.string()), acr: z.string() }), none),
  'session.ended': event(
    z.strictObject({
      sessionId: id,
      reason: z.enum(['signed_out', 'ended_by_customer', 'replaced', 'too_many', 'ended_by_operator']),
    }),
    none,
  ),
  'grant.opened': event(z.strictObject({ sessionId: id, applicationId: id }), none),
  'grant.revoked': event(z.strictObject({ sessionId: id, applicationId: id }), none),
  'sessions.ended': event(z.strictObject({ reason: z.enum(endReasons), count: z.int() }), none),
  'confirmation.failed': event(z.strictObject({ sessionId: id }), none),
  'device.remembered': event(z.strictObject({ sessionId: id }), client),
  'devices.forgotten': event(z.strictObject({ count: z.int() }), none),
  'identifiers.purged': event(z.strictObject({ identifierIds: z.array(id) }), none),
  'recovery.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'recovery.proven': event(z.strictObject({ flowId: id, method: z.enum(['email-code', 'email-link']) }), none),
  'account.recovered': event(z.strictObject({ flowId: id }), client),
  'account.secured': event(z.strictObject({ proofId: id }), client),
  'account.closing': event(z.strictObject({ closesAt: z.iso.datetime() }), client),
  'account.kept': event(
    z.strictObject({ method: z.enum(['sign-in', 'email-link', 'undo-link', 'secure-link']) }),
    client,
  ),
  'customer.closed': event(none, none),
  'message.bounced': event(z.strictObject({ messageId: id, status: z.string().max(11) }), none),
  'application.registered': event(z.strictObject({ applicationId: id, firstParty: z.boolean() }), none),
  'application.secret_rotated': event(z.strictObject({ applicationId: id, keepFormerSeconds: z.int() }), none),
  'application.authentication_throttled': event(z.strictObject({ applicationId: id }), none),
  'application.disabled': event(z.strictObject({ applicationId: id }), none),
  'resource.registered': event(z.strictObject({ resourceUri: z.string().max(2000) }), none),
  'consent.granted': event(z.strictObject({ applicationId: id, scopes }), none),
  'consent.withdrawn': event(z.strictObject({ applicationId: id, scopes }), none),
  'profile_schema.changed': event(
    z.strictObject({
      from: z.int(),
      to: z.int(),
      added: attributes,
      changed: attributes,
      removed: attributes,
      restored: attributes,
    }),
    none,
  ),
  'profile_schema.purged': event(z.strictObject({ attribute: z.string().max(40) }), none),
  'profile.changed': event(
    z.strictObject({ attributes, as: z.enum(['customer', 'application', 'staff', 'retention']), version: id }),
    none,
  ),
} as const;

export type EventName = keyof typeof eventCatalogue;
export type EventData<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['data']>;
export type EventPersonal<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['personal']>;
