/**
 * Access tokens in Express, Connect and plain Node servers: `app.get('/orders', protect(verifier, { scope }), handler)`.
 * `tokenOf(request)` is the token that was let through.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { attachToken } from './verify/token-of.ts';
import type { Refusal, Requirement } from './verify/verdict.ts';
import type { Verifier } from './verify/verifier.ts';

export { tokenOf } from './verify/token-of.ts';

type Middleware = (
  request: IncomingMessage & { readonly originalUrl?: string },
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

export type ProtectOptions = {
  readonly onRefused?: (refusal: Refusal, request: IncomingMessage) => void;
  /** The SHA-256 thumbprint of the caller's certificate in base64url, for tokens that are bound to one (RFC 8705). */
  readonly certificateThumbprintOf?: (request: IncomingMessage) => string | null;
};

/** Lets a request through when its token is good and enough; answers it otherwise. */
export function protect(
  verifier: Verifier,
  requirement: Requirement = {},
  { onRefused, certificateThumbprintOf }: ProtectOptions = {},
): Middleware {
  return (request, response, next) => {
    // A router takes the path it is mounted at away from `url`; the caller knows the whole.
    const { method, originalUrl: url = request.url, headers } = request;
    const certificateThumbprint = certificateThumbprintOf?.(request);
    verifier.verify({ method, url, headers, certificateThumbprint }, requirement).then(
      (verdict) => {
        for (const [name, value] of Object.entries(verdict.headers)) response.setHeader(name, value);
        if (verdict.ok) {
          attachToken(request, verdict.token);
          return next();
        }
        onRefused?.(verdict, request);
        response.statusCode = verdict.status;
        response.setHeader('cache-control', 'no-store');
        response.setHeader('content-type', 'application/json; charset=utf-8');
        response.end(JSON.stringify({ error: verdict.error, error_description: verdict.description }));
      },
      (error: unknown) => next(error),
    );
  };
}
