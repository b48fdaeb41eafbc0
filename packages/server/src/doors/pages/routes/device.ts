/**
 * `/device`: a device without a keyboard is signed in from this browser (RFC 8628). The code is entered, whoever is not
 * signed in well enough signs in first, and then a person sees what asks and answers. An address that brings the code
 * along fills in the field and skips nothing.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Place } from '../../../foundation/geography/index.ts';
import type { DeviceProof, ShownDeviceRequest } from '../../../rooms/account/index.ts';
import { proofsOf } from '../../../rooms/authentication/index.ts';
import { maskEmail } from '../../../rooms/customers/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { clientAddress } from '../../listener/index.ts';
import { authorise } from '../authorise.ts';
import { applyRefusal, formModel, refusalOf, requireFilled } from '../form-refusal.ts';
import { formToken } from '../form-token.ts';
import { localeOf, type PageDependencies, sendPage, sessionOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';
import type { DeviceConfirmModel } from '../views/device-models.ts';
import { toScopeItem } from '../views/scope-text.ts';

const path = '/device';
const confirmPath = '/device/confirm';
const enterQuery = z.object({ user_code: z.string().max(40).optional() });
const enterForm = z.strictObject({ code: z.string().max(40).default('') });
const confirmQuery = z.object({ request: z.string().max(64), proven: z.string().max(1).optional() });
const answerForm = z.strictObject({
  token: z.string().max(64),
  request: z.string().max(64),
  decision: z.enum(['approve', 'deny', 'leave']),
});

export function deviceRoutes(app: FastifyInstance, deps: PageDependencies): void {
  const askForCode = (request: FastifyRequest, reply: FastifyReply, code?: string, refusal?: ProblemError) =>
    sendPage(deps, request, reply, {
      view: 'device',
      model: { form: formModel(path, {}, refusal), ...(code === undefined ? {} : { values: { code } }) },
      status: applyRefusal(reply, refusal),
    });
  // Unknown, over, answered, or somebody else's: one answer.
  const refuseCode = (request: FastifyRequest, reply: FastifyReply) =>
    askForCode(request, reply, undefined, new ProblemError('proof.refused'));

  app.get(path, async (request, reply) => {
    const { user_code: code } = enterQuery.safeParse(request.query).data ?? {};
    return askForCode(request, reply, code);
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { code } = readInput(enterForm, request.body);
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    const session = await sessionOf(deps, request);
    const sessionId = session?.current.sessionId ?? null;
    const address = clientAddress(request);
    try {
      requireFilled({ code });
      const { tenantId } = request.tenant;
      const requestId = await deps.deviceRequests.enter(tenantId, { code, browserSecret, address, sessionId });
      if (requestId === null) throw new ProblemError('proof.refused');
      return reply.redirect(`${confirmPath}?request=${requestId}`, 303);
    } catch (error) {
      return askForCode(request, reply, code, refusalOf(error));
    }
  });

  app.get(confirmPath, async (request, reply) => {
    const { request: requestId, proven } = readInput(confirmQuery, request.query);
    const session = await sessionOf(deps, request);
    const looked = await deps.deviceRequests.look({
      tenant: request.tenant,
      requestId,
      browserSecret: deps.cookies.read(request, 'browser'),
      current: session?.current ?? null,
    });
    if (looked.step === 'over') return refuseCode(request, reply);
    if (looked.step === 'prove') {
      // Whoever comes back and still cannot reach what is asked has no way to: asking again would ask for ever.
      if (proven !== undefined && session !== null) throw new ProblemError('application.request_refused');
      return reply.redirect(await beginProof(deps, request, reply, { requestId, looked }), 303);
    }
    const token = session === null ? '' : formToken(session.secret);
    const form = { action: confirmPath, hidden: { token, request: requestId } };
    const { address } = looked.shown.request.client;
    const place = deps.geography.placeOf(address, localeOf(deps, request));
    return sendPage(deps, request, reply, { view: 'device-confirm', model: toModel(looked.shown, place, form) });
  });

  app.post(confirmPath, async (request, reply) => {
    const { token, request: requestId, decision } = readInput(answerForm, request.body);
    const current = await authorise(deps, request, token);
    const { tenant } = request;
    if (decision === 'leave') {
      await deps.account.signOut(tenant.tenantId, current, request.id);
      deps.cookies.clearSession(reply);
      return reply.redirect(`${confirmPath}?request=${encodeURIComponent(requestId)}`, 303);
    }
    const caller = { tenant, requestId, browserSecret: deps.cookies.read(request, 'browser'), current };
    const isApproved = decision === 'approve';
    const answered = await deps.deviceRequests.answer(caller, { isApproved, requestId: request.id });
    if (answered.step === 'over') return refuseCode(request, reply);
    if (answered.step === 'prove')
      return reply.redirect(`${confirmPath}?request=${encodeURIComponent(requestId)}`, 303);
    const outcome = isApproved ? 'approved' : 'denied';
    const model = { outcome, applicationName: answered.application.name } as const;
    return sendPage(deps, request, reply, { view: 'device-done', model });
  });
}

/** Begins what is missing, by the rules of the application that asks, and returns the address of its first page. */
async function beginProof(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  { requestId, looked }: { readonly requestId: string; readonly looked: DeviceProof },
): Promise<string> {
  const { application, requiredAcr, raising, reference } = looked;
  const flowId = await deps.authentication.flows.begin(
    {
      tenantId: request.tenant.tenantId,
      kind: 'sign-in',
      browserSecret: deps.cookies.ensure(request, reply, 'browser'),
      returnTo: `${confirmPath}?request=${requestId}&proven=1`,
      locale: localeOf(deps, request),
      requiredAcr,
      ...(raising === null
        ? {}
        : {
            customerId: raising.customerId,
            raising: { sessionId: raising.sessionId, proofs: proofsOf(raising) },
          }),
      interaction: {
        reference,
        applicationId: application.applicationId,
        destination: application.name,
        formTarget: '',
      },
    },
    deps.protection.networkCharges(clientAddress(request), 'flow'),
  );
  return raising === null ? `/sign-in?flow=${flowId}` : `/sign-in/second?flow=${flowId}`;
}

function toModel(shown: ShownDeviceRequest, place: Place, form: DeviceConfirmModel['form']): DeviceConfirmModel {
  const { application, request, scopes, apis, signedInAs } = shown;
  const { policy_uri: policyHref, tos_uri: termsHref } = application.metadata;
  const { address, userAgent } = request.client;
  return {
    form,
    applicationName: application.name,
    isOwn: application.firstParty,
    code: `${request.userCode.slice(0, 4)}-${request.userCode.slice(4)}`,
    asked: { at: request.askedAt, device: describeDevice(userAgent), address, place },
    scopes: scopes.map(toScopeItem),
    apis: apis.map(({ name, resourceUri, scopes: there }) => ({
      name,
      host: URL.parse(resourceUri)?.host ?? resourceUri,
      scopes: there.map(toScopeItem),
    })),
    signedInAs: maskEmail(signedInAs),
    ...(policyHref === undefined ? {} : { policyHref }),
    ...(termsHref === undefined ? {} : { termsHref }),
  };
}
