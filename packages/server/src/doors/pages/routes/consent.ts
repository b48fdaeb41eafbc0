/** `/consent`: what an application wants of a customer, and the customer's answer. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type ConsentRequest, documentHostOf } from '../../../rooms/account/index.ts';
import { maskEmail, maskKnownBy } from '../../../rooms/customers/index.ts';
import { authorise } from '../authorise.ts';
import { formToken } from '../form-token.ts';
import { allowFormTarget, type PageDependencies, sendPage, sessionOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import type { ConsentModel, FormTarget } from '../views/models.ts';
import { toScopeItem } from '../views/scope-text.ts';

const path = '/consent';
const query = z.object({ request: z.string().max(100) });
const answerForm = z.strictObject({
  token: z.string().max(64),
  request: z.string().max(100),
  decision: z.enum(['allow', 'deny', 'leave']),
});

export function consentRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { request: asked } = readInput(query, request.query);
    const session = await sessionOf(deps, request);
    const found = await deps.account.findConsentRequest({
      tenantId: request.tenant.tenantId,
      request: asked,
      browserSecret: deps.cookies.read(request, 'browser'),
      current: session?.current ?? null,
    });
    if (session === null || found.asked === null) return reply.redirect(found.resumePath, 303);
    const form = { action: path, hidden: { token: formToken(session.secret), request: asked } };
    // The answer leads on to the application, through our own address.
    allowFormTarget(reply, placeOf(found.asked.redirectUri).formTarget);
    return sendPage(deps, request, reply, { view: 'consent', model: toModel(found.asked, form) });
  });

  app.post(path, async (request, reply) => {
    const { token, request: asked, decision } = readInput(answerForm, request.body);
    const current = await authorise(deps, request, token);
    const { tenantId } = request.tenant;
    const caller = { tenantId, request: asked, browserSecret: deps.cookies.read(request, 'browser'), current };
    if (decision === 'leave') {
      const { resumePath } = await deps.account.findConsentRequest(caller);
      await deps.account.signOut(tenantId, current, request.id);
      deps.cookies.clearSession(reply);
      return reply.redirect(resumePath, 303);
    }
    const answer = { isAllowed: decision === 'allow', requestId: request.id };
    return reply.redirect(await deps.account.answerConsentRequest(caller, answer), 303);
  });
}

function toModel(asked: ConsentRequest, form: FormTarget): ConsentModel {
  const { application, redirectUri, scopes, profile } = asked;
  const { policy_uri: policyHref, tos_uri: termsHref } = application.metadata;
  const wants = new Set(scopes.map(({ scope }) => scope));
  return {
    form,
    applicationName: application.name,
    applicationHost: placeOf(redirectUri).host,
    scopes: scopes.map(toScopeItem),
    shared: {
      ...(wants.has('profile') && profile.name !== null ? { name: maskName(profile.name) } : {}),
      ...(wants.has('email') && profile.email !== null ? { email: maskEmail(profile.email) } : {}),
    },
    signedInAs: maskKnownBy(profile),
    ...(asked.ofItself === null ? {} : { ofItself: toUnchecked(application, asked.ofItself) }),
    ...(policyHref === undefined ? {} : { policyHref }),
    ...(termsHref === undefined ? {} : { termsHref }),
  };
}

function toUnchecked(
  application: ConsentRequest['application'],
  { resources, until }: NonNullable<ConsentRequest['ofItself']>,
): NonNullable<ConsentModel['ofItself']> {
  const documentHost = documentHostOf(application);
  return {
    resources: resources.map(({ resourceUri, name }) => ({ name, host: URL.parse(resourceUri)?.host || resourceUri })),
    until,
    ...(documentHost === null ? {} : { documentHost }),
  };
}

/** The first letter of each word: its owner recognises it, somebody who looks on does not. */
function maskName(name: string): string {
  return name
    .split(/\s+/)
    .map(([first = '']) => `${first}•••`)
    .join(' ');
}

/** Where the customer is sent: a host to be recognised by, or the name of an app on this device. */
function placeOf(redirectUri: string): { host: string; formTarget: string } {
  const { host, origin, protocol } = new URL(redirectUri);
  if (origin === 'null') return { host: protocol.slice(0, -1), formTarget: protocol };
  return { host, formTarget: origin };
}
