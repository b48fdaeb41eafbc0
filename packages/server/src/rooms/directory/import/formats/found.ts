/** What reading a file yields, record by record, whatever its format: never more of it in memory than one record. */

/** The bytes of a file, in order. */
export type Source = AsyncIterable<Uint8Array>;

/** A record as it stands in the file, or why it cannot be read. `line` is where it begins. */
export type Found =
  | { readonly line: number; readonly given: unknown }
  | { readonly line: number; readonly refused: string };

/** No record of anybody is longer; whatever is, was not made by a person or a former system. */
export const longestRecordBytes = 256 * 1024;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

/** The text, or null when it is not UTF-8. */
export function textOf(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

/** The record that a text holds as JSON. */
export function foundJson(line: number, bytes: Uint8Array): Found {
  const text = textOf(bytes);
  if (text === null) return { line, refused: 'record.not_utf8' };
  try {
    return { line, given: JSON.parse(text) };
  } catch {
    return { line, refused: 'record.malformed' };
  }
}
