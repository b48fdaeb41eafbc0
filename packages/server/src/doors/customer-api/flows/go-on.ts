/**
 * After a sign-in: one question where there is one to ask, then the code. It is handed out once; of two that ask at the
 * same moment, one gets it.
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Answer } from '../route.ts';
import { answeredBy, asksForAnother, describeFlow, type FlowCall, leakIntroOf, openQuestion } from './describe.ts';
import { deviceTokenOf } from './device-token.ts';

const markSeconds = 24 * 60 * 60;

/** The question that is open, or the code. */
export async function goOn(deps: CustomerApiDependencies, call: FlowCall, flowId: string): Promise<Answer> {
  const { tenant, visitor, request } = call;
  const { tenantId } = tenant;
  const { browserSecret } = visitor;
  const { flow } = await deps.authentication.flows.demand(tenantId, flowId, browserSecret);
  const answered = await answeredBy(deps, call, flow);
  if ((await openQuestion(deps, call, flow, answered)) !== null) return describeFlow(deps, call, { flowId });
  const isFirst = await deps.requests.markUsed(deps.database.reader, tenantId, `direct:${flow.flowId}`, markSeconds);
  if (!isFirst) throw new ProblemError('flow.unknown');
  const leadsTo = await deps.direct.resume(request, { ...answered, browserSecret });
  const words = deps.translations.worded(tenant.texts).translator(call.locale);
  const intro = (await asksForAnother(deps, call, flow, answered)) ? await leakIntroOf(deps, call, answered) : null;
  return {
    body: {
      flow_id: flow.flowId,
      kind: flow.kind,
      state: 'complete',
      actions: [],
      messages: intro === null ? [] : [{ id: intro, text: words(`pages:${intro}`), kind: 'info' }],
      expires_at: flow.expiresAt.toISOString(),
      device_token: await deviceTokenOf(deps, call, flow, answered),
      code: leadsTo.searchParams.get('code'),
      iss: leadsTo.searchParams.get('iss') ?? tenant.origin,
      redirect_to: leadsTo.href,
    },
  };
}
