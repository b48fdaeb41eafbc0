/** `POST /api/flows`: an application's request begins a journey that is bound to the token in the answer. */
import { flowsApi } from '@cardea/contract';
import type { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { newSecret } from '../../../foundation/ids/index.ts';
import type { Application } from '../../../rooms/applications/index.ts';
import { admitDirect } from '../admit.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import { type Call, defineRoute } from '../route.ts';
import { describeFlow } from './describe.ts';

type Begin = z.infer<typeof flowsApi.beginFlow>;

export function beginRoute(deps: CustomerApiDependencies) {
  return defineRoute({
    method: 'POST',
    path: '/api/flows',
    operation: 'beginFlow',
    summary: 'Begin a sign-in, a registration or a recovery',
    access: 'none',
    body: flowsApi.beginFlow,
    status: 201,
    answer: flowsApi.begunFlow,
    errors: ['application.not_allowed', 'application.request_refused', 'registration.closed', 'attempts.exhausted'],
    async handle(call) {
      const application = await admitDirect(deps, call.request, call.body.client_id);
      const browserSecret = newSecret();
      const flowId = await begin(deps, call, application, browserSecret);
      const visitor = { ...call.visitor, browserSecret };
      const { body } = await describeFlow(deps, { ...call, visitor }, { flowId });
      return { body: { ...body, flow_token: browserSecret }, headers: { location: `/api/flows/${flowId}` } };
    },
  });
}

async function begin(
  deps: CustomerApiDependencies,
  { request, tenant, locale, body }: Call<Begin, unknown>,
  application: Application,
  browserSecret: string,
): Promise<string> {
  const { kind } = body;
  const { tenantId } = tenant;
  const { registration } = await deps.applications.settingsFor(tenant, application.applicationId);
  if (kind === 'registration' && registration.mode === 'closed') throw new ProblemError('registration.closed');
  const flowId = await deps.direct.begin(request, { parameters: parametersOf(body, application), browserSecret });
  if (kind !== 'recovery') return flowId;
  // The request is the same; only the way to answer it is another.
  const { flow } = await deps.authentication.flows.demand(tenantId, flowId, browserSecret);
  const { returnTo, interaction, requiredAcr } = flow;
  return deps.authentication.flows.begin({
    tenantId,
    kind,
    browserSecret,
    returnTo,
    interaction,
    requiredAcr,
    locale,
  });
}

/** The authorization request, by its own names. */
function parametersOf(body: Begin, { metadata }: Application): Record<string, string> {
  const { kind, acr_values: acr, redirect_uri: wanted, resource, nonce, state } = body;
  const [only, ...others] = metadata.redirect_uris;
  const redirectUri = wanted ?? (others.length === 0 ? only : undefined);
  if (redirectUri === undefined) throw new ProblemError('request.invalid', { fields: { redirect_uri: 'required' } });
  return {
    response_type: 'code',
    client_id: body.client_id,
    redirect_uri: redirectUri,
    scope: body.scope,
    code_challenge: body.code_challenge,
    code_challenge_method: body.code_challenge_method,
    ...(kind === 'registration' ? { prompt: 'create' } : {}),
    ...(acr === undefined ? {} : { acr_values: acr }),
    ...(resource === undefined ? {} : { resource }),
    ...(nonce === undefined ? {} : { nonce }),
    ...(state === undefined ? {} : { state }),
  };
}
