/** Refusals: as a value beside `data`, or thrown by `demand` for who would rather not look at each answer. */
import type { components } from '../generated/api.ts';

/** What Cardea says when it refuses (RFC 9457). `code` is stable: decide by it, show `detail`. */
export type Problem = components['schemas']['Problem'];

/** A refusal, thrown. */
export class CardeaError extends Error {
  /** The HTTP status. */
  readonly status: number;
  /** The stable code; `unknown` when the answer did not come from Cardea itself. */
  readonly code: Problem['code'] | 'unknown';
  readonly problem: Problem | null;
  /** How long to wait before trying again, where Cardea said so. */
  readonly retryAfterSeconds: number | null;

  constructor(response: Response, error: unknown) {
    const problem = isProblem(error) ? error : null;
    super(problem === null ? `Cardea could not be asked (${response.status})` : (problem.detail ?? problem.title));
    this.name = 'CardeaError';
    this.status = response.status;
    this.code = problem?.code ?? 'unknown';
    this.problem = problem;
    this.retryAfterSeconds = retryAfterOf(response);
  }
}

type Outcome = { readonly data?: unknown; readonly error?: unknown; readonly response: Response };

/** What a call answers with; nothing for those that only do something. */
type DataOf<T extends Outcome> = [NonNullable<T['data']>] extends [never] ? undefined : NonNullable<T['data']>;

/** The data of a call; throws `CardeaError` when it was refused. */
export async function demand<T extends Outcome>(call: Promise<T>): Promise<DataOf<T>> {
  const { data, error, response } = await call;
  if (!response.ok) throw new CardeaError(response, error);
  return data as DataOf<T>;
}

/** `Retry-After` in seconds. */
export function retryAfterOf({ headers }: Response): number | null {
  const given = headers.get('retry-after') ?? '';
  return /^\d{1,6}$/.test(given) ? Number(given) : null;
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string';
}
