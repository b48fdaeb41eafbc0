/** The page behind a mailed link that is no longer good; where to go on differs by what the link was for. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PageDependencies, sendPage } from './page.ts';
import type { LinkExpiredModel } from './views/models.ts';

/** What a link was for, by its address, and where to ask for another. */
export function linkExpiredModel(path: string): LinkExpiredModel {
  const signInHref = '/sign-in';
  if (path.startsWith('/sign-in/link')) return { kind: 'sign_in_by_mail', startHref: signInHref, signInHref };
  if (path.startsWith('/recover')) return { kind: 'recover', startHref: '/recover', signInHref };
  if (path.startsWith('/undo-email-change')) return { kind: 'secure', startHref: '/recover', signInHref };
  if (path.startsWith('/stop-lost-factor')) return { kind: 'secure', startHref: '/recover', signInHref };
  if (path.startsWith('/secure-account')) return { kind: 'secure', startHref: '/recover', signInHref };
  if (path.startsWith('/setup')) return { kind: 'setup', startHref: '/sign-in?return_to=/console', signInHref };
  if (path.startsWith('/invitation')) return { kind: 'invitation', startHref: signInHref, signInHref };
  if (path.startsWith('/keep-account')) return { kind: 'keep', startHref: '/sign-up', signInHref };
  return { kind: 'sign_up', startHref: '/sign-up', signInHref };
}

/** Draws it, with the status that says so. */
export function drawLinkExpired(deps: PageDependencies, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendPage(deps, request, reply, { status: 410, view: 'link-expired', model: linkExpiredModel(request.url) });
}
