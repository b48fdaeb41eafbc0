/**
 * The texts in every language: one folder per language under `texts/`, read once at the start. A key that does not
 * exist is a programming error and throws; a text never shows its key to a person.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createInstance } from 'i18next';
import type { TextOverrides } from '../tenants/index.ts';
import type { Translate } from './translate.ts';
import { wordedTranslate } from './wording/worded.ts';

export type Catalogue = { readonly [key: string]: string | Catalogue };

export type LocaleDescription = {
  /** BCP 47. */
  readonly tag: string;
  /** The language's own name for itself. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
};

/** A locale made from the English texts, such as the pseudo-locale of the page tests. */
export type DerivedLocale = LocaleDescription & { readonly derive: (text: string) => string };

/** What a tenant offers of the languages there are. */
export type OfferedLanguages = {
  readonly offered?: readonly string[] | undefined;
  readonly default?: string | undefined;
};

export type Translations = {
  readonly locales: readonly LocaleDescription[];
  /** The locale of this tag, or the default one: never throws, whatever a browser sends. */
  describe(tag: string): LocaleDescription;
  /** `translator('de')('pages:sign_in.title')`; variables fill `{{name}}`. */
  translator(tag: string): Translate;
  has(key: string): boolean;
  /** The same, but with what a tenant says in other words. */
  worded(texts: TextOverrides): Translations;
  /** The texts of a language as they are written: id → text, sorted by id; undefined for a language there is not. */
  catalogue(tag: string): ReadonlyMap<string, string> | undefined;
  /** The best language for this reader: what was asked for (`ui_locales`), then `Accept-Language`, then the default. */
  negotiate(acceptLanguage: string | undefined, requested?: string, among?: OfferedLanguages): string;
  /** The languages that this offer leaves, in its order; all where it names none that exists. */
  offered(among?: OfferedLanguages): readonly LocaleDescription[];
};

const textsFolder = new URL('./texts/', import.meta.url);
const namespaces = ['common', 'pages', 'mails'] as const;
const defaultLocale = 'en';

/**
 * Reads all languages. `derived` adds locales computed from English; `folder` holds a folder for each language in the
 * place of ours. What a language does not say yet, English says.
 */
export function createTranslations(
  options: { readonly derived?: readonly DerivedLocale[]; readonly folder?: string } = {},
): Translations {
  const { folder } = options;
  const catalogues = new Map(folder === undefined ? ours() : readCatalogues(pathToFileURL(`${folder}/`)));
  const locales = [...catalogues].map(([tag, catalogue]) => readDescription(tag, catalogue));
  for (const { derive, ...description } of options.derived ?? []) {
    catalogues.set(description.tag, derived(catalogues.get(defaultLocale) ?? {}, derive));
    locales.push(description);
  }
  const byTag = new Map(locales.map((locale) => [locale.tag, locale]));
  const fallback = byTag.get(defaultLocale) as LocaleDescription;

  const offered = ({ offered: wanted }: OfferedLanguages = {}): readonly LocaleDescription[] => {
    const found = (wanted ?? []).flatMap((tag) => byTag.get(tag) ?? []);
    return found.length === 0 ? locales : found;
  };

  const engine = createInstance();
  engine.init({
    resources: Object.fromEntries(catalogues),
    ns: namespaces,
    defaultNS: 'common',
    fallbackLng: defaultLocale,
    supportedLngs: false,
    initAsync: false,
    parseMissingKeyHandler: (key) => {
      throw new Error(`there is no text ${key}`);
    },
    // Escaping is the template engine's duty; a value that looks like a placeholder must stay a value.
    interpolation: { escapeValue: false, skipOnVariables: true },
  });
  const fixed = new Map(
    locales.map(({ tag }) => {
      const translate = engine.getFixedT(tag);
      const plain: Translate = (key, variables = {}) => translate(key, { ...variables });
      return [tag, plain] as const;
    }),
  );

  const wordedBy = new WeakMap<TextOverrides, Translations>();
  const flat = new Map<string, ReadonlyMap<string, string>>();

  const translations: Translations = {
    locales,
    describe: (tag) => byTag.get(tag) ?? fallback,
    translator: (tag) => fixed.get(tag) ?? (fixed.get(defaultLocale) as Translate),
    has: (key) => engine.exists(key, { lng: defaultLocale }),
    negotiate(acceptLanguage, requested, among = {}) {
      const tags = offered(among).map(({ tag }) => tag);
      const chosen = negotiate(tags, acceptLanguage, requested) ?? tags.find((tag) => tag === among.default);
      return chosen ?? (among.offered === undefined ? defaultLocale : (tags[0] ?? defaultLocale));
    },
    offered,
    worded(texts) {
      const known = wordedBy.get(texts);
      if (known !== undefined) return known;
      const translators = new Map<string, Translate>();
      const made: Translations = {
        ...translations,
        translator(wanted) {
          const tag = fixed.has(wanted) ? wanted : defaultLocale;
          const translate =
            translators.get(tag) ?? wordedTranslate(tag, texts[tag] ?? {}, translations.translator(tag));
          translators.set(tag, translate);
          return translate;
        },
      };
      wordedBy.set(texts, made);
      return made;
    },
    catalogue(tag) {
      const known = flat.get(tag);
      const own = catalogues.get(tag);
      if (known !== undefined || own === undefined) return known;
      const made = sorted({ ...textsIn(catalogues.get(defaultLocale)), ...textsIn(own) });
      flat.set(tag, made);
      return made;
    },
  };
  return translations;
}

