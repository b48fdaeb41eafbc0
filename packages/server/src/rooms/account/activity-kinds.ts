/**
 * Which entries are shown to the customer, and as what: each kind has a sentence in every language. Entries that another
 * one tells already, such as the first password of a new account, are left out.
 */
import type { EventName } from '@cardea/contract';

const types = ['email', 'phone', 'username'] as const;
const endings = [
  'ended_by_customer',
  'password_changed',
  'account_recovered',
  'account_secured',
  'account_closing',
  'ended_by_administrator',
  'account_disabled',
] as const;

/** Event → the field of its data that tells apart what happened, and the values that have a sentence of their own. */
const shown = {
  'customer.registered': null,
  'customer.created': null,
  'customer.disabled': null,
  'customer.enabled': null,
  'identifier.change_requested': { field: 'type', values: types },
  'identifier.added': { field: 'type', values: types },
  'identifier.changed': { field: 'type', values: types },
  'identifier.removed': { field: 'type', values: types },
  'identifier.change_undone': null,
  'password.changed': null,
  'password.renewal_asked': null,
  'sign_in.failed': null,
  'sign_in.relayed': null,
  'session.started': null,
  'session.renewed': null,
  'session.ended': {
    field: 'reason',
    values: [
      'signed_out',
      'ended_by_customer',
      'replaced',
      'too_many',
      'ended_by_administrator',
      'identity_unlinked',
      'signed_out_elsewhere',
    ],
  },
  'sessions.ended': { field: 'reason', values: endings },
  'grant.opened': null,
  'grant.revoked': null,
  'device.approved': null,
  'device.denied': null,
  'device.forgotten': null,
  'devices.others_forgotten': null,
  'confirmation.failed': null,
  'factor.enrolled': null,
  'factor.removed': null,
  'identity.linked': null,
  'identity.unlinked': null,
  'recovery_codes.made': null,
  'recovery_code.used': null,
  'remembered_devices.ended': null,
  'lost_factor.reported': null,
  'lost_factor.stopped': null,
  'lost_factor.resolved': null,
  'account.recovered': null,
  'account.secured': null,
  'account.closing': null,
  'account.kept': null,
  'consent.granted': null,
  'consent.withdrawn': null,
  'profile.changed': null,
  'administrator.appointed': null,
  'administrator.changed': null,
  'administrator.suspended': null,
  'administrator.resumed': null,
  'administrator.removed': null,
} as const satisfies { readonly [Name in EventName]?: { field: string; values: readonly string[] } | null };

type Shown = typeof shown;
type Word<Name extends string> = Name extends `${infer Before}.${infer After}` ? `${Before}_${After}` : Name;
type KindOf<Name extends keyof Shown> = Shown[Name] extends { values: readonly (infer Value extends string)[] }
  ? Word<Name> | `${Word<Name>}_${Value}`
  : Word<Name>;

/** Names a sentence: `session_started`, `session_ended_signed_out`, … */
export type ActivityKind = { [Name in keyof Shown]: KindOf<Name> }[keyof Shown];

export const shownEvents = Object.keys(shown) as (keyof Shown)[];

/** The kind of an entry; without its detail when a newer node wrote one that this one does not know. */
export function kindOf(entry: { readonly event: string; readonly data: unknown }): ActivityKind {
  const word = entry.event.replace('.', '_');
  const detail = shown[entry.event as keyof Shown];
  if (detail === null) return word as ActivityKind;
  const value = (entry.data as Readonly<Record<string, unknown>>)[detail.field];
  const isKnown = (detail.values as readonly unknown[]).includes(value);
  return (isKnown ? `${word}_${String(value)}` : word) as ActivityKind;
}

/** Every kind there is. */
export const activityKinds: readonly ActivityKind[] = shownEvents.flatMap((event) => {
  const detail = shown[event];
  const values: readonly unknown[] = detail?.values ?? [];
  return [undefined, ...values].map((value) =>
    kindOf({ event, data: detail === null ? {} : { [detail.field]: value } }),
  );
});
