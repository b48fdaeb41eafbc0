/** Texts as files name them, `LOCALE/ID`, and as the rooms take them: by language. */
import type { TextChanges } from '../messaging/index.ts';
import type { Change } from './planned.ts';
import type { State } from './state.ts';

const mostAtATime = 500;

/** The changes by language, and not too many at a time. */
export function textChanges(changes: readonly Change[]): { locale: string; changes: TextChanges }[] {
  const byLocale = new Map<string, [string, string | null][]>();
  for (const { section, key, fields } of changes) {
    if (section !== 'texts') continue;
    const at = key.indexOf('/');
    const locale = key.slice(0, at);
    const text = fields[0]?.to;
    const entry: [string, string | null] = [key.slice(at + 1), typeof text === 'string' ? text : null];
    byLocale.set(locale, [...(byLocale.get(locale) ?? []), entry]);
  }
  return [...byLocale].flatMap(([locale, entries]) =>
    Array.from({ length: Math.ceil(entries.length / mostAtATime) }, (_, index) => ({
      locale,
      changes: Object.fromEntries(entries.slice(index * mostAtATime, (index + 1) * mostAtATime)),
    })),
  );
}

/** All texts that are worded now, by language. */
export function textsOf({ texts }: State): Record<string, Record<string, string>> {
  const tree: Record<string, Record<string, string>> = {};
  for (const [key, text] of texts) {
    const at = key.indexOf('/');
    const locale = key.slice(0, at);
    tree[locale] ??= {};
    tree[locale][key.slice(at + 1)] = text;
  }
  return tree;
}
