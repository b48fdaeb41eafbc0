/**
 * Reads what a request presents: one token, in the `Authorization` header and nowhere else, and at most one proof. What is
 * too long is refused before anything is computed over it.
 */
import type { Objection } from './verdict.ts';

/** A request of any framework: a `Request` of fetch, or one of Node. */
export type CheckedRequest = {
  readonly method?: string | undefined;
  /** The path, or the whole address. */
  readonly url?: string | undefined;
  readonly headers: { get(name: string): string | null } | Readonly<Record<string, string | string[] | undefined>>;
  /**
   * The SHA-256 thumbprint, in base64url, of the certificate that the caller showed in TLS (RFC 8705): from the connection,
   * or from a header that your own proxy sets and clears. Without it, tokens that are bound to one are refused.
   */
  readonly certificateThumbprint?: string | null | undefined;
};

export type Presented = { readonly scheme: 'Bearer' | 'DPoP'; readonly token: string; readonly proof: string | null };

const longestToken = 8_192;
const longestProof = 8_192;

/** The token and its scheme, or why there is none to look at. */
export function readPresented(request: CheckedRequest): Presented | Objection {
  const authorization = headerOf(request, 'authorization');
  if (authorization === null || authorization === '') return { error: 'token_required', reason: 'no token' };
  if (authorization.length > longestToken) return { error: 'invalid_token', reason: 'the token is too long' };
  const [, scheme = '', token = ''] = /^(Bearer|DPoP) +([\w.~+/-]+=*)$/i.exec(authorization) ?? [];
  if (token === '') {
    const isOurs = /^(?:Bearer|DPoP)(?:\s|$)/i.test(authorization);
    return isOurs
      ? { error: 'invalid_request', reason: 'the Authorization header is malformed' }
      : { error: 'token_required', reason: 'another scheme' };
  }
  const proof = headerOf(request, 'dpop');
  if (proof !== null && proof.length > longestProof) return { error: 'invalid_dpop_proof', reason: 'it is too long' };
  return { scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token, proof };
}

/** The value of a header; several of one name are joined, as fetch does, so that nobody reads only one of them. */
function headerOf({ headers }: CheckedRequest, name: string): string | null {
  if (isHeaders(headers)) return headers.get(name);
  const value = headers[name];
  return (Array.isArray(value) ? value.join(', ') : value) ?? null;
}

function isHeaders(headers: CheckedRequest['headers']): headers is { get(name: string): string | null } {
  return typeof headers['get'] === 'function';
}

/** The path of a request, whatever host or query it names. */
export function pathOf({ url = '/' }: CheckedRequest): string {
  if (url.startsWith('/')) return url.replace(/[?#].*$/s, '');
  return URL.canParse(url) ? new URL(url).pathname : '/';
}
