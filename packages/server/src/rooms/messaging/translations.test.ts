import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { deriveTheme } from '../tenants/index.ts';
import { createMailRenderer } from './render-mail.ts';
import { mailSamples } from './sample-mails.ts';
import { type Catalogue, createTranslations, readCatalogues } from './translations.ts';

const translations = createTranslations();

describe('the texts', () => {
  const catalogues = readCatalogues();
  const english = flatten(catalogues.get('en') ?? {});

  test.each([...catalogues.keys()])('%s has every text of English and no other', (tag) => {
    expect([...flatten(catalogues.get(tag) ?? {}).keys()].sort()).toEqual([...english.keys()].sort());
  });

  test.each([...catalogues.keys()])('%s fills the same variables as English', (tag) => {
    for (const [key, text] of flatten(catalogues.get(tag) ?? {})) {
      expect(variablesOf(text), `${tag} ${key}`).toEqual(variablesOf(english.get(key) ?? ''));
    }
  });

  test.each([...catalogues.keys()])('%s has no empty text and no markup', (tag) => {
    for (const [key, text] of flatten(catalogues.get(tag) ?? {})) expect(text, key).toMatch(/^[^<>]*\S[^<>]*$/);
  });
});

describe('a translator', () => {
  test('throws for a key that does not exist instead of showing it', () => {
    expect(() => translations.translator('en')('pages:nowhere')).toThrow('nowhere');
  });

  test('leaves a value a value, even when it looks like a placeholder or a reference', () => {
    const name = 'Eve {{tenant}} $t(pages:sign_in.title) $& $1';
    expect(translations.translator('en')('pages:account.hello', { name })).toBe(`Hello, ${name}`);
  });

  test('counts', () => {
    const translate = translations.translator('en');
    expect(translate('pages:rate_limited.when', { count: 1 })).toContain('1 minute.');
    expect(translate('pages:rate_limited.when', { count: 2 })).toContain('2 minutes.');
  });

  test('speaks English when the language is unknown', () => {
    expect(translations.translator('xx')('pages:sign_in.title')).toBe('Sign in');
    expect(translations.describe('__proto__').tag).toBe('en');
  });
});

describe('negotiation', () => {
  test.each([
    ['de-CH,de;q=0.9,en;q=0.5', undefined, 'de'],
    ['en;q=0.4, de;q=0.8', undefined, 'de'],
    ['fr,es', undefined, 'en'],
    ['de;q=0,en', undefined, 'en'],
    [undefined, undefined, 'en'],
    ['en', 'de', 'de'],
    ['de', 'fr en', 'en'],
    ['de', '../../etc', 'de'],
    [',;q=x,,;', undefined, 'en'],
  ])('Accept-Language %j with ui_locales %j gives %s', (header, requested, expected) => {
    expect(translations.negotiate(header, requested)).toBe(expected);
  });

  test('reaches a derived locale only when one was given', () => {
    const derived = { tag: 'ar-XB', name: 'Pseudo', direction: 'rtl' as const, derive: (text: string) => `[${text}]` };
    expect(translations.negotiate(undefined, 'ar-XB')).toBe('en');
    const more = createTranslations({ derived: [derived] });
    expect(more.negotiate(undefined, 'ar-XB')).toBe('ar-XB');
    expect(more.translator('ar-XB')('pages:account.hello', { name: 'Eve' })).toBe('[Hello, Eve]');
  });
});

describe('another language', () => {
  test('is one folder, and what it does not say yet, English says', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cardea-texts-'));
    try {
      cpSync(fileURLToPath(new URL('./texts/', import.meta.url)), folder, { recursive: true });
      mkdirSync(join(folder, 'pl'));
      writeFileSync(
        join(folder, 'pl/common.json'),
        JSON.stringify({
          language: { name: 'Polski', direction: 'ltr' },
          device: { unknown: 'Nieznana przeglądarka' },
        }),
      );
      writeFileSync(
        join(folder, 'pl/pages.json'),
        JSON.stringify({
          sign_in: { title: 'Zaloguj się' },
          rate_limited: { when_one: '{{count}} minuta', when_few: '{{count}} minuty', when_many: '{{count}} minut' },
        }),
      );
      const more = createTranslations({ folder });
      expect(more.describe('pl')).toEqual({ tag: 'pl', name: 'Polski', direction: 'ltr' });
      expect(more.offered().map(({ tag }) => tag)).toEqual(['en', 'de', 'pl']);
      expect(more.negotiate('pl-PL,en;q=0.5')).toBe('pl');
      const translate = more.translator('pl');
      expect(translate('pages:sign_in.title')).toBe('Zaloguj się');
      expect(translate('common:device.unknown')).toBe('Nieznana przeglądarka');
      expect([1, 2, 5].map((count) => translate('pages:rate_limited.when', { count }))).toEqual([
        '1 minuta',
        '2 minuty',
        '5 minut',
      ]);
      expect(translate('mails:verify_address.title')).toBe('Confirm your address');
      const mail = createMailRenderer({ translations: more, theme: deriveTheme() });
      expect(mail('verify-address', 'pl', mailSamples['verify-address']).html).toContain('lang="pl"');
      const own = { pl: { 'pages:sign_in.title': 'Witaj', 'pages:rate_limited.when_few': '{{count}}!' } };
      const words = more.worded(own).translator('pl');
      expect([words('pages:sign_in.title'), words('pages:rate_limited.when', { count: 3 })]).toEqual(['Witaj', '3!']);
      expect(more.catalogue('pl')?.get('pages:sign_up.title')).toBe(more.catalogue('en')?.get('pages:sign_up.title'));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

function flatten(catalogue: Catalogue, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([key, value]) =>
      typeof value === 'string' ? [[`${prefix}${key}`, value] as const] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

function variablesOf(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort();
}
