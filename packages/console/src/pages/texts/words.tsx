/** A text as it is written: what is filled in later stands out. */
import { text } from '../../texts/index.ts';
import { areaOf } from './areas.ts';

type Props = { readonly of: string; readonly language: string };

export function Words({ of, language }: Props) {
  let at = 0;
  const parts = of.split(/(\{\{\s*\w+\s*\}\})/).map((part) => {
    at += part.length;
    return { part, at };
  });
  return (
    <bdi lang={language}>
      {parts.map(({ part, at: end }) =>
        part.startsWith('{{') ? (
          <span key={end} className="filled">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </bdi>
  );
}

/** Where a text stands, for people. */
export function placeOf(id: string): string {
  const area = areaOf(id);
  return text(area === 'everywhere' ? 'texts.area.other' : `texts.area.${area}`);
}

/** What a language calls itself. */
export const nameOfLanguage = (locale: string): string =>
  new Intl.DisplayNames([locale], { type: 'language', fallback: 'code' }).of(locale) ?? locale;
