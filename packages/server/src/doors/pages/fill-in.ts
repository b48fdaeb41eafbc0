/**
 * What differs with each request in a page that is kept otherwise: its place is marked when the page is drawn, and the
 * value set in afterwards, escaped as the templates would. Nobody outside knows the marks.
 */
import { newSecret } from '../../foundation/ids/index.ts';

export type Filled = 'identifier' | 'puzzle';

const mark = `fill-${newSecret()}-`;
const marks = new RegExp(`${mark}(identifier|puzzle)`, 'g');
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** What stands in the place of the value while the page is drawn. */
export const placeFor = (name: Filled): string => `${mark}${name}`;

export function fillIn(page: string, values: Readonly<Record<Filled, string>>): string {
  return page.replaceAll(marks, (_, name: Filled) =>
    values[name].replaceAll(/[&<>"']/g, (character) => escapes[character] ?? ''),
  );
}
