/**
 * A device without a keyboard is signed in from an interface of an application's own: the code is entered, a person sees
 * what asks, and answers. The request is the session's that entered the code, and approving asks for a fresh proof.
 */
import { deviceRequestsApi, flowsApi } from '@cardea/contract';
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { DeviceProof, ShownDeviceRequest } from '../../../rooms/account/index.ts';
import type { DescribedScope } from '../../../rooms/applications/index.ts';
import { maskEmail } from '../../../rooms/customers/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { placeView } from '../../json-api/index.ts';
import { admitDirect } from '../admit.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type ApiRoute, type Call, defineRoute } from '../route.ts';

const root = '/api/account/device-requests';

export function deviceRequestRoutes(deps: CustomerApiDependencies): ApiRoute[] {
  return [
    defineRoute({
      method: 'POST',
      path: root,
      operation: 'enterUserCode',
      summary: 'Enter the code that a device shows, and see what asks',
      access: 'write',
      body: deviceRequestsApi.enterUserCode,
      status: 200,
      answer: deviceRequestsApi.deviceRequest,
      errors: ['proof.refused', 'session.stale', 'application.request_refused', 'attempts.exhausted'],
      async handle(call) {
        await demandDirect(deps, call);
        const { tenant, visitor } = call;
        const current = call.session();
        const { sessionId } = current;
        const { browserSecret, client } = visitor;
        const entered = { code: call.body.user_code, browserSecret, address: client.address, sessionId };
        const requestId = await deps.deviceRequests.enter(tenant.tenantId, entered);
        // Unknown, over, answered, or somebody else's: one answer.
        if (requestId === null) throw new ProblemError('proof.refused');
        const looked = await deps.deviceRequests.look({ tenant, requestId, browserSecret, current });
        if (looked.step === 'over') throw new ProblemError('proof.refused');
        if (looked.step === 'prove') return refuseUnproven(deps, call, looked);
        return { body: viewOf(deps, call, requestId, looked.shown) };
      },
    }),
    answering(deps, true),
    answering(deps, false),
  ];
}

function answering(deps: CustomerApiDependencies, isApproved: boolean): ApiRoute {
  return defineRoute({
    method: 'POST',
    path: `${root}/{request_id}/${isApproved ? 'approve' : 'deny'}`,
    operation: isApproved ? 'approveDeviceRequest' : 'denyDeviceRequest',
    summary: isApproved ? 'Sign the device in' : 'Refuse the device',
    access: 'write',
    body: flowsApi.nothing,
    status: 204,
    errors: isApproved ? ['proof.refused', 'session.stale'] : ['proof.refused'],
    async handle(call) {
      await demandDirect(deps, call);
      const { tenant, visitor, params, request } = call;
      const { browserSecret } = visitor;
      const caller = { tenant, requestId: params['request_id'] ?? '', browserSecret, current: call.session() };
      const answer = { isApproved, requestId: request.id, asksFresh: true };
      const answered = await deps.deviceRequests.answer(caller, answer);
      if (answered.step === 'over') throw new ProblemError('proof.refused');
      if (answered.step === 'prove') return refuseStale(deps, call);
      return {};
    },
  });
}

/** Codes are typed where passwords may be: an application of which that was not said leads to our own page. */
async function demandDirect(deps: CustomerApiDependencies, { request, visitor }: Call<unknown, unknown>) {
  await admitDirect(deps, request, visitor.ownInterfaceOf ?? '');
}

/** What a proof can bring about is asked for; whoever has just given one and is not enough cannot become so here. */
async function refuseUnproven(
  deps: CustomerApiDependencies,
  call: Call<unknown, unknown>,
  { isTooOld }: DeviceProof,
): Promise<never> {
  if (!isTooOld) await deps.authentication.demandFresh(call.tenant, call.session());
  if (!isTooOld) throw new ProblemError('application.request_refused');
  return refuseStale(deps, call);
}

async function refuseStale(deps: CustomerApiDependencies, { tenant, session }: Call<unknown, unknown>): Promise<never> {
  const methods = await deps.authentication.waysToConfirm(tenant, session().customerId);
  throw new ProblemError('session.stale', { methods });
}

function viewOf(
  deps: CustomerApiDependencies,
  { locale }: Call<unknown, unknown>,
  requestId: string,
  { application, request, scopes, apis, signedInAs }: ShownDeviceRequest,
) {
  const { address, userAgent } = request.client;
  const { browser = null, system = null } = describeDevice(userAgent);
  const { policy_uri = null, tos_uri = null } = application.metadata;
  return {
    request_id: requestId,
    user_code: `${request.userCode.slice(0, 4)}-${request.userCode.slice(4)}`,
    application: {
      ...{ application_id: application.applicationId, name: application.name, first_party: application.firstParty },
      ...{ policy_uri, tos_uri },
    },
    asked_at: request.askedAt.toISOString(),
    device: { browser, system },
    address,
    place: placeView(deps, address, locale),
    scopes: scopes.map(toScope),
    resources: apis.map(({ resourceUri, name, scopes: there }) => ({
      ...{ resource_uri: resourceUri, name, scopes: there.map(toScope) },
    })),
    signed_in_as: maskEmail(signedInAs),
  };
}

const toScope = ({ scope, description }: DescribedScope) => ({ scope, description });
