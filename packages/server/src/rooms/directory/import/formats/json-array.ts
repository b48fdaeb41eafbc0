/**
 * The objects of one large array within a JSON file: the top-level one, or that of a key of the top-level object. The
 * file is only cut here, at braces outside of strings; each piece is parsed by itself and none is longer than a record.
 */
import { type Found, foundJson, longestRecordBytes, type Source } from './found.ts';

const code = (character: string): number => character.charCodeAt(0);
const [quote, backslash, comma, newline] = [code('"'), code('\\'), code(','), code('\n')];
const [openBrace, closeBrace, openBracket, closeBracket] = [code('{'), code('}'), code('['), code(']')];
const longestKey = 40;

export async function* readArray(source: Source, key: string): AsyncGenerator<Found> {
  let depth = 0;
  let line = 1;
  let inString = false;
  let isEscaped = false;
  let word: number[] = [];
  /** The depth of the elements, while inside the array. */
  let elements: number | null = null;
  let hasArray = false;
  let begun: { line: number; pieces: Uint8Array[]; size: number } | null = null;

  const keep = (piece: Uint8Array): void => {
    if (begun === null) return;
    begun.size += piece.length;
    if (begun.size <= longestRecordBytes) begun.pieces.push(Uint8Array.from(piece));
    else begun.pieces = [];
  };

  for await (const chunk of source) {
    let from = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (byte === newline) line += 1;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === backslash) isEscaped = true;
        else if (byte === quote) inString = false;
        if (inString && elements === null && word.length < longestKey) word.push(byte);
      } else if (byte === quote) {
        inString = true;
        word = [];
      } else if (byte === openBrace || byte === openBracket) {
        const isWanted = depth === 0 || (depth === 1 && String.fromCharCode(...word) === key);
        if (elements === null && byte === openBracket && isWanted) {
          elements = depth + 1;
          hasArray = true;
        } else if (depth === elements && byte === openBrace) {
          begun = { line, pieces: [], size: 0 };
          from = at;
        }
        depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        depth -= 1;
        if (begun !== null && depth === elements) {
          keep(chunk.subarray(from, at + 1));
          yield begun.size > longestRecordBytes
            ? { line: begun.line, refused: 'record.too_long' }
            : foundJson(begun.line, Buffer.concat(begun.pieces));
          begun = null;
        } else if (elements !== null && depth < elements) elements = null;
      } else if (byte === comma && depth === 1) word = [];
    }
    if (begun !== null) keep(chunk.subarray(from));
  }
  if (!hasArray) yield { line: 1, refused: 'file.no_records' };
  else if (depth !== 0 || inString) yield { line, refused: 'file.ends_early' };
}
