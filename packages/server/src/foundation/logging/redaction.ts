/**
 * Redaction by type: what a log line may show is decided by what a value is, never by what its field is called.
 * A string is shown only if it has the form of an id or was marked with `plain`.
 */
import { describeError } from './describe-error.ts';
import { escapeControls } from './scrub.ts';

const plainMark = Symbol('plain text');

/** Text that its author vouches for: a constant, a closed vocabulary, a name of our own. Never anything a visitor sent. */
export type PlainText = { readonly [plainMark]: string };

/** Marks a text as harmless, so that the log prints it. */
export function plain(text: string): PlainText {
  return Object.freeze({ [plainMark]: text });
}

const idForm = /^[a-z]{3}_[0-9a-z]{26}$/;
const keyForm = /^[a-z_][a-z0-9_]{0,63}$/i;
// Two of the same name in one line would let the later one speak for the line itself.
const lineKeys: ReadonlySet<string> = new Set(['level', 'time', 'msg']);
const longestText = 2_000;
const longestList = 50;

function redactValue(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'bigint':
      return value.toString();
    case 'string':
      return idForm.test(value) ? value : '[redacted]';
    case 'object':
      return redactObject(value);
    default:
      return '[redacted]';
  }
}

function redactObject(value: object | null): unknown {
  if (value === null) return null;
  if (plainMark in value && typeof value[plainMark] === 'string') {
    return escapeControls(value[plainMark].slice(0, longestText));
  }
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Error) return describeError(value);
  // A list inside a list is not opened: it could hold itself.
  if (Array.isArray(value)) {
    return value.slice(0, longestList).map((item: unknown) => (Array.isArray(item) ? '[redacted]' : redact(item)));
  }
  return '[redacted]';
}

function redact(value: unknown): unknown {
  try {
    return redactValue(value);
  } catch {
    return '[unreadable]'; // a proxy or a getter that throws must not take the caller down
  }
}

/** The fields of one line, each reduced to what may be shown. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const key of Object.keys(fields)) {
    if (!keyForm.test(key) || key === '__proto__') continue;
    let value: unknown;
    try {
      value = fields[key];
    } catch {
      value = plain('[unreadable]');
    }
    if (value !== undefined) shown[lineKeys.has(key) ? `${key}_` : key] = redact(value);
  }
  return shown;
}
