/** The refusal of a connection: field → what is wrong with it. */
import { ProblemError } from '../../foundation/errors/index.ts';

export function invalid(fields: Readonly<Record<string, string>>): ProblemError {
  return new ProblemError('connection.invalid', { fields });
}
