import { describe, expect, test } from 'vitest';
import { createTemplates, safeHref } from './templates.ts';
import { createTranslations } from './translations.ts';

const translations = createTranslations();

function draw(source: string, scope: Readonly<Record<string, unknown>> = {}): string {
  return createTemplates({ 'page.liquid': source }).render('page', 'en', scope, translations);
}

describe('a template', () => {
  test('escapes whatever it prints, texts with their variables too', () => {
    expect(draw('{{ name }}', { name: '<img src=x onerror="1">' })).toBe('&lt;img src=x onerror=&#34;1&#34;&gt;');
    expect(draw("{{ 'pages:account.hello' | t: name: name }}", { name: '<b>' })).toBe('Hello, &lt;b&gt;');
  });

  test('emphasises a value without trusting it', () => {
    const drawn = draw("{{ 'pages:verify.sent' | t: email: mail | strong: mail }}", { mail: '<i>@x' });
    expect(drawn).toContain('<strong><bdi>&lt;i&gt;@x</bdi></strong>');
  });

  test('has no way around the escaping', () => {
    expect(() => draw('{{ name | raw }}', { name: '<b>' })).toThrow('raw');
  });

  test('does not run what a value holds', () => {
    expect(draw('{{ name }}', { name: '{{ 7 | times: 7 }}{% raw %}' })).toBe('{{ 7 | times: 7 }}{% raw %}');
  });

  test('sees own properties only', () => {
    expect(() => draw('{{ name.constructor }}', { name: {} })).toThrow();
    expect(() => draw('{{ toString }}')).toThrow();
  });

  test('throws for a variable or filter that does not exist', () => {
    expect(() => draw('{{ missing }}')).toThrow('missing');
    expect(() => draw('{{ 1 | missing }}')).toThrow('missing');
  });

  test('cannot read a file', () => {
    expect(() => draw('{% render ../../../package.json %}')).toThrow();
  });

  test('stops when it takes too much', () => {
    expect(() => draw('{% for i in (1..100000000) %}x{% endfor %}')).toThrow();
  });

  test('that is broken is refused when it is read', () => {
    expect(() => createTemplates({ 'page.liquid': '{% if %}' })).toThrow();
  });
});

describe('a link', () => {
  test.each([
    '/sign-in',
    '/verify?flow=a&b=c',
    '#email',
    'https://example.com/a?b=c',
    'http://localhost:3000/',
    'mailto:a@b.example',
  ])('may lead to %s', (address) => expect(safeHref(address)).toBe(address));

  test.each([
    'javascript:alert(1)',
    'JaVaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    'https:\\\\evil.example',
    'evil',
    '',
    undefined,
    7,
  ])('leads nowhere instead of to %j', (address) => expect(safeHref(address)).toBe('#'));
});
