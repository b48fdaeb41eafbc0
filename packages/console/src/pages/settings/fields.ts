/** The settings of signing in, in the order and the groups they are shown in. Rules for values are the server's. */
import type { TextId } from '../../texts/index.ts';

export type Field = {
  readonly section: string;
  readonly name: string;
  readonly label: TextId;
  readonly hint: TextId;
} & (
  | {
      readonly kind: 'choice';
      readonly options: readonly (readonly [value: string, label: TextId])[];
      /** The options are `true` and `false`. */
      readonly isYesOrNo?: boolean;
    }
  /** A number that is kept in seconds, and typed in this unit. */
  | {
      readonly kind: 'number';
      readonly unit?: TextId;
      readonly secondsPerUnit?: number;
      readonly isDecimal?: boolean;
    }
  /** Some of what there is, by its names; empty: all of it. */
  | {
      readonly kind: 'some';
      readonly choices: readonly (readonly [value: string, name: string])[];
      readonly all: TextId;
    }
  /** Short words, one after the other. */
  | { readonly kind: 'text' | 'address' | 'list' }
);

export type Group = { readonly title: TextId; readonly lead: TextId; readonly fields: readonly Field[] };

const hour = 3_600;
const day = 24 * hour;

export const groups: readonly Group[] = [
  {
    title: 'settings.registration',
    lead: 'settings.registration.lead',
    fields: [
      {
        section: 'registration',
        name: 'mode',
        label: 'settings.registration.mode',
        hint: 'settings.registration.mode.hint',
        kind: 'choice',
        options: [
          ['open', 'settings.registration.mode.open'],
          ['invitation', 'settings.registration.mode.invitation'],
          ['closed', 'settings.registration.mode.closed'],
        ],
      },
      {
        section: 'identifiers',
        name: 'username',
        label: 'settings.identifiers.username',
        hint: 'settings.identifiers.username.hint',
        kind: 'choice',
        options: [
          ['off', 'settings.off'],
          ['optional', 'settings.optional'],
        ],
      },
      {
        section: 'registration',
        name: 'invitationDays',
        label: 'settings.registration.invitationDays',
        hint: 'settings.registration.invitationDays.hint',
        kind: 'number',
        unit: 'settings.days',
      },
      {
        section: 'registration',
        name: 'disposableAddresses',
        label: 'settings.registration.disposableAddresses',
        hint: 'settings.registration.disposableAddresses.hint',
        kind: 'choice',
        options: [
          ['allow', 'settings.registration.disposableAddresses.allow'],
          ['refuse', 'settings.registration.disposableAddresses.refuse'],
        ],
      },
      {
        section: 'registration',
        name: 'refusedDomains',
        label: 'settings.registration.refusedDomains',
        hint: 'settings.registration.refusedDomains.hint',
        kind: 'list',
      },
      {
        section: 'registration',
        name: 'allowedDomains',
        label: 'settings.registration.allowedDomains',
        hint: 'settings.registration.allowedDomains.hint',
        kind: 'list',
      },
      {
        section: 'passwords',
        name: 'leaked',
        label: 'settings.passwords.leaked',
        hint: 'settings.passwords.leaked.hint',
        kind: 'choice',
        options: [
          ['ask', 'settings.passwords.leaked.ask'],
          ['renew', 'settings.passwords.leaked.renew'],
        ],
      },
    ],
  },
  {
    title: 'settings.session',
    lead: 'settings.session.lead',
    fields: [
      {
        section: 'session',
        name: 'idleSeconds',
        label: 'settings.session.idleSeconds',
        hint: 'settings.session.idleSeconds.hint',
        kind: 'number',
        unit: 'settings.hours',
        secondsPerUnit: hour,
      },
      {
        section: 'session',
        name: 'absoluteSeconds',
        label: 'settings.session.absoluteSeconds',
        hint: 'settings.session.absoluteSeconds.hint',
        kind: 'number',
        unit: 'settings.days',
        secondsPerUnit: day,
      },
      {
        section: 'session',
        name: 'keepSignedIn',
        label: 'settings.session.keepSignedIn',
        hint: 'settings.session.keepSignedIn.hint',
        kind: 'choice',
        options: [
          ['always', 'settings.session.keepSignedIn.always'],
          ['ask', 'settings.session.keepSignedIn.ask'],
          ['off', 'settings.session.keepSignedIn.off'],
        ],
      },
      {
        section: 'devices',
        name: 'rememberDays',
        label: 'settings.devices.rememberDays',
        hint: 'settings.devices.rememberDays.hint',
        kind: 'number',
        unit: 'settings.days',
      },
      {
        section: 'account',
        name: 'closingGraceDays',
        label: 'settings.account.closingGraceDays',
        hint: 'settings.account.closingGraceDays.hint',
        kind: 'number',
        unit: 'settings.days',
      },
    ],
  },
  {
    title: 'settings.links',
    lead: 'settings.links.lead',
    fields: [
      {
        section: 'links',
        name: 'terms',
        label: 'settings.links.terms',
        hint: 'settings.links.terms.hint',
        kind: 'address',
      },
      {
        section: 'links',
        name: 'privacy',
        label: 'settings.links.privacy',
        hint: 'settings.links.privacy.hint',
        kind: 'address',
      },
      {
        section: 'links',
        name: 'imprint',
        label: 'settings.links.imprint',
        hint: 'settings.links.imprint.hint',
        kind: 'address',
      },
      {
        section: 'mail',
        name: 'senderName',
        label: 'settings.mail.senderName',
        hint: 'settings.mail.senderName.hint',
        kind: 'text',
      },
    ],
  },
];