/** Id → text of a catalogue, without what describes the language itself. */
function textsIn(catalogue: Catalogue | undefined): Readonly<Record<string, string>> {
  const walk = (part: Catalogue, prefix: string): [string, string][] =>
    Object.entries(part).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[`${prefix}${key}`, value]] : walk(value, `${prefix}${key}.`),
    );
  return Object.fromEntries(
    Object.entries(catalogue ?? {}).flatMap(([space, texts]) =>
      typeof texts === 'string' ? [] : walk(texts, `${space}:`).filter(([id]) => !id.startsWith('common:language.')),
    ),
  );
}

function sorted(texts: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(texts).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** The catalogues as they lie on the disk, by tag; English first. */
export function readCatalogues(folder: URL = textsFolder): Map<string, Catalogue> {
  const tags = readdirSync(folder).sort(
    (one, other) => Number(other === defaultLocale) - Number(one === defaultLocale),
  );
  return new Map(
    tags.map((tag) => {
      const files = namespaces.map((name) => [name, new URL(`${tag}/${name}.json`, folder)] as const);
      const there = files.filter(([, file]) => existsSync(file));
      return [
        tag,
        Object.fromEntries(there.map(([name, file]) => [name, JSON.parse(readFileSync(file, 'utf8')) as Catalogue])),
      ];
    }),
  );
}

let read: ReadonlyMap<string, Catalogue> | undefined;

/** Our own, which never change while a process runs. */
function ours(): ReadonlyMap<string, Catalogue> {
  read ??= readCatalogues();
  return read;
}

function readDescription(tag: string, catalogue: Catalogue): LocaleDescription {
  const { language } = (catalogue.common ?? {}) as {
    readonly language?: { readonly name: string; readonly direction: string };
  };
  if (language === undefined) throw new Error(`texts/${tag}/common.json does not say the name of its language`);
  return { tag, name: language.name, direction: language.direction === 'rtl' ? 'rtl' : 'ltr' };
}

const derivedFrom = new WeakMap<Catalogue, Map<DerivedLocale['derive'], Catalogue>>();

/** Worked out once for each catalogue. */
function derived(catalogue: Catalogue, derive: DerivedLocale['derive']): Catalogue {
  const known = derivedFrom.get(catalogue) ?? new Map<DerivedLocale['derive'], Catalogue>();
  const made = known.get(derive) ?? deriveCatalogue(catalogue, derive);
  derivedFrom.set(catalogue, known.set(derive, made));
  return made;
}

function deriveCatalogue(catalogue: Catalogue, derive: (text: string) => string): Catalogue {
  const derived = Object.entries(catalogue).map(([key, value]) => [
    key,
    typeof value === 'string' ? derive(value) : deriveCatalogue(value, derive),
  ]);
  return Object.fromEntries(derived) as Catalogue;
}

function negotiate(
  tags: readonly string[],
  acceptLanguage: string | undefined,
  requested: string | undefined,
): string | undefined {
  const wishes = [...(requested ?? '').slice(0, 200).split(/[\s,]+/), ...acceptedLanguages(acceptLanguage ?? '')];
  for (const wish of wishes) {
    const lower = wish.toLowerCase();
    const exact = tags.find((tag) => tag.toLowerCase() === lower);
    // A pseudo-locale has a region, so plain Arabic does not lead there.
    const found = exact ?? tags.find((tag) => tag.toLowerCase() === lower.split('-')[0]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function acceptedLanguages(header: string): string[] {
  return header
    .slice(0, 400)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters.map((parameter) => /^\s*q=([0-9.]+)\s*$/.exec(parameter)?.[1]).find((found) => found);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}
