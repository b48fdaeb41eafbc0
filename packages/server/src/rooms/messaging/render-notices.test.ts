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
const notices = [
  'new_device',
  'device_forgotten',
  'devices_forgotten',
  'password_changed',
  'recovered',
  'secured',
  'signed_out_everywhere',
  'closing',
  'kept',
] as const;
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

describe('where something happened', () => {
  const drawn = (place: MailVariables['security-notice']['asked']['place'], locale = 'en') =>
    renderMail('security-notice', locale, { ...noticeOf('new_device'), asked: { ...shared.asked, place } });

  test('is told by the network address, in the language of the reader', () => {
    const germany = { country: 'DE', isPrivate: false };
    expect(drawn(germany).text).toContain('Firefox on Windows, Germany (by the network address 192.0.2.7)');
    expect(drawn(germany, 'de').html).toContain('Deutschland (nach der Netzadresse 192.0.2.7)');
    expect(drawn({ ...germany, region: 'Bavaria', city: 'Munich' }).text).toContain('near Munich, Germany (by');
    expect(drawn({ ...germany, region: 'Bayern' }, 'de').text).toContain('Bayern, Deutschland (nach');
    expect(drawn({ country: null, isPrivate: true }, 'de').text).toContain('ein privates Netz (nach');
    expect(drawn({ ...germany, city: '<b>Munich</b>' }).html).not.toContain('<b>');
  });

  test('is left out where it is not known, and looked up where it can be', () => {
    for (const place of [undefined, { country: null, isPrivate: false }, { country: 'ZQ', isPrivate: false }])
      expect(drawn(place).text).toContain('Firefox on Windows, 192.0.2.7\n');
    const translations = createTranslations();
    const looking = createMailRenderer({
      translations,
      theme: { light: roles, dark: roles },
      placeOf: (address, language) => ({
        country: 'FR',
        city: `${address} ${language}`,
        network: null,
        isPrivate: false,
      }),
    });
    expect(looking('sign-in', 'de', { ...shared, code: '123456', lifetimeMinutes: 5 }).text).toContain(
      'bei 192.0.2.7 de, Frankreich',
    );
  });
});

describe.each(['en', 'de'])('a notice about somebody else in %s', (locale) => {
  const named = (notice: 'device_approved' | 'identity_linked' | 'identity_unlinked', about: object) =>
    renderMail('security-notice', locale, { ...shared, notice, link, ...about });

  test('names the application or the provider', () => {
    for (const body of [
      named('device_approved', { application: 'Living room 2' }).text,
      named('device_approved', { application: 'Living room 2' }).html,
    ])
      expect(body).toContain('Living room 2');
    for (const notice of ['identity_linked', 'identity_unlinked'] as const)
      expect(named(notice, { provider: 'Acme & Söhne' }).text).toMatch(/(at|bei) Acme & Söhne /);
    expect(named('identity_linked', { provider: 'Acme & Söhne' }).html).toContain('Acme &amp; Söhne');
  });

  test.each(['evil.example', 'https://evil', 'call 0800 12345678', 'a@evil', '<b>x</b>', ' ', 'x'.repeat(61)])(
    'does without a name that would be a link, a number or a novel: %j',
    (name) => {
      const plain = named('device_approved', {}).text;
      expect(named('device_approved', { application: name }).text).toBe(plain);
    },
  );
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
