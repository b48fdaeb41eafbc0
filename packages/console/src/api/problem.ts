/** A refusal of the API as the console tells it: its own sentence, and the number under which the log has it. */
import type { ErrorCode } from '@cardea/contract';

export type FieldError = { readonly pointer: string; readonly text_id: string; readonly text: string };

export type ProblemDocument = {
  readonly code: ErrorCode | 'network' | 'unreadable';
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  readonly reference?: string;
  readonly errors?: readonly FieldError[];
};

export class Problem extends Error {
  readonly document: ProblemDocument;
  constructor(document: ProblemDocument) {
    super(document.detail ?? document.title);
    this.name = 'Problem';
    this.document = document;
  }
}

export const isProblem = (error: unknown, code?: ProblemDocument['code']): error is Problem =>
  error instanceof Problem && (code === undefined || error.document.code === code);

/** What is wrong with a field, by the pointer that the API answers. */
export function errorAt(error: unknown, pointer: string): string | undefined {
  if (!isProblem(error)) return undefined;
  return error.document.errors?.find((found) => found.pointer === pointer)?.text;
}
