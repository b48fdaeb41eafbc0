import { gzipSync } from 'node:zlib';
import { type ErrorCode, errorCatalogue } from '@cardea/contract';
import { describe, expect, test } from 'vitest';
import { createTranslations } from '../../rooms/messaging/index.ts';
import { deriveTheme } from '../../rooms/tenants/index.ts';
import { loadAssets } from './assets/index.ts';
import { pseudoLocale } from './pseudo-locale.ts';
import { createRenderer } from './render.ts';
import type { PageContext, SessionItem, ViewModels, ViewName } from './views/models.ts';

const translations = createTranslations({ derived: [pseudoLocale] });
const { render } = createRenderer({ translations });

const hostile = `"><script>alert(1)</script><a href=//evil.example>'{{7|times:7}}`;
const at = new Date('2026-11-22T07:20:00Z');
const form = { action: '/here', hidden: { flow: hostile } };
const device = { browser: hostile, system: 'Windows' };
const session: SessionItem = { device, address: hostile, startedAt: at, lastSeenAt: at, current: false, end: form };
const wrong = { ...form, problem: 'sign_in.refused', errors: { email: 'email.malformed', password: hostile } } as const;

const models: { readonly [Name in ViewName]: readonly ViewModels[Name][] } = {
  'sign-up': [
    { form, signInHref: '/sign-in' },
    { form: wrong, values: { email: hostile, name: hostile }, signInHref: 'javascript:alert(1)' },
  ],
  verify: [
    { form, resend: form, maskedEmail: hostile, changeAddressHref: '/sign-up', notice: 'code_sent' },
    { form: { ...form, errors: { code: 'code.refused' } }, resend: form, maskedEmail: hostile, changeAddressHref: '/' },
  ],
  'verify-link': [
    { form, maskedEmail: hostile },
    { form, maskedEmail: hostile, asked: { at, device } },
  ],
  'sign-in': [
    { form, signUpHref: '/sign-up', notice: 'address_confirmed' },
    {
      form: { ...form, problem: 'attempts.exhausted', retryAfterSeconds: 30 },
      values: { identifier: hostile },
      signUpHref: '/',
    },
  ],
  'sign-out': [{ form }, { form, applicationName: hostile }],
  'signed-out': [{ signInHref: '/sign-in' }],
  error: (Object.keys(errorCatalogue) as ErrorCode[]).map((code) => ({ code, reference: hostile })),
  'rate-limited': [{ retryAfterSeconds: 90, reference: hostile, backHref: '/sign-in' }],
  'link-expired': [{ startHref: '/sign-up', signInHref: '/sign-in' }],
  consent: [
    {
      form,
      applicationName: hostile,
      applicationHost: hostile,
      scopes: [{ scope: 'openid' }, { scope: hostile }, { scope: 'x:y', description: hostile }],
      shared: { name: hostile, email: hostile },
      signedInAs: hostile,
      policyHref: 'https://shop.example/policy',
      termsHref: 'javascript:alert(1)',
    },
    { form, applicationName: 'S', applicationHost: 's', scopes: [], shared: {}, signedInAs: 'x' },
  ],
  account: [
    {
      email: hostile,
      customerSince: at,
      sessions: [session],
      applications: [],
      signOut: form,
      signOutEverywhere: form,
    },
    {
      name: hostile,
      email: hostile,
      emailVerifiedAt: at,
      customerSince: at,
      sessions: [{ ...session, current: true }, session],
      applications: [
        { name: hostile, since: at, scopes: [{ scope: 'email' }, { scope: 'x', description: hostile }], remove: form },
      ],
      signOut: form,
      signOutEverywhere: form,
      notice: 'session_ended',
    },
  ],
  outbox: [
    { messages: [] },
    {
      messages: [
        {
          id: 'msg_1',
          channel: 'email',
          to: hostile,
          subject: '482 913 is it',
          text: `${hostile} http://localhost/x`,
          at,
        },
      ],
    },
  ],
};

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
      for (const [field] of html.matchAll(/<input (?!type="hidden")[^>]*>/g)) {
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
  const html = render('sign-up', { form: wrong, values: { email: 'a@b' }, signInHref: '/sign-in' }, context('en'));

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
  expect(loadAssets().find('pages.js')?.body.length).toBeLessThan(3000);
});

test('an asset is found by its name only', () => {
  const assets = loadAssets();
  for (const name of ['../index.ts', 'index.ts', 'css/base.css', '__proto__', ''])
    expect(assets.find(name)).toBeUndefined();
});
