import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { at, fields, hostile, models, wrong } from '../../../test/page-models.ts';
import { createTranslations } from '../../rooms/messaging/index.ts';
import { deriveTheme } from '../../rooms/tenants/index.ts';
import { loadAssets } from './assets/index.ts';
import { pseudoLocale } from './pseudo-locale.ts';
import { createRenderer } from './render.ts';
import type { PageContext, ViewName } from './views/models.ts';

const translations = createTranslations({ derived: [pseudoLocale] });
const { render } = createRenderer({ translations });

const views = Object.keys(models) as ViewName[];

function context(locale: string): PageContext {
  return {
    locale,
    tenantName: hostile,
    themeVersion: '1"&',
    now: at,
    development: true,
    languageLinks: translations.locales.map(({ tag }) => ({ locale: tag, href: `/sign-in?ui_locales=${tag}` })),
    destination: hostile,
    links: { terms: 'https://acme.example/terms', privacy: hostile, imprint: 'javascript:alert(1)' },
  };
}

function pages(view: ViewName, locale = 'en'): string[] {
  return models[view].map((model) => render(view, model, context(locale)));
}

describe.each(views)('the page %s', (view) => {
  test.each(translations.locales.map(({ tag }) => tag))('has one main, one h1 and says its language (%s)', (locale) => {
    const { direction } = translations.describe(locale);
    for (const html of pages(view, locale)) {
      expect(html).toContain(`<html lang="${locale}" dir="${direction}">`);
      expect(html.match(/<main\b/g)).toHaveLength(1);
      expect(html.match(/<h1\b/g)).toHaveLength(1);
    }
  });

  test('prints what it is given as text and never as markup', () => {
    for (const html of pages(view)) {
      expect(html).not.toMatch(/<script>|<a href=\/\/|href="javascript/);
      expect(html).not.toContain('>alert(1)');
      expect(html).not.toContain("evil.example>'49");
    }
  });

  test('needs no inline style or script and nothing from elsewhere', () => {
    for (const html of pages(view)) {
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+=["']?[a-z]+\(|<script(?! src="\/assets\/)/);
      expect(html).not.toMatch(/(src|<link[^>]*href)="(?!\/assets\/)/);
    }
  });

  test('has a label for every field, and one id for one thing', () => {
    for (const html of pages(view)) {
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
      expect(new Set(ids).size).toBe(ids.length);
      // A checkbox is inside its label.
      for (const [field] of html.matchAll(/<(?:input (?!type="(?:hidden|checkbox)")|select |textarea )[^>]*>/g)) {
        const id = /id="([^"]*)"/.exec(field)?.[1];
        expect(html).toContain(`<label for="${id}">`);
        const described = /aria-describedby="([^"]*)"/.exec(field)?.[1]?.split(' ') ?? [];
        for (const one of described) expect(ids).toContain(one);
      }
    }
  });

  test('leaves no text untranslated in the pseudo-locale', () => {
    for (const html of pages(view, 'ar-XB')) {
      const main = (/<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '').replace(
        /<(bdi|code|pre|time)\b[^>]*>[\s\S]*?<\/\1>/g,
        '',
      );
      for (const [, text = ''] of main.matchAll(/>([^<>]*[a-z]{3}[^<>]*)</g))
        expect(text).toMatch(/[[\]\u202e]|evil|alert/);
    }
  });

  test('stays under 50 kB with everything it loads', () => {
    const assets = loadAssets();
    const files = ['pages.css', 'pages.js', 'mark.svg', 'arch.svg'].map(
      (name) => assets.find(name)?.body ?? Buffer.alloc(0),
    );
    const loaded = [...files, Buffer.from(deriveTheme().css), Buffer.from(pages(view)[0] ?? '')];
    const bytes = loaded.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bytes).toBeLessThan(50_000);
  });
});

describe('a form that comes back', () => {
  const html = render(
    'sign-up',
    { form: wrong, values: { email: 'a@b' }, fields, signInHref: '/sign-in' },
    context('en'),
  );

  test('says what is wrong on top with a link to each field, and beside the field', () => {
    expect(html).toContain('<a href="#email">E-mail address: Enter an address such as name@example.com.</a>');
    expect(html).toMatch(/<input id="email"[^>]*aria-describedby="email-error email-hint"[^>]*aria-invalid="true"/);
  });

  test('keeps what was typed, except the password', () => {
    expect(html).toMatch(/<input id="email"[^>]* value="a@b"/);
    expect(html).not.toMatch(/<input id="password"[^>]* value=/);
  });

  test('leads the focus to the summary, and to nothing else', () => {
    expect(html.match(/\sautofocus/g)).toHaveLength(1);
    expect(html).toMatch(/<div class="problems"[^>]*autofocus/);
  });

  test('has a sentence for a finding without a text', () => {
    expect(html).toContain('Please check this.');
  });
});

describe('the fields', () => {
  test.each([
    ['sign-up', 'email', 'email'],
    ['sign-up', 'name', 'name'],
    ['sign-up', 'password', 'new-password'],
    ['sign-in', 'identifier', 'username'],
    ['sign-in', 'password', 'current-password'],
    ['verify', 'code', 'one-time-code'],
  ] as const)('of %s: %s is filled in as %s', (view, name, autocomplete) => {
    expect(pages(view)[0]).toMatch(
      new RegExp(`<input id="${name}" name="${name}" [^>]*autocomplete="${autocomplete}"`),
    );
  });
});

test('the outbox is offered in development only', () => {
  const model = { signInHref: '/sign-in' };
  expect(render('signed-out', model, context('en'))).toContain('/dev/outbox');
  expect(render('signed-out', model, { ...context('en'), development: false })).not.toContain('/dev/');
});

test('the script stays small', () => {
  expect(loadAssets().find('pages.js')?.body.length).toBeLessThan(3300);
});

test('an asset is found by its name only', () => {
  const assets = loadAssets();
  for (const name of ['../index.ts', 'index.ts', 'css/base.css', '__proto__', ''])
    expect(assets.find(name)).toBeUndefined();
});
