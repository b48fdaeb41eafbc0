/**
 * `/sign-in/link`: where the mailed link of a sign-in leads. Looking at it changes nothing; only its button does, and only
 * in the browser that asked (cases 43, 44). Elsewhere it shows where that was, and the code to enter there.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { withQuestion } from '../profile-question.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/sign-in/link';
// The journey is in the form for the script that signs it; the link says which it is.
const input = z.strictObject({ token: z.string().max(100), flow: z.string().max(64).optional() });
const query = z.object({ token: z.string().max(100) });

export function signInLinkRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    const { tenantId } = request.tenant;
    const browserSecret = deps.cookies.read(request, 'browser');
    const link = await deps.authentication.mailed.viewLink(tenantId, token, browserSecret);
    if (link === null) return drawLinkExpired(deps, request, reply);
    const { flowId, maskedEmail, elsewhere } = link;
    return sendPage(deps, request, reply, {
      toward: elsewhere === null ? await towardOf(deps, request, flowId) : null,
      view: 'sign-in-link',
      model: {
        form: { action: path, hidden: { token, flow: flowId } },
        maskedEmail,
        ...(elsewhere === null
          ? {}
          : {
              elsewhere: {
                at: elsewhere.askedAt,
                device: describeDevice(elsewhere.userAgent),
                codeParts: [elsewhere.code.slice(0, 3), elsewhere.code.slice(3)],
              },
            }),
      },
    });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(input, request.body);
    const { tenant } = request;
    const visitor = { ...visitorOf(deps, request), deviceSecret: deps.cookies.deviceOf(request) };
    const known = await deps.authentication.mailed.viewLink(tenant.tenantId, token, visitor.browserSecret);
    try {
      const { flowId, outcome } = await deps.authentication.mailed.verifyLink({ tenant, token, visitor });
      return await welcome(deps, request, reply, await withQuestion(deps, request, flowId, outcome));
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'sign_in.closing' && known !== null)
        return reply.redirect(`/sign-in/keep?flow=${known.flowId}`, 303);
      throw error;
    }
  });
}
