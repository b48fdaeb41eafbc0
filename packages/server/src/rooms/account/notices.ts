/**
 * Security notices: what its owner should know about an account, by mail, or by text message where there is only a number, each with a way to say "this wasn't me". Which
 * entries are told is decided by rules over the ledger; where and with what it was done is read from the entry when the
 * mail is written, and rests nowhere else.
 */
import { z } from 'zod';
import { maskEmail, maskPhoneNumber, type Profile } from '../customers/index.ts';
import type { LedgerEntry } from '../ledger/index.ts';
import type { Composition, MessageRequest, MessageRules, QueuedMessage } from '../messaging/index.ts';
import { describeDevice } from '../sessions/index.ts';
import { deriveTheme, type Tenant } from '../tenants/index.ts';
import { formerAddressMessage } from './identifiers/messages.ts';
import type { LifeDependencies } from './life-dependencies.ts';

const notices = [
  'new_device',
  'relayed',
  'device_approved',
  'device_forgotten',
  'devices_forgotten',
  'password_changed',
  'recovered',
  'came_back',
  'secured',
  'signed_out_everywhere',
  'closing',
  'kept',
  'email_added',
  'phone',
  'username',
  'factor_enrolled',
  'factor_removed',
  'factor_flagged',
  'identity_linked',
  'identity_unlinked',
  'recovery_codes',
  'recovery_code_used',
  'lost_factor_stopped',
] as const;
type Notice = (typeof notices)[number];

const reference = z.object({
  notice: z.enum(notices),
  entryId: z.string(),
  recordedAt: z.iso.datetime().transform((text) => new Date(text)),
  closesAt: z.iso
    .datetime()
    .transform((text) => new Date(text))
    .nullish(),
  /** Whom it is about, where that has a name. */
  applicationId: z.string().optional(),
  connectionId: z.string().optional(),
});

const client = z.object({ address: z.string(), userAgent: z.string() });

/** Which entries are told to the owner of the account. */
export const noticeRules: MessageRules = {
  'device.remembered': (entry) => request('new_device', entry),
  'sign_in.relayed': (entry) => request('relayed', entry),
  'device.approved': ({ data, ...entry }) => request('device_approved', entry, { applicationId: data.applicationId }),
  'device.forgotten': (entry) => request('device_forgotten', entry),
  'devices.others_forgotten': (entry) => request('devices_forgotten', entry),
  // A recovery says so itself.
  'password.changed': (entry) => (entry.data.occasion === 'changed' ? request('password_changed', entry) : null),
  'identifier.added': (entry) =>
    entry.data.type === 'email' ? request('email_added', entry) : identifierNotice(entry),
  // A change of address is told to the address it took away, with a way to undo it.
  'identifier.changed': (entry) =>
    entry.data.tellsNumber === true
      ? request('email_added', entry)
      : (formerAddressMessage(entry) ?? identifierNotice(entry)),
  'identifier.removed': identifierNotice,
  // The number that the account began with is no news.
  'factor.enrolled': (entry) => (entry.data.atSignUp === true ? null : request('factor_enrolled', entry)),
  'factor.removed': (entry) => request('factor_removed', entry),
  'factor.flagged': (entry) => request('factor_flagged', entry),
  'identity.linked': ({ data, ...entry }) => request('identity_linked', entry, { connectionId: data.connectionId }),
  'identity.unlinked': ({ data, ...entry }) => request('identity_unlinked', entry, { connectionId: data.connectionId }),
  'recovery_codes.made': (entry) => request('recovery_codes', entry),
  'recovery_code.used': (entry) => request('recovery_code_used', entry),
  'lost_factor.stopped': (entry) => request('lost_factor_stopped', entry),
  'account.recovered': (entry) => request(entry.data.withoutPassword === true ? 'came_back' : 'recovered', entry),
  'account.secured': (entry) => request(entry.data.keptWaysIn === true ? 'signed_out_everywhere' : 'secured', entry),
  'account.closing': (entry) => request('closing', entry, { closesAt: entry.data.closesAt }),
  'account.kept': (entry) => request('kept', entry),
};

function identifierNotice(
  entry: LedgerEntry<'identifier.added' | 'identifier.changed' | 'identifier.removed'>,
): MessageRequest | null {
  const { type } = entry.data;
  return type === 'email' ? null : request(type, entry);
}

type About = { readonly closesAt?: string | null; readonly applicationId?: string; readonly connectionId?: string };

function request(
  notice: Notice,
  entry: Pick<LedgerEntry, 'entryId' | 'customerId' | 'recordedAt'>,
  { closesAt = null, ...about }: About = {},
): MessageRequest {
  const { entryId, customerId } = entry;
  const recordedAt = entry.recordedAt.toISOString();
  return {
    template: 'security-notice',
    channel: 'email',
    customerId,
    reference: { notice, entryId, recordedAt, ...about, ...(closesAt === null ? {} : { closesAt }) },
  };
}

