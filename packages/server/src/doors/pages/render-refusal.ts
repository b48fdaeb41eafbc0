/** Draws a refusal as a page: what happened, what to do next, and the reference number that the log carries too. */
import type { FastifyRequest } from 'fastify';
import type { ProblemError } from '../../foundation/errors/index.ts';
import { isId } from '../../foundation/ids/index.ts';
import { confirmHref } from './fresh-proof.ts';
import { linkExpiredModel } from './link-expired.ts';
import { type PageDependencies, pageContext } from './page.ts';
import type { ErrorModel } from './views/models.ts';

/** The HTML of the error page; or where to go, when all that is missing is a fresh proof. */
export function answerRefusal(
  deps: PageDependencies,
  request: FastifyRequest,
  problem: ProblemError,
): string | { readonly leadsTo: string } {
  return problem.code === 'session.stale' ? { leadsTo: confirmHref(request) } : renderRefusal(deps, request, problem);
}

/** The HTML of the error page for this refusal. */
export function renderRefusal(deps: PageDependencies, request: FastifyRequest, problem: ProblemError): string {
  const context = pageContext(deps, request);
  const reference = request.id;
  switch (problem.code) {
    case 'attempts.exhausted': {
      const retryAfterSeconds = problem.retryAfterSeconds ?? 60;
      const backHref = beginningOf(request);
      return deps.renderer.render('rate-limited', { retryAfterSeconds, reference, backHref }, context);
    }
    case 'link.refused':
      return deps.renderer.render('link-expired', linkExpiredModel(request.url), context);
    case 'tenant.suspended':
      return deps.renderer.render('error', { code: problem.code, reference, next: 'nowhere' }, context);
    default: {
      const next = nextFor(problem, request);
      return deps.renderer.render('error', { code: problem.code, reference, ...(next && { next }) }, context);
    }
  }
}

function nextFor(problem: ProblemError, request: FastifyRequest): ErrorModel['next'] {
  switch (problem.code) {
    case 'flow.unknown':
    case 'flow.other_browser':
      return { href: beginningOf(request, '/sign-up'), label: 'start_again' };
    // The journey is still open, and another way leads to the same place.
    case 'connection.not_found':
    case 'factor.not_offered':
      return wayAnew(request) ?? otherwise;
    case 'session.required':
    case 'registration.address_taken':
      return { href: '/sign-in', label: 'sign_in' };
    default:
      return otherwise;
  }
}

const otherwise = { href: '/account', label: 'account' } as const;

/** The sign-in page on the way to where this journey leads; undefined where the request is of none. */
function wayAnew({ url, query, body }: FastifyRequest): ErrorModel['next'] {
  const { flow } = { ...(query as object), ...(body as object | undefined) } as { readonly flow?: unknown };
  if (!url.startsWith('/sign-in') || !isId('flow', flow)) return undefined;
  return { href: `/sign-in?from=${flow}`, label: 'start_again' };
}

/** The page that the journey of this request begins at. */
function beginningOf(request: FastifyRequest, otherwise = '/sign-in'): string {
  return (
    ['/account/sign-in', '/sign-up', '/recover', '/sign-in'].find((path) => request.url.startsWith(path)) ?? otherwise
  );
}
