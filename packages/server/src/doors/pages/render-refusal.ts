/** Draws a refusal as a page: what happened, what to do next, and the reference number that the log carries too. */
import type { FastifyRequest } from 'fastify';
import type { ProblemError } from '../../foundation/errors/index.ts';
import { type PageDependencies, pageContext } from './page.ts';
import type { ErrorModel } from './views/models.ts';

/** The HTML of the error page for this refusal. */
export function renderRefusal(deps: PageDependencies, request: FastifyRequest, problem: ProblemError): string {
  const context = pageContext(deps, request);
  const reference = request.id;
  switch (problem.code) {
    case 'attempts.exhausted': {
      const retryAfterSeconds = problem.retryAfterSeconds ?? 60;
      const backHref = request.url.startsWith('/sign-up') ? '/sign-up' : '/sign-in';
      return deps.renderer.render('rate-limited', { retryAfterSeconds, reference, backHref }, context);
    }
    case 'link.refused':
      return deps.renderer.render('link-expired', { startHref: '/sign-up', signInHref: '/sign-in' }, context);
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
      return { href: request.url.startsWith('/sign-in') ? '/sign-in' : '/sign-up', label: 'start_again' };
    case 'session.required':
    case 'registration.address_taken':
      return { href: '/sign-in', label: 'sign_in' };
    default:
      return { href: '/account', label: 'account' };
  }
}
