/**
 * Answers what never became a request: broken HTTP, headers without end, bodies that do not arrive. Such an answer
 * carries the same headers, form and reference number as any other refusal, and its connection is closed.
 */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Problem, ProblemError, toProblem } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { type Logger, plain } from '../../foundation/logging/index.ts';

const parserCodes = {
  HPE_HEADER_OVERFLOW: 'request.headers_too_large',
  ERR_HTTP_REQUEST_TIMEOUT: 'request.timeout',
} as const;

/** What to do with a connection on which no request could be read. */
export function createBrokenRequestHandler(deps: {
  readonly headers: Readonly<Record<string, string>>;
  readonly logger: Logger;
}): (error: Error & { readonly code?: string }, socket: Socket) => void {
  return (error, socket) => {
    const { code = '' } = error;
    if (code !== 'ECONNRESET' && socket.writable) {
      const known = code in parserCodes ? parserCodes[code as keyof typeof parserCodes] : 'request.invalid';
      const problem = toProblem(new ProblemError(known), newId('request'));
      deps.logger.debug('a connection held no request', { requestId: problem.reference, code: plain(known), error });
      socket.write(toMessage(problem, deps.headers));
    }
    socket.destroy();
  };
}

function toMessage(problem: Problem, headers: Readonly<Record<string, string>>): string {
  const body = JSON.stringify(problem);
  const lines = Object.entries({
    ...headers,
    'content-type': 'application/problem+json',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  return `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('\r\n')}\r\n\r\n${body}`;
}
