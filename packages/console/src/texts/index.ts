/**
 * The words of the console. A language is one folder here; only the one that is spoken is loaded. Values are put in as
 * they are, once: what customers wrote can neither become markup nor name another text.
 */
import i18next from 'i18next';
import type { catalogue as english } from './en/index.ts';

type WithoutCount<Id> = Id extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Id;
/** The id of a text. One that depends on a number has a form each for `one` and `other`. */
export type TextId = WithoutCount<keyof typeof english & string>;
export type Catalogue = Readonly<Record<keyof typeof english, string>>;

const stored = 'cardea-console-language';
const folders = import.meta.glob<{ readonly catalogue: Catalogue }>('./*/index.ts');
/** The languages there are. */
export const languages: readonly string[] = Object.keys(folders).map((path) => path.split('/')[1] ?? '');

/** The language that is spoken. */
export const currentLanguage = (): string => i18next.language ?? 'en';

/** Loads the words: the language chosen before in this browser, else the first one the person prefers that there is. */
export async function loadTexts(): Promise<void> {
  const wished = [readStored(), ...navigator.languages.map((tag) => tag.split('-')[0])];
  const language = wished.find((tag) => tag !== undefined && languages.includes(tag)) ?? 'en';
  const catalogue = await folders[`./${language}/index.ts`]?.();
  await i18next.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    resources: { [language]: { translation: catalogue?.catalogue ?? {} } },
  });
  document.documentElement.lang = language;
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
