/**
 * Reads `application/x-www-form-urlencoded` strictly: invalid UTF-8, broken percent signs and a field given twice are
 * refused, because two readers of such a body could disagree about what it says (cases 110, 223).
 */
import { ProblemError } from '../../foundation/errors/index.ts';

// A profile may need 200, and what travels along unseen.
const maximumFields = 250;

/** The fields of a form body, without a prototype; throws `request.invalid`. */
export function parseFormBody(body: Buffer): Record<string, string> {
  const fields: Record<string, string> = Object.create(null);
  const pairs = decodeUtf8(body).split('&', maximumFields + 1);
  if (pairs.length > maximumFields) throw new ProblemError('request.invalid', { cause: 'too many form fields' });
  for (const pair of pairs) {
    if (pair === '') continue;
    const at = pair.indexOf('=');
    const name = decodePart(at === -1 ? pair : pair.slice(0, at));
    if (name in fields) throw new ProblemError('request.invalid', { cause: 'a form field is given twice' });
    fields[name] = at === -1 ? '' : decodePart(pair.slice(at + 1));
  }
  return fields;
}

function decodeUtf8(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
  } catch (error) {
    throw new ProblemError('request.invalid', { cause: error });
  }
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll('+', ' '));
  } catch (error) {
    throw new ProblemError('request.invalid', { cause: error });
  }
}
