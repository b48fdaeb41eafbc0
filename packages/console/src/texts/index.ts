/**
 * The words of the console. A language is one folder here; only the one that is spoken is loaded, and of it only the
 * areas that the page speaks of. Values are put in as they are, once: what customers wrote can neither become markup nor
 * name another text.
 */
import i18next from 'i18next';
import type { areas as english } from './en/index.ts';

type English = typeof english;
export type AreaName = keyof English;
type Words<Area extends AreaName> = Awaited<ReturnType<English[Area]>>;
/** A language: the same texts in the same areas as English has. */
export type Areas = { readonly [Area in AreaName]: () => Promise<Readonly<Record<keyof Words<Area>, string>>> };

type WithoutCount<Id> = Id extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Id;
/** The id of a text. One that depends on a number has a form each for `one` and `other`. */
export type TextId = WithoutCount<{ [Area in AreaName]: keyof Words<Area> & string }[AreaName]>;

const stored = 'cardea-console-language';
const folders = import.meta.glob<{ readonly areas: Areas }>('./*/index.ts');
/** The languages there are. */
export const languages: readonly string[] = Object.keys(folders).map((path) => path.split('/')[1] ?? '');

/** The language that is spoken. */
export const currentLanguage = (): string => i18next.language ?? 'en';

/** Loads the words: the language chosen before in this browser, else the first one the person prefers that there is. */
export async function loadTexts(): Promise<void> {
  const wished = [readStored(), ...navigator.languages.map((tag) => tag.split('-')[0])];
  const language = wished.find((tag) => tag !== undefined && languages.includes(tag)) ?? 'en';
  await i18next.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    resources: { [language]: { translation: {} } },
  });
  document.documentElement.lang = language;
  await loadAreas(['shell']);
}

/** Loads the words of these areas; what is there already is not asked for again. */
export async function loadAreas(wanted: readonly AreaName[]): Promise<void> {
  const language = currentLanguage();
  const spoken = await folders[`./${language}/index.ts`]?.();
  if (spoken === undefined) return;
  const words = await Promise.all(wanted.map((area) => spoken.areas[area]()));
  for (const each of words) i18next.addResourceBundle(language, 'translation', each, false, true);
}

/** Remembers the language and begins anew with it. */
export function speak(language: string): void {
  localStorage.setItem(stored, language);
  location.reload();
}

function readStored(): string | undefined {
  try {
    return localStorage.getItem(stored) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A text in the language that is spoken. */
export function text(id: TextId, values: Readonly<Record<string, string | number>> = {}): string {
  return i18next.t(id, values);
}

/** A text by a name that is only known when the page is drawn; without one, the name itself. */
export function textOr(id: string, otherwise: string): string {
  return i18next.exists(id) ? i18next.t(id) : otherwise;
}
