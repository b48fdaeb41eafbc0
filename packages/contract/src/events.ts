/**
 * The event catalogue: every entry the ledger can hold. `data` travels and rests in clear and holds ids and closed
 * vocabularies only; `personal` is sealed under the customer's key before it is stored. Names are in the past tense.
 */
import { z } from 'zod';
import { accountEvents } from './events/account.ts';
import { administratorEvents } from './events/administrators.ts';
import { connectionEvents } from './events/connections.ts';
import { deviceEvents } from './events/devices.ts';
import { identifierEvents } from './events/identifiers.ts';
import { event, host, id, none } from './events/parts.ts';
import { protectionEvents } from './events/protection.ts';

// One that is known by a document has its address for an id.
const applicationId = z.string().max(200);
const resource = z.strictObject({ resourceUri: z.string().max(2000) });
const signingKey = z.strictObject({ keyId: id, algorithm: z.enum(['ES256', 'RS256']) });
const scopes = z.array(z.string().max(100)).max(100);
/** Why all sessions of a customer, or all but the one that asks, have ended. */
const endReasons = [
  'ended_by_customer',
  'password_changed',
  'account_recovered',
  'account_secured',
  'account_closing',
  'ended_by_administrator',
  'account_disabled',
] as const;
const domain = z.strictObject({ host });
const asset = z.strictObject({ asset: z.string().max(60) });
const bulkAction = z.enum(['disable', 'end_sessions', 'close']);
const proofMethod = z.enum([
  'password',
  'connection',
  'passkey',
  'authenticator',
  'email-code',
  'email-link',
  'sms-code',
  'recovery-code',
  'remembered-device',
]);
const attributes = z.array(z.string().max(40)).max(100);
const identity = z.strictObject({ identityId: id, connectionId: id });
const client = z.strictObject({ address: z.string(), userAgent: z.string() });

