/**
 * A language nobody speaks, for the tests: English with every vowel doubled, about 40 % longer, each word written from
 * right to left, each text in brackets. A page that survives it survives German and Arabic; a word outside brackets is
 * not in the texts. It needs no letters that a test machine may lack.
 */
import type { DerivedLocale } from '../../rooms/messaging/index.ts';

const rightToLeftMark = '\u200f';
const override = '\u202e';
const end = '\u202c';

/** Give it to `createTranslations({ derived: [pseudoLocale] })`; no visitor gets it otherwise. */
export const pseudoLocale: DerivedLocale = {
  tag: 'ar-XB',
  name: deriveText('Pseudo'),
  direction: 'rtl',
  derive: deriveText,
};

function deriveText(text: string): string {
  const parts = text.split(/(\{\{.*?\}\})/);
  return `${rightToLeftMark}[${parts.map(deriveWords).join('')}]`;
}

function deriveWords(part: string): string {
  if (part.startsWith('{{')) return part;
  return part
    .replace(/[aeiouy]/gi, '$&$&')
    .replace(/[\p{L}\p{N}][\p{L}\p{N}'@.-]*/gu, `${rightToLeftMark}${override}$&${end}${rightToLeftMark}`);
}
