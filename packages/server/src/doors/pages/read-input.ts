/** Reads the fields of a form or query against a schema. What does not fit is refused as a whole, with 400. */
import type { z } from 'zod';
import { ProblemError } from '../../foundation/errors/index.ts';

/** The parsed fields. Form schemas are strict: a field nobody asked for is refused, never assigned in passing (case 13). */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(input ?? {});
  if (!parsed.success) throw new ProblemError('request.invalid', { cause: 'fields do not fit the schema' });
  return parsed.data;
}
