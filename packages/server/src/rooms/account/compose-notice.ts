/**
 * Writes a notice: by mail, or by text message where there is only a number, each with a way to say "this wasn't me". Where
 * and with what it was done is read from the entry when the message is written, and rests nowhere else.
 */
import { z } from 'zod';
import { maskEmail, maskPhoneNumber, type Profile } from '../customers/index.ts';
import { type Composition, type QueuedMessage, queueMessage } from '../messaging/index.ts';
import { describeDevice } from '../sessions/index.ts';
import { deriveTheme, type Tenant } from '../tenants/index.ts';
import type { LifeDependencies } from './life-dependencies.ts';
import { type Notice, noticeReference } from './notices.ts';
import { type Cancelled, textReceiver } from './text-receiver.ts';

const client = z.object({ address: z.string(), userAgent: z.string() });

/** The template of the text message that goes beside a mail. */
export const besideTemplate = 'security-notice-beside';

/** What is told, to whom, once it is sure that there is still something to tell. */
type Told = {
  readonly tenant: Tenant;
  readonly profile: Profile;
  readonly customerId: string;
  readonly reference: z.output<typeof noticeReference>;
  /** The link of its button; undefined where nothing can be taken back any more. */
  readonly link: string | undefined;
  /** What it is called by now: an end without a grace is one that was. */
  readonly notice: Notice | 'closed';
};

/** Writes it to the address on record, or to the number where there is none; cancelled when there is nothing to tell any more. */
export async function composeNotice(deps: LifeDependencies, message: QueuedMessage): Promise<Composition> {
  const found = await findAccount(deps, message);
  if ('kind' in found) return found;
  const { profile, reference } = found;
  if (profile.email === null || reference.notice === 'email_added') return byText(deps, message, found);
  await tellNumberToo(deps, message, found);
  const told = await readTold(deps, message, found);
  return 'kind' in told ? told : byMail(deps, told, profile.email);
}

/** The same to the number of an account whose address was added lately. */
export async function composeNoticeBeside(deps: LifeDependencies, message: QueuedMessage): Promise<Composition> {
  const found = await findAccount(deps, message);
  return 'kind' in found ? found : byText(deps, message, found);
}

type Account = Pick<Told, 'tenant' | 'profile' | 'customerId' | 'reference'>;

async function findAccount(deps: LifeDependencies, message: QueuedMessage): Promise<Account | Cancelled> {
  const { tenantId, customerId } = message;
  const { reader } = deps.database;
  const reference = noticeReference.parse(message.reference);
  const tenant = await deps.tenants.byId(tenantId);
  const profile = customerId === null ? null : await deps.customers.profile(reader, tenantId, customerId);
  if (tenant === null || customerId === null || profile === null) return { kind: 'cancel', reason: 'customer_gone' };
  const { notice, identifierId } = reference;
  const state = await deps.customers.state(reader, tenantId, customerId);
  if (notice === 'closing' && state !== 'closing') return { kind: 'cancel', reason: 'notice_over' };
  // Another address in its place is told by itself.
  const held = identifierId && (await deps.customers.identifiers(reader, tenantId, customerId));
  if (held && !held.some((one) => one.identifierId === identifierId)) return { kind: 'cancel', reason: 'notice_over' };
  return { tenant, profile, customerId, reference };
}

/**
 * An address that was added lately may be a thief's, and must not silence the number that the account began with: for as
 * long as the link of its notice lives, each notice goes to both. Queued once, however often the mail is tried.
 */
async function tellNumberToo(
  { customers, database, jobs, proofs }: Pick<LifeDependencies, 'customers' | 'database' | 'jobs' | 'proofs'>,
  { tenantId, reference }: QueuedMessage,
  { profile, customerId, reference: { entryId } }: Account,
): Promise<void> {
  const seconds = proofs.linkSeconds('secure-account');
  const isNumbers =
    profile.phone !== null && (await customers.isNumberNeeded(database.reader, tenantId, customerId, { seconds }));
  if (!isNumbers) return;
  const copied = z.record(z.string(), z.string().nullable()).parse(reference);
  const beside = { template: besideTemplate, channel: 'sms', customerId, reference: copied } as const;
  await database.transaction({}, (tx) => queueMessage({ jobs }, tx, { ...beside, tenantId, entryId }));
}

async function readTold(
  deps: LifeDependencies,
  { tenantId, messageId }: QueuedMessage,
  account: Account,
): Promise<Told | Cancelled> {
  const { tenant, customerId, reference } = account;
  const { notice } = reference;
  // Without a grace, or after it, there is nothing left to keep; its owner is told all the same.
  const isOver =
    notice === 'closing' && (await deps.customers.closesAt(deps.database.reader, tenantId, customerId)) === null;
  const link = isOver ? undefined : await linkFor(deps, { tenantId, customerId, messageId, notice });
  if (link === null) return { kind: 'cancel', reason: 'notice_over' };
  return { ...account, notice: isOver ? 'closed' : notice, link: link && `${tenant.origin}${link}` };
}

async function byText(deps: LifeDependencies, message: QueuedMessage, account: Account): Promise<Composition> {
  const { tenant, profile, reference } = account;
  const { attempts } = message;
  const to = await textReceiver(deps, tenant, { profile, notice: reference.notice, attempts });
  if ('kind' in to) return to;
  const told = await readTold(deps, message, account);
  if ('kind' in told) return told;
  const { notice, link } = told;
  const variables = { tenantName: tenant.name, notice, ...(link === undefined ? {} : { link }) };
  return { kind: 'send', channel: 'sms', ...to, template: 'security-notice', variables };
}

async function byMail(deps: LifeDependencies, told: Told, to: string): Promise<Composition> {
  const { tenant, profile, customerId, notice, link, reference } = told;
  const { tenantId } = tenant;
  const { entryId, recordedAt, closesAt } = reference;
  const personal = await deps.ledger.personalOf(deps.database.reader, { tenantId, customerId, entryId, recordedAt });
  const { address, userAgent } = client.parse(personal);
  return {
    kind: 'send',
    to,
    locale: profile.locale,
    template: 'security-notice',
    variables: {
      notice,
      tenantName: tenant.name,
      ...(profile.name !== null && { name: profile.name }),
      asked: { at: recordedAt, device: describeDevice(userAgent), address },
      theme: deriveTheme(tenant.settings.branding),
      ...(closesAt && notice !== 'closed' ? { closesAt } : {}),
      ...(await namesOf(deps, tenantId, reference)),
      ...(link === undefined ? {} : { link }),
      // Should somebody have added a way in of their own, its owner sees it here (case 3).
      ...(notice === 'recovered' || notice === 'came_back' ? { ways: await waysIn(deps, tenantId, customerId) } : {}),
    },
  };
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
