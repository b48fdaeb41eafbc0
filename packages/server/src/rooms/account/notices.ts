/**
 * Security notices: what its owner should know about an account. Which entries are told is decided by rules over the
 * ledger; what a notice says is written when it is sent (`compose-notice.ts`).
 */
import { z } from 'zod';
import type { LedgerEntry } from '../ledger/index.ts';
import type { MessageRequest, MessageRules } from '../messaging/index.ts';
import { formerAddressMessage } from './identifiers/messages.ts';

/** Each has its texts, for mails and for text messages. */
export const notices = [
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
export type Notice = (typeof notices)[number];

/** What rests in clear of a notice that waits. */
export const noticeReference = z.object({
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
  identifierId: z.string().optional(),
});

/** Which entries are told to the owner of the account. */
export const noticeRules: MessageRules = {
  'device.remembered': (entry) => request('new_device', entry),
  'sign_in.relayed': (entry) => request('relayed', entry),
  'device.approved': ({ data, ...entry }) => request('device_approved', entry, { applicationId: data.applicationId }),
  'device.forgotten': (entry) => request('device_forgotten', entry),
  'devices.others_forgotten': (entry) => request('devices_forgotten', entry),
  // A recovery says so itself.
  'password.changed': (entry) => (entry.data.occasion === 'changed' ? request('password_changed', entry) : null),
  'identifier.added': (entry) => (entry.data.type === 'email' ? addedNotice(entry) : identifierNotice(entry)),
  // A change of address is told to the address it took away, with a way to undo it.
  'identifier.changed': (entry) =>
    entry.data.tellsNumber === true ? addedNotice(entry) : (formerAddressMessage(entry) ?? identifierNotice(entry)),
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

/** To the number that an account without an address began with. */
const addedNotice = ({ data, ...entry }: LedgerEntry<'identifier.added' | 'identifier.changed'>): MessageRequest =>
  request('email_added', entry, { identifierId: data.identifierId });

type About = {
  readonly closesAt?: string | null;
  readonly applicationId?: string;
  readonly connectionId?: string;
  readonly identifierId?: string;
};

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