/** Writes the notice to the address on record; cancelled when the account is gone, or kept after all. */
export async function composeNotice(deps: LifeDependencies, message: QueuedMessage): Promise<Composition> {
  const { tenantId, customerId, messageId } = message;
  const { reader } = deps.database;
  const { notice, entryId, recordedAt, closesAt, ...about } = reference.parse(message.reference);
  const tenant = await deps.tenants.byId(tenantId);
  const profile = customerId === null ? null : await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || customerId === null || profile === null) return { kind: 'cancel', reason: 'customer_gone' };
  const state = await deps.customers.state(reader, tenantId, customerId);
  if (notice === 'closing' && state !== 'closing') return { kind: 'cancel', reason: 'notice_over' };
  // Without a grace, or after it, there is nothing left to keep; its owner is told all the same.
  const isOver = notice === 'closing' && (await deps.customers.closesAt(reader, tenantId, customerId)) === null;

  const byText = await textReceiver(deps, tenant, { profile, notice, attempts: message.attempts });
  if (byText !== null && 'kind' in byText) return byText;
  const personal = await deps.ledger.personalOf(reader, { tenantId, customerId, entryId, recordedAt });
  const { address, userAgent } = client.parse(personal);
  const link = isOver ? undefined : await linkFor(deps, { tenantId, customerId, messageId, notice });
  if (link === null) return { kind: 'cancel', reason: 'notice_over' };
  const told = isOver ? 'closed' : notice;
  if (byText !== null) {
    const shown = link === undefined ? {} : { link: `${tenant.origin}${link}` };
    const variables = { tenantName: tenant.name, notice: told, ...shown };
    return { kind: 'send', channel: 'sms', ...byText, template: 'security-notice', variables };
  }
  if (profile.email === null) return { kind: 'cancel', reason: 'customer_gone' };
  return {
    kind: 'send',
    to: profile.email,
    locale: profile.locale,
    template: 'security-notice',
    variables: {
      notice: told,
      tenantName: tenant.name,
      ...(profile.name !== null && { name: profile.name }),
      asked: { at: recordedAt, device: describeDevice(userAgent), address },
      theme: deriveTheme(tenant.settings.branding),
      ...(closesAt && !isOver ? { closesAt } : {}),
      ...(await namesOf(deps, tenantId, about)),
      ...(link === undefined ? {} : { link: `${tenant.origin}${link}` }),
      // Should somebody have added a way in of their own, its owner sees it here (case 3).
      ...(notice === 'recovered' || notice === 'came_back' ? { ways: await waysIn(deps, tenantId, customerId) } : {}),
    },
  };
}

/** Told however much was told before: what gives the account away. Each is bounded by what brings it about. */
const weighty: ReadonlySet<Notice> = new Set<Notice>(['email_added', 'closing']);

/**
 * The number that a notice goes to: of an account without an address, and of one that has just been given one, because
 * whoever added it may be who the notice is about. Null where a mail is sent.
 */
async function textReceiver(
  { sms, protection }: Pick<LifeDependencies, 'sms' | 'protection'>,
  tenant: Tenant,
  told: { readonly profile: Profile; readonly notice: Notice; readonly attempts: number },
): Promise<{ readonly to: string; readonly locale: string } | Extract<Composition, { kind: 'cancel' }> | null> {
  const { notice, attempts, profile } = told;
  const { customerId, email, phone, locale } = profile;
  if (email !== null && notice !== 'email_added') return null;
  if (phone === null) return { kind: 'cancel', reason: 'customer_gone' };
  // Paid for at the first attempt, so that a way out that is broken for an hour uses nothing up.
  const charge = { budget: 'sms.notices', key: customerId } as const;
  if (!weighty.has(notice) && attempts === 1 && !(await protection.spend(tenant.tenantId, [charge])))
    return { kind: 'cancel', reason: 'sms_enough' };
  const admission = await sms.admitNotice(tenant, phone);
  if (admission.kind === 'country') return { kind: 'cancel', reason: 'sms_country' };
  // Tried again when the day has room: a notice must not be lost to whoever used it up.
  if (admission.kind !== 'admitted') throw new Error('the day has no room for a notice');
  return { to: phone, locale };
}

/** What the application or the provider is called by now; nothing of one that is gone. */
async function namesOf(
  deps: LifeDependencies,
  tenantId: string,
  { applicationId, connectionId }: { applicationId?: string | undefined; connectionId?: string | undefined },
): Promise<{ application?: string; provider?: string }> {
  const application = applicationId && (await deps.applications.find(tenantId, applicationId));
  const connection = connectionId && (await deps.connections.find(tenantId, connectionId));
  return {
    ...(application ? { application: application.name } : {}),
    ...(connection ? { provider: connection.name } : {}),
  };
}

async function waysIn(deps: LifeDependencies, tenantId: string, customerId: string): Promise<string[]> {
  const held = await deps.customers.identifiers(deps.database.reader, tenantId, customerId);
  return held.map(({ type, value }) => {
    if (type === 'email') return maskEmail(value);
    return type === 'phone' ? maskPhoneNumber(value) : value;
  });
}

/** Where the button of the notice leads: out of a wrong end, out of a secured account, or to "this wasn't me". */
async function linkFor(
  deps: LifeDependencies,
  {
    tenantId,
    customerId,
    messageId,
    notice,
  }: { tenantId: string; customerId: string; messageId: string; notice: Notice },
): Promise<string | null> {
  if (notice === 'secured') return '/recover';
  const purpose = notice === 'closing' ? 'keep-account' : 'secure-account';
  const token = await deps.database.transaction({}, (tx) =>
    deps.proofs.linkOf(tx, tenantId, { purpose, subject: customerId, messageId }),
  );
  return token && `/${purpose}?token=${token}`;
}