export const eventCatalogue = {
  'tenant.created': event(z.strictObject({}), none),
  'tenant.renamed': event(none, none),
  'tenant.suspended': event(none, none),
  'tenant.resumed': event(none, none),
  // from a backup of that moment
  'tenant.restored': event(z.strictObject({ takenAt: z.iso.datetime() }), none),
  'domain.claimed': event(domain, none),
  'domain.added': event(z.strictObject({ host, proof: z.enum(['operator', 'loopback', 'dns', 'https']) }), none),
  // with it, the issuer
  'domain.made_primary': event(z.strictObject({ host, former: host.nullable() }), none),
  'domain.removed': event(domain, none),
  'branding.asset_added': event(asset, none),
  'branding.asset_removed': event(asset, none),
  'texts.changed': event(
    z.strictObject({ locale: z.string().max(20), changed: z.int().min(0), reset: z.int().min(0) }),
    none,
  ),
  // of the tenant, or of one application
  'settings.changed': event(z.strictObject({ applicationId: applicationId.optional() }), none),
  'signing_key.created': event(signingKey, none),
  'signing_key.activated': event(signingKey, none),
  'signing_key.retired': event(signingKey, none),
  'signing_key.removed': event(signingKey, none),
  'signing_key.withdrawn': event(signingKey, none),
  'registration.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'verification.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'invitation.sent': event(z.strictObject({ invitationId: id, applicationId: applicationId.nullable() }), none),
  'invitation.accepted': event(z.strictObject({ invitationId: id }), none),
  'invitation.revoked': event(z.strictObject({ invitationId: id, reason: z.enum(['withdrawn', 'replaced']) }), none),
  'customer.registered': event(
    // `agreedVersion`: which version of terms and privacy notice was shown, by the tenant's own name for it
    z.strictObject({ flowId: id, identifierId: id, agreedVersion: id.optional() }),
    none,
  ),
  'identifier.verified': event(
    z.strictObject({
      identifierId: id,
      method: z.enum(['email-code', 'email-link', 'sms-code', 'set-up', 'connection']),
    }),
    none,
  ),
  ...identifierEvents,
  'password.set': event(z.strictObject({ credentialId: id }), none),
  'password.changed': event(z.strictObject({ credentialId: id, occasion: z.enum(['changed', 'recovered']) }), client),
  'password.removed': event(z.strictObject({ credentialId: id }), none),
  // a right password that others know; `source`: the list it is on, or a common one that it hides. The second entry: no session began, another one is asked for
  'password.found_leaked': event(
    z.strictObject({ credentialId: id, source: z.enum(['built_in', 'file', 'range', 'dressed_up']) }),
    none,
  ),
  'password.renewal_asked': event(z.strictObject({ credentialId: id, flowId: id }), client),
  'password.rehashed': event(z.strictObject({ credentialId: id }), none),
  // `atSignUp`: the number that an account without an address begins with
  'factor.enrolled': event(
    z.strictObject({ method: proofMethod, credentialId: id, atSignUp: z.literal(true).optional() }),
    client,
  ),
  'factor.renamed': event(z.strictObject({ method: proofMethod, credentialId: id }), none),
  'factor.removed': event(z.strictObject({ method: proofMethod, credentialId: id }), client),
  // a passkey whose counter went back: somebody may hold a copy
  'factor.flagged': event(z.strictObject({ method: proofMethod, credentialId: id }), client),
  // an account elsewhere that signs its owner in here
  'identity.linked': event(identity, client),
  'identity.unlinked': event(identity, client),
  'sign_in.failed': event(
    z.strictObject({ flowId: id, reason: z.enum(['no_match', 'not_allowed', 'upstream_refused']) }),
    none,
  ),
  // the second half of a sign-in or of a recovery
  'sign_in.second_failed': event(z.strictObject({ flowId: id, method: proofMethod }), none),
  // a code or a link by mail as the first proof; whose address it is turns out when it is used
  'sign_in.mail_requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  // a code by text message, to prove oneself or to make the number a factor
  // `flowId`: the journey that a number was typed in which the account does not have yet
  'sms_code.requested': event(
    z.strictObject({ proofId: id, use: z.enum(['sign-in', 'verify-phone']), flowId: id.optional() }),
    none,
  ),
  'sign_in.sms_requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'recovery_codes.made': event(z.strictObject({ count: z.int() }), client),
  // `remaining`: how many are left
  'recovery_code.used': event(z.strictObject({ remaining: z.int() }), client),
  'remembered_devices.ended': event(z.strictObject({ count: z.int() }), none),
  // whoever has given the first proof says that all others are out of reach: a code to the mailbox, then a delay
  'lost_factor.code_requested': event(z.strictObject({ flowId: id, proofId: id }), client),
  'lost_factor.reported': event(z.strictObject({ recoveryId: id, dueAt: z.iso.datetime() }), client),
  // the same, for the other channel
  'lost_factor.announced': event(z.strictObject({ recoveryId: id, dueAt: z.iso.datetime() }), client),
  'lost_factor.stopped': event(z.strictObject({ recoveryId: id }), client),
  // the delay is over and the same was proven again: the factors are gone
  'lost_factor.resolved': event(z.strictObject({ recoveryId: id }), client),
  'session.started': event(z.strictObject({ sessionId: id, amr: z.array(z.string()), acr: z.string() }), client),
  'session.renewed': event(z.strictObject({ sessionId: id, amr: z.array(z.string()), acr: z.string() }), none),
  'session.ended': event(
    z.strictObject({
      sessionId: id,
      reason: z.enum([
        'signed_out',
        'ended_by_customer',
        'replaced',
        'too_many',
        'ended_by_operator',
        'ended_by_administrator',
        // the account elsewhere that it was begun with is linked no longer, or its owner signed out there
        'identity_unlinked',
        'signed_out_elsewhere',
      ]),
    }),
    none,
  ),
  'grant.opened': event(z.strictObject({ sessionId: id, applicationId }), none),
  'grant.revoked': event(z.strictObject({ sessionId: id, applicationId }), none),
  'sessions.ended': event(z.strictObject({ reason: z.enum(endReasons), count: z.int() }), none),
  // in an open session, or in the journey of a browser that the account does not know
  'confirmation.mail_requested': event(
    z.strictObject({ sessionId: id.optional(), flowId: id.optional(), proofId: id }),
    none,
  ),
  'confirmation.failed': event(z.strictObject({ sessionId: id }), none),
  ...deviceEvents,
  'identifiers.purged': event(z.strictObject({ identifierIds: z.array(id) }), none),
  'recovery.requested': event(z.strictObject({ flowId: id, proofId: id }), none),
  'recovery.proven': event(
    z.strictObject({ flowId: id, method: z.enum(['email-code', 'email-link', 'sms-code']) }),
    none,
  ),
  ...accountEvents,
  'customer.closed': event(none, none),
  // by staff, who never learn a secret: `isVerified` is what they say of the address
  'customer.created': event(z.strictObject({ identifierId: id, isVerified: z.boolean() }), none),
  'customer.disabled': event(none, none),
  'customer.enabled': event(none, none),
  'customer.changed': event(z.strictObject({ fields: z.array(z.enum(['external_id', 'locale'])).max(2) }), none),
  // staff saw these fields whole; the reason is theirs
  'customer.viewed': event(
    z.strictObject({ fields: z.array(z.string().max(60)).max(200) }),
    z.strictObject({ reason: z.string().max(400) }),
  ),
  // whoever says on the phone to be the customer read out the code of their account page, or another one
  'caller_check.confirmed': event(none, none),
  'caller_check.refused': event(none, none),
  'note.added': event(z.strictObject({ noteId: id }), none),
  'note.removed': event(z.strictObject({ noteId: id }), none),
  // one action upon many customers; each of them has entries of its own
  'bulk.started': event(z.strictObject({ bulkId: id, action: bulkAction, total: z.int() }), none),
  'bulk.finished': event(z.strictObject({ bulkId: id, action: bulkAction, done: z.int(), passedOver: z.int() }), none),
  'bulk.cancelled': event(z.strictObject({ bulkId: id, action: bulkAction, done: z.int(), passedOver: z.int() }), none),
  // `hasPassword`: a hash of the former system came with it
  'customer.imported': event(
    z.strictObject({
      importId: id,
      identifierIds: z.array(id).max(3),
      hasPassword: z.boolean(),
      keepsSubject: z.boolean(),
      /** Accounts elsewhere that came along; left out where there are none. */
      identityIds: z.array(id).max(20).optional(),
      /** The number as the factor that leads into an account without an address. */
      factorId: id.optional(),
    }),
    none,
  ),
  'customers.imported': event(
    z.strictObject({
      importId: id,
      format: z.string().max(20),
      imported: z.int(),
      completed: z.int(),
      skipped: z.int(),
      rejected: z.int(),
    }),
    none,
  ),
  'customers.exported': event(
    z.strictObject({ exportId: id, format: z.string().max(20), customers: z.int(), withPasswordHashes: z.boolean() }),
    none,
  ),
  // the day has no room for more text messages
  'sms.budget_reached': event(z.strictObject({ messages: z.int() }), none),
  // the provider reported it, with its code
  'sms.undelivered': event(z.strictObject({ messageId: id, code: z.string().max(20).nullable() }), none),
  'message.bounced': event(z.strictObject({ messageId: id, status: z.string().max(11) }), none),
  ...administratorEvents,
  // `isAdministrative`: it holds a scope of the management API; `ofItself`: how it registered itself
  'application.registered': event(
    z.strictObject({
      applicationId,
      firstParty: z.boolean(),
      isAdministrative: z.boolean().optional(),
      ofItself: z.enum(['registration', 'metadata_document']).optional(),
    }),
    none,
  ),
  'initial_access_token.created': event(z.strictObject({ tokenId: id }), none),
  'initial_access_token.removed': event(z.strictObject({ tokenId: id }), none),
  'application.secret_rotated': event(
    z.strictObject({ applicationId, keepFormerSeconds: z.int(), isAdministrative: z.boolean().optional() }),
    none,
  ),
  'application.authentication_throttled': event(z.strictObject({ applicationId }), none),
  'application.disabled': event(z.strictObject({ applicationId }), none),
  'application.enabled': event(z.strictObject({ applicationId }), none),
  // `gainsAdministration`: it was given a scope of the management API
  'application.changed': event(
    z.strictObject({
      applicationId,
      fields: z.array(z.string().max(60)).max(60),
      gainsAdministration: z.boolean().optional(),
    }),
    none,
  ),
  // `consents`, `grants`: how many went with it
  'application.removed': event(z.strictObject({ applicationId, consents: z.int(), grants: z.int() }), none),
  ...connectionEvents,
  ...protectionEvents,
  'resource.registered': event(resource, none),
  'resource.changed': event(resource, none),
  'resource.removed': event(resource, none),
  // `version`: of the file; then how many things it made, changed and removed
  'configuration.applied': event(
    z.strictObject({ version: z.int(), created: z.int(), changed: z.int(), removed: z.int() }),
    none,
  ),
  // `resources`: the APIs that one which registered itself was allowed to call
  'consent.granted': event(
    z.strictObject({ applicationId, scopes, resources: z.array(z.string().max(2000)).max(50).optional() }),
    none,
  ),
  'consent.withdrawn': event(z.strictObject({ applicationId, scopes }), none),
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
export const eventNames = Object.keys(eventCatalogue) as [EventName, ...EventName[]];
export type EventData<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['data']>;
export type EventPersonal<Name extends EventName> = z.infer<(typeof eventCatalogue)[Name]['personal']>;
