/**
 * An error as the log shows it: its name, code and place, its message without foreign values, and its causes. Nothing
 * else of it is looked at: drivers hang queries, parameters and whole requests onto their errors.
 */
import { escapeControls, scrubMessage } from './scrub.ts';

const deepest = 4;
const mostFrames = 20;
const mostParts = 5;
const nameForm = /^[A-Za-z_$][\w$.]{0,60}$/;
const codeForm = /^[A-Za-z0-9_.-]{1,60}$/;
const sqlNameForm = /^[a-z_][a-z0-9_]{0,62}$/;

export type DescribedError = {
  readonly name: string;
  readonly code?: string;
  readonly message: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly stack?: readonly string[];
  readonly cause?: DescribedError;
  readonly errors?: readonly DescribedError[];
};

export function describeError(error: Error, depth = 1): DescribedError {
  const message = typeof error.message === 'string' ? error.message : '';
  const stack = frames(error.stack, message);
  const inner = depth < deepest;
  return {
    name: matching(error.name, nameForm) ?? 'Error',
    message: scrubMessage(message),
    ...named('code', matching(property(error, 'code'), codeForm)),
    ...named('constraint', matching(property(error, 'constraint'), sqlNameForm)),
    ...named('table', matching(property(error, 'table'), sqlNameForm)),
    ...(stack.length === 0 ? {} : { stack }),
    ...(inner && error.cause instanceof Error ? { cause: describeError(error.cause, depth + 1) } : {}),
    ...(inner && error instanceof AggregateError ? { errors: parts(error, depth) } : {}),
  };
}

function parts(error: AggregateError, depth: number): DescribedError[] {
  const list: readonly unknown[] = Array.isArray(error.errors) ? error.errors : [];
  return list
    .filter((part) => part instanceof Error)
    .slice(0, mostParts)
    .map((part) => describeError(part, depth + 1));
}

/** Only true frames: the stack begins with the message, and a message can hold lines that look like frames. */
function frames(stack: unknown, message: string): string[] {
  if (typeof stack !== 'string') return [];
  const begins = stack.indexOf(message);
  if (begins < 0) return []; // the message was changed afterwards: where the frames begin is anybody's guess
  return stack
    .slice(begins + message.length)
    .split('\n')
    .filter((line) => /^ {4}at .*\d\)?$/.test(line))
    .slice(0, mostFrames)
    .map((line) => escapeControls(line.trim().slice(3, 300)));
}

function property(error: Error, name: string): unknown {
  return (error as unknown as Readonly<Record<string, unknown>>)[name];
}

function matching(value: unknown, form: RegExp): string | undefined {
  return typeof value === 'string' && form.test(value) ? value : undefined;
}

function named<Key extends string>(key: Key, value: string | undefined): { readonly [Name in Key]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [Name in Key]?: string };
}
