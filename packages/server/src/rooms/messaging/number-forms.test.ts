/** Every mail, and what an account of a number gets in its place: a new mail is not whole until that is decided. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createSmsRenderer } from './render-sms.ts';
import { createTranslations } from './translations.ts';

const templates = (folder: string) => readdirSync(new URL(`./templates/${folder}`, import.meta.url));

/** The mail → the text message; or why an account without an address needs none. */
const forms: Readonly<Record<string, string | { readonly none: string }>> = {
  'address-in-use': 'phone-in-use',
  'address-reserved': { none: 'only an address can be given back' },
  'administrator-invitation': { none: 'it goes to an address, whoever has it' },
  'administrator-notice': { none: 'administrators have an address' },
  'already-registered': 'already-registered',
  'change-email': 'change-phone',
  confirm: 'sign-in-code',
  'email-changed': { none: 'only an address can be given back' },
  invitation: { none: 'it goes to an address, whoever has it' },
  'lost-factor-code': { none: 'a lost factor is not believed by the number alone' },
  'no-account': { none: 'most numbers that are typed are nobody’s, and a message costs' },
  'password-link': 'recovery-link',
  'recover-account': 'recover-by-number',
  'security-notice': 'security-notice',
  'sign-in': 'sign-in-code',
  'verify-address': 'verify-number',
};
/** What is sent to numbers besides, whatever the account has. */
const others = ['enrol-phone', 'lost-factor'];

const render = createSmsRenderer({ translations: createTranslations() });
const variables = {
  tenantName: 'Acme',
  code: '482913',
  host: 'id.acme.example',
  link: 'https://id.acme.example/x?token=abc',
  minutes: 10,
  notice: 'new_device',
};

it('has a form by text message for each mail, or a reason', () => {
  expect(templates('').filter((name) => name !== 'sms' && name !== 'parts')).toEqual(Object.keys(forms).sort());
  const texted = Object.values(forms).filter((form) => typeof form === 'string');
  const there = templates('sms').map((file) => file.replace('.liquid', ''));
  expect(there.sort()).toEqual([...new Set([...texted, ...others])].sort());
});

describe.each(['en', 'de'])('text messages in %s', (locale) => {
  it.each(templates('sms').map((file) => file.replace('.liquid', '')))('%s has words of its own', (template) => {
    const text = render(template, locale, variables);
    expect(text).toContain('Acme');
    expect(text).not.toMatch(/mails:|\{\{|undefined/);
    // Of a link or a code there is one, and no mail is spoken of: there is none.
    expect(text).not.toMatch(/mailbox|Postfach|this mail|diese E-Mail/i);
    if (template !== 'security-notice')
      expect(text).not.toBe(render(template, locale === 'en' ? 'de' : 'en', variables));
  });
});
