/**
 * The one refusal. Everything that goes wrong in an expected way is a ProblemError with a code of the catalogue:
 * the code, status and text are public, the cause is for the log alone.
 */
import { type ErrorCode, errorCatalogue } from '@cardea/contract';

export type ProblemOptions = {
  /** What really happened, for the log; never rendered. */
  readonly cause?: unknown;
  /** Seconds after which it is worth trying again; rendered as `Retry-After`. */
  readonly retryAfterSeconds?: number;
  /** Field name → text id of what is wrong with it, for forms and API bodies. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The ways in which the caller can prove what is missing, where that is all. */
  readonly methods?: readonly string[];
  /** The one connection that the caller may sign in by, where that is all. */
  readonly connection?: { readonly connection: string; readonly name: string };
  /** The work that the caller has to show first, where that is all. */
  readonly challenge?: object;
};

export class ProblemError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryAfterSeconds: number | undefined;
  readonly fields: Readonly<Record<string, string>> | undefined;
  readonly methods: readonly string[] | undefined;
  readonly connection: ProblemOptions['connection'];
  readonly challenge: object | undefined;

  constructor(code: ErrorCode, options: ProblemOptions = {}) {
    super(errorCatalogue[code].text, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProblemError';
    this.code = code;
    this.status = errorCatalogue[code].status;
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.fields = options.fields;
    this.methods = options.methods;
    this.connection = options.connection;
    this.challenge = options.challenge;
  }
}

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ErrorCode;
  readonly reference: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly methods?: readonly string[];
  readonly connection?: ProblemOptions['connection'];
  readonly challenge?: object;
};

/** RFC 9457 problem details for a refusal; `reference` is the request id that the log line carries too. */
export function toProblem(error: ProblemError, reference: string): Problem {
  return {
    type: `urn:cardea:error:${error.code}`,
    title: error.message,
    status: error.status,
    code: error.code,
    reference,
    ...(error.fields === undefined ? {} : { fields: error.fields }),
    ...(error.methods === undefined ? {} : { methods: error.methods }),
    ...(error.connection === undefined ? {} : { connection: error.connection }),
    ...(error.challenge === undefined ? {} : { challenge: error.challenge }),
  };
}
