import { describe, expect, it } from 'vitest';
import { deriveTheme } from '../tenants/index.ts';
import { dressFor } from './dress-mail.ts';
import { createMailRenderer } from './render-mail.ts';
import { mailSamples, tryMails } from './sample-mails.ts';
import { createTranslations } from './translations.ts';

const translations = createTranslations();
const renderMail = createMailRenderer({ translations, theme: deriveTheme() });
const tenant = { origin: 'https://id.acme.example', texts: {} };
const [light, dark] = [`${'L'.repeat(43)}.400x100`, `${'D'.repeat(43)}.100x400`];

describe('the look of a mail', () => {
  it('is light and dark as the reader wishes, unless the business fixed one', () => {
    const both = deriveTheme({ accent: '#1144aa' });
    expect(dressFor(tenant, { accent: '#1144aa' }).theme).toMatchObject({ light: both.light, dark: both.dark });
    expect(dressFor(tenant, { accent: '#1144aa', mode: 'dark' }).theme).toMatchObject({
      light: both.dark,
      dark: both.dark,
    });
    expect(dressFor(tenant, { accent: '#1144aa', mode: 'light' }).theme).toMatchObject({
      light: both.light,
      dark: both.light,
    });
  });

  it('has the logo as its only picture, at its own address and of a modest size', () => {
    const { logo } = dressFor(tenant, { logo: { light, dark } });
    expect(logo).toEqual({
      light: { href: `https://id.acme.example/brand/${light}`, width: 160, height: 40 },
      dark: { href: `https://id.acme.example/brand/${dark}`, width: 10, height: 40 },
    });
    expect(dressFor(tenant, { logo: { dark } }).logo?.dark).toBeUndefined();
    const { html } = renderMail(
      'verify-address',
      'en',
      mailSamples['verify-address'],
      dressFor(tenant, { logo: { light } }),
    );
    expect(html.match(/<img/g)).toHaveLength(1);
    expect(html).toContain('alt="Shop"');
    expect(renderMail('verify-address', 'en', mailSamples['verify-address']).html).not.toContain('<img');
  });

  it.each(translations.locales.map(({ tag }) => tag))('is drawn for every mail there is (%s)', (locale) => {
    expect(() => tryMails(renderMail, {}, locale)).not.toThrow();
  });
});
