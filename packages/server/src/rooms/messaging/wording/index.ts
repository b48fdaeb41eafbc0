/**
 * The texts that a tenant words itself. A text is taken when the catalogue knows it, when it fills the same places, and
 * when every page and mail could still be drawn with it; else nothing of the change is.
 */
import type { Database, Transaction } from '../../../foundation/database/index.ts';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import type { Author, Tenants, TextOverrides } from '../../tenants/index.ts';
import type { Translations } from '../translations.ts';
import { judgeText, longestOf, tidy } from './judge-text.ts';
import { placeholdersOf } from './worded.ts';

export type WordingDependencies = {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly tenants: Pick<Tenants, 'texts'>;
  readonly translations: Translations;
  /** Each draws what it can draw in this language with these words; it throws what cannot be drawn. */
  readonly trials: readonly ((texts: TextOverrides, locale: string) => void)[];
};

export type WordedText = {
  readonly id: string;
  /** Ours. */
  readonly original: string;
  readonly placeholders: readonly string[];
  readonly mostCharacters: number;
  /** The tenant's, or null. */
  readonly text: string | null;
};

/** Id → text, or null to say it in our words again. */
export type TextChanges = Readonly<Record<string, string | null>>;
export type Wording = ReturnType<typeof createWording>;

const mostChanges = 500;

export function createWording(deps: WordingDependencies) {
  const { database, ledger, tenants, translations, trials } = deps;

  function catalogueOf(locale: string): ReadonlyMap<string, string> {
    const catalogue = translations.catalogue(locale);
    if (catalogue === undefined) throw new ProblemError('locale.unknown');
    return catalogue;
  }

  /** Refuses with `texts.invalid` and what is wrong with each; else the words as they would be. */
  function judge(locale: string, changes: TextChanges, current: TextOverrides) {
    const catalogue = catalogueOf(locale);
    const given = Object.entries(changes);
    if (given.length > mostChanges) throw new ProblemError('request.too_large');
    const texts = Object.fromEntries(
      given.flatMap(([id, text]): [string, string][] => (text === null ? [] : [[id, tidy(text)]])),
    );
    const reset = given.filter(([, text]) => text === null).map(([id]) => id);
    const findings = [
      ...Object.entries(texts).map(([id, text]) => [id, judgeText(id, catalogue.get(id), text)] as const),
      // A text that ours do not know any more may still be taken back.
      ...reset.map(
        (id) => [id, catalogue.has(id) || Object.hasOwn(current[locale] ?? {}, id) ? null : 'unknown'] as const,
      ),
    ].flatMap(([id, finding]): [string, string][] => (finding === null ? [] : [[`texts/${id}`, finding]]));
    if (findings.length > 0) throw new ProblemError('texts.invalid', { fields: Object.fromEntries(findings) });
    const own = { ...current[locale], ...texts };
    for (const id of reset) delete own[id];
    return { texts, reset, worded: { ...current, [locale]: own } };
  }

  function tryOut(locale: string, worded: TextOverrides, ids: readonly string[]): void {
    try {
      for (const trial of trials) trial(worded, locale);
    } catch (error) {
      const fields = Object.fromEntries(ids.map((id) => [`texts/${id}`, 'not_drawn']));
      throw new ProblemError('texts.invalid', { fields, cause: error });
    }
  }

  /** Changes texts within a transaction of the caller's. */
  async function changeWithin(
    tx: Transaction,
    tenantId: string,
    { locale, changes }: { readonly locale: string; readonly changes: TextChanges },
    author: Author,
  ): Promise<{ changed: number; reset: number }> {
    const current = await tenants.texts.read(tx, tenantId);
    const { texts, reset, worded } = judge(locale, changes, current);
    tryOut(locale, worded, Object.keys(texts));
    const gone = await tenants.texts.write(tx, tenantId, { locale, texts, reset }, author);
    const { actor, requestId } = author;
    const done = { changed: Object.keys(texts).length, reset: gone };
    const data = { locale, ...done };
    await ledger.append(tx, { tenantId, customerId: null, event: 'texts.changed', actor, requestId, data });
    return done;
  }

  return {
    changeWithin,

    /** Changes texts of one language, all of them or none. */
    change: (tenantId: string, wanted: { readonly locale: string; readonly changes: TextChanges }, author: Author) =>
      database.transaction({}, (tx) => changeWithin(tx, tenantId, wanted, author)),

    /** Says everything in one language in our words again; how many texts there were. */
    reset: (tenantId: string, locale: string, author: Author): Promise<number> =>
      database.transaction({}, async (tx) => {
        catalogueOf(locale);
        const own = Object.keys((await tenants.texts.read(tx, tenantId))[locale] ?? {});
        const changes = Object.fromEntries(own.map((id) => [id, null]));
        if (own.length === 0) return 0;
        const gone = await tenants.texts.write(
          tx,
          tenantId,
          { locale, texts: {}, reset: Object.keys(changes) },
          author,
        );
        const { actor, requestId } = author;
        const data = { locale, changed: 0, reset: gone };
        await ledger.append(tx, { tenantId, customerId: null, event: 'texts.changed', actor, requestId, data });
        return gone;
      }),

    /** The words as they would be with changes that are not saved; refuses as `change` does. */
    tryWords(current: TextOverrides, locale: string, changes: TextChanges): TextOverrides {
      const { worded, texts } = judge(locale, changes, current);
      tryOut(locale, worded, Object.keys(texts));
      return worded;
    },

    /** The texts of a language by id, after the one that is named: ours and the tenant's. */
    async list(
      tenantId: string,
      page: {
        readonly locale: string;
        readonly after: string | null;
        readonly limit: number;
        readonly prefix?: string | undefined;
        readonly find?: string | undefined;
        readonly isWorded?: boolean | undefined;
      },
    ): Promise<WordedText[]> {
      const { locale, after, limit, prefix = '', isWorded } = page;
      const wanted = page.find?.toLocaleLowerCase(locale);
      const own = (await tenants.texts.read(database.reader, tenantId))[locale] ?? {};
      return [...catalogueOf(locale)]
        .filter(([id]) => (after === null || id > after) && id.startsWith(prefix))
        .map(([id, original]) => ({
          id,
          original,
          placeholders: placeholdersOf(original),
          mostCharacters: longestOf(id, original),
          text: own[id] ?? null,
        }))
        .filter(({ text }) => isWorded === undefined || (text !== null) === isWorded)
        .filter(
          ({ id, original, text }) =>
            wanted === undefined ||
            [id, original, text ?? ''].some((words) => words.toLocaleLowerCase(locale).includes(wanted)),
        )
        .slice(0, limit);
    },
  };
}
