/** Where texts stand: what their ids begin with, and which page or mail can be drawn to look at them. */
import type { PreviewWish } from '../../api/branding.ts';

type Drawn = Pick<PreviewWish, 'page' | 'mail'>;
const page = (name: Drawn['page']): Drawn => ({ page: name });
const mail = (name: string): Drawn => ({ page: 'mail', mail: name });

/** In the order of a customer's way; `drawn` is absent where no page can be drawn beforehand. */
const known = {
  'sign-in': { prefix: 'pages:sign_in.', drawn: page('sign-in') },
  'sign-up': { prefix: 'pages:sign_up.', drawn: page('sign-up') },
  verify: { prefix: 'pages:verify.', drawn: page('verify') },
  recovery: { prefix: 'pages:recovery.' },
  consent: { prefix: 'pages:consent.' },
  account: { prefix: 'pages:account.' },
  profile: { prefix: 'pages:profile.' },
  close: { prefix: 'pages:close.' },
  fields: { prefix: 'pages:fields.' },
  labels: { prefix: 'pages:labels.', drawn: page('sign-up') },
  form: { prefix: 'pages:form.' },
  layout: { prefix: 'pages:layout.', drawn: page('sign-in') },
  problems: { prefix: 'pages:problems.' },
  error: { prefix: 'pages:error.', drawn: page('error') },
  'mail-verify': { prefix: 'mails:verify_address.', drawn: mail('verify-address') },
  'mail-recover': { prefix: 'mails:recover_account.', drawn: mail('recover-account') },
  'mail-password-link': { prefix: 'mails:password_link.', drawn: mail('password-link') },
  'mail-notices': { prefix: 'mails:notices.', drawn: mail('security-notice') },
  'mail-change': { prefix: 'mails:change_email.', drawn: mail('change-email') },
  'mail-changed': { prefix: 'mails:email_changed.', drawn: mail('email-changed') },
  'mail-invitation': { prefix: 'mails:invitation.', drawn: mail('invitation') },
  'mail-registered': { prefix: 'mails:already_registered.', drawn: mail('already-registered') },
  'mail-no-account': { prefix: 'mails:no_account.', drawn: mail('no-account') },
  'mail-in-use': { prefix: 'mails:address_in_use.', drawn: mail('address-in-use') },
  'mail-reserved': { prefix: 'mails:address_reserved.', drawn: mail('address-reserved') },
  'mail-administrators': { prefix: 'mails:administrator_invitation.', drawn: mail('administrator-invitation') },
  'mail-administration': { prefix: 'mails:administrator_notice.', drawn: mail('administrator-notice') },
  'mail-every': { prefix: 'mails:', drawn: mail('verify-address') },
  shared: { prefix: 'common:' },
  everywhere: { prefix: '' },
} as const satisfies Readonly<Record<string, { readonly prefix: string; readonly drawn?: Drawn }>>;

export type Area = keyof typeof known;
export const areas = Object.keys(known) as readonly Area[];
export const isArea = (value: unknown): value is Area => areas.some((area) => area === value);
export const prefixOf = (area: Area): string => known[area].prefix;
/** Where everybody begins: the page that customers see first. */
export const firstArea: Area = 'sign-in';

/** Where a text stands. */
export const areaOf = (id: string): Area => areas.find((area) => id.startsWith(known[area].prefix)) ?? 'everywhere';

/** The page on which a text can be looked at. */
export function drawnFor(id: string): Drawn | undefined {
  const found: { readonly prefix: string; readonly drawn?: Drawn } = known[areaOf(id)];
  return found.drawn;
}
