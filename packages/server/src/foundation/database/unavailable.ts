/**
 * Tells a lost or unreachable database from every other failure, so that the outside hears "try again" and not "broken".
 */
import { ProblemError } from '../errors/index.ts';

const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT', // the unix socket is not there (yet)
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

const serverCodes = new Set([
  '57P01', // shut down by an administrator
  '57P02', // another backend crashed
  '57P03', // starting up or shutting down
  '57P05', // idle session timeout
  '53300', // too many connections
  '25006', // read-only: a standby answers during a failover
]);

// The driver raises these without any code; the first is PostgreSQL's, after a newer node has changed a view or table
// under a statement that this connection had prepared: on a fresh connection it works.
const driverMessages =
  /^(cached plan must not change result type|Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client was closed|Client has encountered a connection error|Cannot use a pool after calling end|The server closed the connection)/;

/** Whether `error` says that the database could not be reached, or was lost on the way. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && (networkCodes.has(code) || serverCodes.has(code) || /^08[0-9A-Z]{3}$/.test(code))) {
    return true;
  }
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return driverMessages.test(error.message);
}

/** The refusal for a lost database; any other error is handed back as it is. */
export function toRefusal(error: unknown): unknown {
  if (!isUnavailable(error)) return error;
  return new ProblemError('server.database_unavailable', { cause: error, retryAfterSeconds: 2 });
}
