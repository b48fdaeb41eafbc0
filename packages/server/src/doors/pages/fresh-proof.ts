/**
 * What is sensitive asks for a proof of the last minutes. Whoever has none is sent to "Confirm it is you" and from there
 * back to the page that holds the form; what they had sent is not done in passing.
 */
import type { FastifyRequest } from 'fastify';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import { shownAtOf } from './language-href.ts';
import type { PageDependencies } from './page.ts';

/** Refuses a session whose last proof is too old; the refusal leads to the page that asks for another. */
export function requireFreshProof(
  deps: Pick<PageDependencies, 'authentication'>,
  request: FastifyRequest,
  current: CurrentSession,
): Promise<void> {
  return deps.authentication.demandFresh(request.tenant, current);
}

/** Where a person proves themselves anew, and the place on our own pages that they come back to. */
export function confirmHref(request: FastifyRequest): string {
  const url = URL.parse(request.url, request.tenant.origin);
  const search = request.method === 'GET' ? (url?.search ?? '') : '';
  const to = url === null ? '/account' : `${shownAtOf(url.pathname)}${search}`;
  return `/account/confirm?to=${encodeURIComponent(to)}`;
}
