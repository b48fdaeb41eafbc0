import { describe, expect, test } from 'vitest';
import { createMailRenderer, greetingName, type MailVariables } from './render-mail.ts';
import { createTranslations } from './translations.ts';

const colours = { page: '#fff', surface: '#fff', text: '#000', muted: '#333', line: '#ccc', accent: '#050' };
const roles = { ...colours, 'accent-soft': '#efe', 'on-accent': '#fff' };
const renderMail = createMailRenderer({ translations: createTranslations(), theme: { light: roles, dark: roles } });

const verify: MailVariables['verify-address'] = {
  tenantName: 'Acme',
  name: 'Maria Keller',
  code: '482913',
  link: 'https://id.acme.example/verify/link?token=abc&x=1',
  lifetimeMinutes: 10,
  asked: {
    at: new Date('2026-11-22T07:20:00Z'),
    device: { browser: 'Firefox', system: 'Windows' },
    address: '192.0.2.7',
  },
};
const registered: MailVariables['already-registered'] = {
  tenantName: 'Acme',
  signInLink: 'https://id.acme.example/sign-in',
  asked: verify.asked,
};

describe('a mail', () => {
  test('begins its subject with the code and shows it, the link, and when and where it was asked', () => {
    const mail = renderMail('verify-address', 'en', verify);
    expect(mail.subject).toBe('482 913 is your code for Acme');
    for (const part of [
      'Hello Maria Keller,',
      '482 913',
      verify.link,
      'November 22, 2026',
      'Firefox on Windows',
      '192.0.2.7',
    ])
      expect(mail.text).toContain(part);
    expect(mail.html).toContain('482<span');
    expect(mail.html).toContain('href="https://id.acme.example/verify/link?token=abc&amp;x=1"');
  });

  test('speaks German', () => {
    expect(renderMail('verify-address', 'de', verify).subject).toBe('482 913 ist Ihr Code für Acme');
    expect(renderMail('already-registered', 'de', registered).html).toContain('lang="de"');
  });

  test('loads nothing and tracks nothing', () => {
    for (const mail of [
      renderMail('verify-address', 'en', verify),
      renderMail('already-registered', 'en', registered),
    ]) {
      expect(mail.html).not.toMatch(/<(img|script|link|iframe|object|form)\b|url\(|@import|\bsrc=/i);
      expect(mail.html.match(/https?:\/\//g)).toHaveLength(1);
    }
  });

  test('writes plain text without entities', () => {
    const mail = renderMail('already-registered', 'en', { ...registered, tenantName: "Müller & Sons' <Shop>" });
    expect(mail.subject).toBe("You already have an account at Müller & Sons' <Shop>");
    expect(mail.text).toContain("at Müller & Sons' <Shop> with");
    expect(mail.html).toContain('Müller &amp; Sons&#39; &lt;Shop&gt;');
  });

  test.each(['Acme\r\nBcc: eve@evil.example', 'Acme\nX: y', 'Acme\u2028X', 'Acme\u0000', 'A\u202ecme'])(
    'keeps a business name to one line of the subject (%j)',
    (tenantName) => {
      const { subject } = renderMail('verify-address', 'en', { ...verify, tenantName });
      expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e]/u);
      expect(subject).toMatch(/^482 913 is your code for A/);
    },
  );

  test.each([
    '<a href=//evil.example>Click</a>',
    'http://evil.tld',
    'evil.tld',
    'www.evil',
    'Visit evil.example now',
    'eve@evil.example',
    'Call 0900 123456',
    'You have won a very large prize today',
    'a\r\nBcc: x',
    '{{ code }}',
    '',
  ])('never greets with %j', (name) => {
    const mail = renderMail('verify-address', 'en', { ...verify, name });
    expect(mail.text).toMatch(/^Hello,\n/);
    if (name !== '') expect(mail.html).not.toContain(name);
    expect(mail.html).not.toContain('evil');
  });

  test('never shows a browser that names itself like a link', () => {
    const asked = { ...verify.asked, device: { browser: 'evil.tld', system: 'https://evil.tld' } };
    const mail = renderMail('verify-address', 'en', { ...verify, asked });
    expect(mail.text).toContain('An unknown browser');
    expect(mail.text + mail.html).not.toContain('evil');
  });

  test('refuses a template, a code or a link that cannot be right', () => {
    expect(() => renderMail('nothing', 'en', {})).toThrow();
    expect(() => renderMail('verify-address', 'en', { ...verify, code: '12' })).toThrow();
    expect(() => renderMail('verify-address', 'en', { ...verify, link: 'javascript:alert(1)' })).toThrow();
  });
});

test.each(["Seán O'Brien", 'J.R. Müller-Lüdenscheidt', 'Dr. Ngọc Ánh', '李小龍', 'مريم'])(
  'greets %s by name',
  (name) => {
    expect(greetingName(name)).toBe(name.normalize('NFC'));
  },
);
