import { describe, expect, test } from 'vitest';
import { createMailRenderer, type MailVariables } from './render-mail.ts';
import { createTranslations } from './translations.ts';

const colours = { page: '#fff', surface: '#fff', text: '#000', muted: '#333', line: '#ccc', accent: '#050' };
const roles = { ...colours, 'accent-soft': '#efe', 'on-accent': '#fff' };
const renderMail = createMailRenderer({ translations: createTranslations(), theme: { light: roles, dark: roles } });

const shared = {
  tenantName: 'Acme',
  name: 'Maria Keller',
  asked: {
    at: new Date('2026-11-22T07:20:00Z'),
    device: { browser: 'Firefox', system: 'Windows' },
    address: '192.0.2.7',
  },
};
const link = 'https://id.acme.example/secure-account?token=abc';
const notices = ['new_device', 'password_changed', 'recovered', 'secured', 'closing', 'kept'] as const;
const noticeOf = (notice: (typeof notices)[number]): MailVariables['security-notice'] => ({ ...shared, notice, link });

describe.each(['en', 'de'])('security notices in %s', (locale) => {
  test.each(notices)('%s says what happened, when and where, and where to go', (notice) => {
    const mail = renderMail('security-notice', locale, noticeOf(notice));
    expect(mail.subject).toContain('Acme');
    for (const part of ['Maria Keller', '2026', 'Firefox', '192.0.2.7', link]) expect(mail.text).toContain(part);
    expect(mail.html).toContain(`href="${link}"`);
    expect(mail.html.match(/https?:\/\//g)).toHaveLength(1);
    expect(mail.html).not.toMatch(/<(img|script|link|iframe|object|form)\b|url\(|@import|\bsrc=/i);
  });

  test('differ from each other in subject and words', () => {
    const mails = notices.map((notice) => renderMail('security-notice', locale, noticeOf(notice)));
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(notices.length);
  });

  test('of an account that is closed at once offers nothing', () => {
    const { link: _, ...closed } = noticeOf('new_device');
    const mail = renderMail('security-notice', locale, { ...closed, notice: 'closed' });
    for (const body of [mail.text, mail.html]) expect(body).not.toMatch(/https?:|mails:/);
  });

  test('name the day an account closes, and the ways in that a recovery left, as text', () => {
    const closing = { ...noticeOf('closing'), closesAt: new Date('2026-12-06T07:20:00Z') };
    const closes = renderMail('security-notice', locale, closing);
    for (const body of [closes.text, closes.html]) expect(body).toMatch(/December 6, 2026|6\. Dezember 2026/);
    const ways = ['m•••@example.com', '<a href="//evil.example">'];
    const recovered = renderMail('security-notice', locale, { ...noticeOf('recovered'), ways });
    expect(recovered.text).toContain('m•••@example.com');
    expect(recovered.html).not.toContain('<a href="//evil');
  });
});

test('a recovery begins its subject with the code, and a mailbox without an account is told so', () => {
  const recovery = {
    ...shared,
    code: '482913',
    lifetimeMinutes: 10,
    link: 'https://id.acme.example/recover/link?token=x',
  };
  const mail = renderMail('recover-account', 'en', recovery);
  expect(mail.subject).toBe('482 913 is your code for Acme');
  expect(mail.text).toContain('https://id.acme.example/recover/link?token=x');
  const none = renderMail('no-account', 'de', { ...shared, signUpLink: 'https://id.acme.example/sign-up' });
  expect(none.text).toContain('https://id.acme.example/sign-up');
  expect(none.text).not.toMatch(/\d{3} \d{3}/);
});
