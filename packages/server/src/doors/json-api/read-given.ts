/** Reads what was sent by the schema of its route: whole and typed, or refused with the fields that need attention. */
import type { z } from 'zod';
import { ProblemError } from '../../foundation/errors/index.ts';

/** The body or query as its schema reads it; where there is no schema, nothing may be sent. */
export function readGiven(schema: z.ZodType | undefined, given: unknown): unknown {
  if (schema === undefined) {
    const isEmpty = given === undefined || given === null || Object.keys(given).length === 0;
    if (!isEmpty) throw new ProblemError('request.invalid', { cause: 'nothing is expected here' });
    return undefined;
  }
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue): [string, string][] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [[...path, key].join('/'), 'unknown']);
    return path.length === 0
      ? []
      : [[path.join('/'), issue.message.endsWith('received undefined') ? 'required' : 'invalid']];
  });
  throw new ProblemError('request.invalid', { cause: 'the body does not fit', fields: Object.fromEntries(fields) });
}
