/** Every mail with made-up facts: to show what one looks like, and to try words before they are taken. */
import type { MailDress, RenderMail } from './message.ts';
import type { MailTemplate, MailVariables } from './render-mail.ts';

const link = 'https://shop.example/';
const day = new Date('2026-11-24T09:30:00Z');
const shared = {
  tenantName: 'Shop',
  name: 'Mara',
  asked: {
    at: new Date('2026-11-22T09:30:00Z'),
    device: { browser: 'Firefox', system: 'Windows' },
    address: '203.0.113.7',
    place: { country: 'DE', city: 'Hamburg', isPrivate: false },
  },
};
const coded = { ...shared, code: '482913', lifetimeMinutes: 10 };

export type MailSample = MailTemplate;

/** Template → facts that fill it. */
export const mailSamples: { readonly [Template in MailTemplate]: MailVariables[Template] } = {
  'verify-address': { ...coded, link },
  'recover-account': { ...coded, link },
  'sign-in': { ...coded, link },
  confirm: coded,
  'password-link': { ...shared, link, lifetimeMinutes: 10, recoverLink: `${link}recover` },
  'no-account': { ...shared, signUpLink: link },
  'security-notice': { ...shared, notice: 'new_device', link },
  'change-email': coded,
  'lost-factor-code': coded,
  'address-in-use': { ...shared, signInLink: link },
  'address-reserved': { ...shared, changedAt: shared.asked.at, until: day },
  'email-changed': { ...shared, maskedEmail: 'm•••@example.com', link },
  invitation: { ...shared, expiresAt: day, link },
  'administrator-invitation': { ...shared, roles: ['support'], expiresAt: day, link },
  'administrator-notice': {
    ...shared,
    occasion: 'administrator_appointed',
    isMe: false,
    whom: 'm•••@example.com',
    by: 'o•••@example.com',
    roles: ['support'],
    attack: {
      figures: [{ name: 'attempts', count: 40_000 }],
      found: [{ kind: 'stuffing', count: 1 }],
    },
    link,
  },
  'already-registered': { ...shared, signInLink: link },
};

/** Draws every mail in this language with these words; throws what cannot be drawn. */
export function tryMails(renderMail: RenderMail, texts: MailDress['texts'], locale: string): void {
  for (const [template, facts] of Object.entries(mailSamples)) renderMail(template, locale, facts, { texts });
}
