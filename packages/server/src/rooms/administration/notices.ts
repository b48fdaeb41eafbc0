/**
 * What owners are told of. Rules say which entries of the ledger those are; a reader asks for one notice an owner, and
 * for one to whoever it is about.
 */
import type { EventName, OwnerOccasion } from '@cardea/contract';
import type { Clock } from '../../foundation/clock/index.ts';
import type { Transaction } from '../../foundation/database/index.ts';
import type { Access } from '../access/index.ts';
import type { Ledger, LedgerEntry, Reader } from '../ledger/index.ts';
import type { MessageRules } from '../messaging/index.ts';
import { countEndings, endingEvents, endingsIn } from './mass-endings.ts';

/** Event → what its entries are to an owner; null: nothing to tell. Pure. */
export type OwnerNotices = {
  readonly [Name in EventName]?: (entry: LedgerEntry<Name>) => OwnerOccasion | null;
};

const trusted: ReadonlySet<string> = new Set([
  ...['email_is_authoritative', 'issuer', 'microsoft_tenant', 'client_id', 'client_secret'],
  ...['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'email_claim', 'email_verified_claim'],
]);

/** What this room has owners told of. Keys that a schedule changes are no news. */
export const ownerNotices: OwnerNotices = {
  'administrator.appointed': () => 'administrator_appointed',
  'administrator.changed': () => 'administrator_changed',
  'administrator.suspended': () => 'administrator_suspended',
  'administrator.resumed': () => 'administrator_resumed',
  'administrator.removed': () => 'administrator_removed',
  'signing_key.created': (entry) => (entry.actor.kind === 'system' ? null : 'keys_changed'),
  'signing_key.withdrawn': () => 'keys_changed',
  'customers.exported': () => 'customers_exported',
  'domain.added': () => 'domain_added',
  'domain.made_primary': () => 'domain_made_primary',
  'domain.removed': () => 'domain_removed',
  // Whoever such a connection calls the owner of an address is believed.
  'connection.created': ({ data }) => (data.vouches ? 'connection_trusted' : null),
  'connection.changed': ({ data }) =>
    data.vouches && data.fields.some((field) => trusted.has(field)) ? 'connection_trusted' : null,
  'connection.domain_added': () => 'connection_domain_added',
  'application.registered': ({ data }) => (data.isAdministrative === true ? 'application_empowered' : null),
  'application.changed': ({ data }) => (data.gainsAdministration === true ? 'application_empowered' : null),
  'application.secret_rotated': ({ data }) => (data.isAdministrative === true ? 'application_empowered' : null),
  'sms.budget_reached': () => 'sms_budget_reached',
  'protection.attack_mode_began': () => 'attack_mode_began',
  'protection.attack_mode_ended': ({ data }) =>
    data.reason === 'detection_off' ? 'attack_mode_stopped' : 'attack_mode_ended',
  'protection.week_summed_up': () => 'protection_digest',
};

/** Which mail a notice becomes. */
export const administrationRules: MessageRules = {
  'administrator.notified': ({ data }) => ({
    template: 'administrator-notice',
    channel: 'email',
    customerId: data.recipientId,
    reference: {
      occasion: data.occasion,
      subjectId: data.subjectId,
      actorKind: data.actorKind,
      actorId: data.actorId,
      happenedAt: data.happenedAt,
    },
  }),
  // Links of the house are shown, not sent.
  'administrator.invited': ({ actor, data }) =>
    actor.kind === 'system'
      ? null
      : {
          template: 'administrator-invitation',
          channel: 'email',
          customerId: null,
          reference: { invitationId: data.invitationId },
        },
};

type NoticeDependencies = { readonly access: Access; readonly clock: Clock; readonly ledger: Ledger };

// A reader begins at the first entry there is, and news of long ago is none.
const newsMilliseconds = 24 * 60 * 60 * 1000;

export function createNoticeReader(deps: NoticeDependencies, rules: OwnerNotices): Reader {
  return deps.ledger.createReader({
    name: 'owner-notices',
    handles: new Set([...Object.keys(rules), ...endingEvents]),
    handle: (tx, entries) => requestNotices(deps, rules, tx, entries),
  });
}

async function requestNotices(
  deps: NoticeDependencies,
  rules: OwnerNotices,
  tx: Transaction,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const since = deps.clock.now().getTime() - newsMilliseconds;
  const news = entries.filter(({ recordedAt }) => recordedAt.getTime() >= since);
  for (const entry of news) {
    const occasion = occasionOf(rules, entry);
    if (occasion !== null) await requestNotice(deps, tx, entry, occasion);
  }
  for (const endings of endingsIn(news))
    if (await countEndings(tx, endings)) await requestNotice(deps, tx, endings.entry, 'customers_deleted');
}

async function requestNotice(
  deps: NoticeDependencies,
  tx: Transaction,
  { tenantId, customerId, entryId, actor, recordedAt }: LedgerEntry,
  occasion: OwnerOccasion,
): Promise<void> {
  const isAboutStaff = occasion.startsWith('administrator_');
  const subjectId = isAboutStaff ? customerId : null;
  const recipients = new Set([...(await deps.access.owners(tx, tenantId)), ...(subjectId === null ? [] : [subjectId])]);
  const happenedAt = recordedAt.toISOString();
  const about = { occasion, subjectId, entryId, actorKind: actor.kind, actorId: actor.id ?? null, happenedAt };
  await deps.ledger.appendAll(
    tx,
    [...recipients].map((recipientId) => ({
      tenantId,
      customerId: null,
      event: 'administrator.notified',
      actor: { kind: 'system' },
      data: { recipientId, ...about },
    })),
  );
}

function occasionOf(rules: OwnerNotices, entry: LedgerEntry): OwnerOccasion | null {
  if (!Object.hasOwn(rules, entry.event)) return null;
  const rule = rules[entry.event] as ((entry: LedgerEntry) => OwnerOccasion | null) | undefined;
  return rule?.(entry) ?? null;
}
