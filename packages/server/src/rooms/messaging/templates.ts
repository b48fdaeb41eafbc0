/**
 * The one template engine of pages and mails, made safe once: what is printed is escaped, templates cannot read files
 * or prototypes, links lead only to the web, to mail or to our own paths, and every rendering has limits.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Context, Liquid } from 'liquidjs';
import { describePlace, type ShownPlace } from './place-text.ts';
import type { Translate } from './translate.ts';
import type { Translations } from './translations.ts';

/** Template name → its text. */
export type TemplateSources = Readonly<Record<string, string>>;

export type Templates = {
  /** Draws the template of this name in this language and these words. */
  render(name: string, locale: string, scope: Readonly<Record<string, unknown>>, words: Translations): string;
};

/** A filter of a room or door: the value, the language of the reader, the words. What it returns is escaped like any value. */
export type TemplateFilter = (value: unknown, locale: string, words: Translations) => unknown;

/** A browser and a system as people call them. */
export type Device = { readonly browser?: string | undefined; readonly system?: string | undefined };

export type TemplatesOptions = {
  readonly output?: 'html' | 'text';
  readonly filters?: Readonly<Record<string, TemplateFilter>>;
};

/** Parses every template now: a broken one is refused. */
export function createTemplates(sources: TemplateSources, options: TemplatesOptions = {}): Templates {
  const { output = 'html', filters = {} } = options;
  const engine = new Liquid({
    templates: { ...sources },
    extname: '.liquid',
    cache: true,
    ...(output === 'html' ? { outputEscape: 'escape' as const } : {}),
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    dynamicPartials: false,
    parseLimit: 200_000,
    // Milliseconds by the clock on the wall: on a machine that starves, a page of ours must still come.
    renderLimit: 10_000,
    memoryLimit: 2_000_000,
  });
  engine.unregisterFilter('raw');
  registerFilters(engine);
  for (const [name, filter] of Object.entries(filters)) {
    engine.registerFilter(name, function (value: unknown) {
      return filter(value, localeOf(this), wordsOf(this));
    });
  }
  const names = Object.keys(sources).map((file) => file.replace(/\.liquid$/, ''));
  const parsed = new Map(names.map((name) => [name, engine.parseFileSync(name)]));

  return {
    render(name, locale, scope, words) {
      const template = parsed.get(name);
      if (template === undefined) throw new Error(`there is no template ${name}`);
      return engine.renderSync(template, scope, { globals: { locale, words } }) as string;
    },
  };
}

const ours = new Map<string, Templates>();

/**
 * The templates of a folder of ours. They never change while a process runs and hold nothing of whom they are drawn for,
 * so they are read and parsed once, when they are first wanted. A folder is always asked for with the same filters.
 */
export function templatesIn(folder: string, options: TemplatesOptions = {}): Templates {
  const name = `${options.output} ${folder}`;
  const known = ours.get(name) ?? createTemplates(readTemplates(folder), options);
  ours.set(name, known);
  return known;
}

/** All `*.liquid` files of a folder and of its folders, named by their path inside it. */
function readTemplates(folder: string): TemplateSources {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.liquid'));
  return Object.fromEntries(
    files.map((file) => [file.replaceAll('\\', '/'), readFileSync(join(folder, file), 'utf8')]),
  );
}

function localeOf(filter: { readonly context: Context }): string {
  return (filter.context.globals as { readonly locale: string }).locale;
}

function wordsOf(filter: { readonly context: Context }): Translations {
  return (filter.context.globals as { readonly words: Translations }).words;
}

function registerFilters(engine: Liquid): void {
  engine.registerFilter('t', function (key: string, ...pairs: [string, unknown][]) {
    return wordsOf(this).translator(localeOf(this))(key, Object.fromEntries(pairs));
  });
  engine.registerFilter('href', safeHref);
  // The one filter that prints markup: both texts are escaped here, before the mark is set around the value.
  engine.registerFilter('strong', {
    raw: true,
    handler: (text: string, value: string) => {
      const [before = '', ...after] = escapeHtml(text).split(escapeHtml(value));
      return after.length === 0
        ? before
        : `${before}<strong><bdi>${escapeHtml(value)}</bdi></strong>${after.join(escapeHtml(value))}`;
    },
  });
  engine.registerFilter('moment', function (at: Date) {
    return formatMoment(localeOf(this), at);
  });
  engine.registerFilter('day', function (at: Date) {
    return new Intl.DateTimeFormat(localeOf(this), { dateStyle: 'long', timeZone: 'UTC' }).format(at);
  });
  engine.registerFilter('device', function (device: Device) {
    return describeDevice(wordsOf(this).translator(localeOf(this)), device);
  });
  engine.registerFilter('place', function (place: ShownPlace | null | undefined) {
    const locale = localeOf(this);
    return describePlace(wordsOf(this).translator(locale), locale, place);
  });
  engine.registerFilter('iso', (at: Date) => at.toISOString());
  engine.registerFilter('ago', function (at: Date, now: Date) {
    return formatAgo(localeOf(this), at, now);
  });
}

function escapeHtml(text: string): string {
  const names: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&#34;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => names[character] ?? '');
}

/** The address when it is http(s), mailto or a path of ours; otherwise an address that leads nowhere. */
export function safeHref(address: unknown): string {
  if (typeof address !== 'string') return '#';
  for (const character of address) if (character <= ' ' || character === '\\' || character === '\u007f') return '#';
  if (address.startsWith('/')) return address.startsWith('//') ? '#' : address;
  if (address.startsWith('#')) return address;
  return URL.canParse(address) && /^(https?|mailto|otpauth):/i.test(address) ? address : '#';
}

/** Date and time, in UTC and saying so: the server does not know where the reader is. */
function formatMoment(locale: string, at: Date): string {
  let format = momentFormats.get(locale);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(locale, {
      year: 'numeric',
      month: 'long',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
      timeZone: 'UTC',
      timeZoneName: 'short',
    });
    momentFormats.set(locale, format);
  }
  return format.format(at);
}

// Making a format costs more than drawing the rest of a line; there are only as many as translations.
const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** "Firefox on Windows", as far as known. */
function describeDevice(translate: Translate, device: Device): string {
  const { browser, system } = device;
  if (browser && system) return translate('common:device.both', { browser, system });
  if (browser) return translate('common:device.browser', { browser });
  return system ? translate('common:device.system', { system }) : translate('common:device.unknown');
}

function formatAgo(locale: string, at: Date, now: Date): string {
  const seconds = Math.min(0, Math.round((at.getTime() - now.getTime()) / 1000));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (seconds > -60) return format.format(0, 'second');
  if (seconds > -3600) return format.format(Math.ceil(seconds / 60), 'minute');
  if (seconds > -86_400) return format.format(Math.ceil(seconds / 3600), 'hour');
  return format.format(Math.ceil(seconds / 86_400), 'day');
}
