/** The token of a request that was let through, for whoever handles it. */
import type { AccessToken } from './verdict.ts';

const tokens = new WeakMap<object, AccessToken>();

/** Notes the token of a request that was checked. */
export function attachToken(request: object, token: AccessToken): void {
  tokens.set(request, token);
}

/** The token of a request. Throws where nothing was checked, so that a route without protection is noticed. */
export function tokenOf(request: object): AccessToken {
  const token = tokens.get(request);
  if (token === undefined) throw new Error('this request was not checked: is the route protected?');
  return token;
}
