/** `/verify/link`: where a mailed link leads. Looking at it changes nothing; only its button does (case 43). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ProblemError } from '../../../foundation/errors/index.ts';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { applyRefusal, formModel, refusalOf } from '../form-refusal.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf, welcome } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const query = z.object({ token: z.string().max(100) });
const form = z.strictObject({ token: z.string().max(100), password: z.string().max(4096).optional() });

export function verifyLinkRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/verify/link', async (request, reply) => {
    return draw(deps, request, reply, { token: readInput(query, request.query).token });
  });

  app.post('/verify/link', async (request, reply) => {
    refuseCrossSite(request);
    const { token, password } = readInput(form, request.body);
    const deviceSecret = deps.cookies.deviceOf(request);
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    try {
      const signedIn = await deps.registration.verifyByLink({
        tenant: request.tenant,
        token,
        password: password ?? null,
        visitor: { ...visitorOf(deps, request), browserSecret, deviceSecret },
      });
      return await welcome(deps, request, reply, signedIn);
    } catch (error) {
      return draw(deps, request, reply, { token, refusal: refusalOf(error) });
    }
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { token: string; refusal?: ProblemError },
): Promise<FastifyReply> {
  const { token, refusal } = shown;
  // The journey may go on in this browser, for a second factor: it is given with the page, as a browser of its own.
  const browserSecret = deps.cookies.ensure(request, reply, 'browser');
  const link = await deps.registration.viewLink(request.tenant.tenantId, token, browserSecret);
  if (link === null) return drawLinkExpired(deps, request, reply);
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, link.flowId),
    status: applyRefusal(reply, refusal),
    view: 'verify-link',
    model: {
      form: formModel('/verify/link', { token }, refusal),
      maskedEmail: link.maskedEmail,
      ...(link.sameBrowser ? {} : { asked: { at: link.askedAt, device: describeDevice(link.userAgent) } }),
    },
  });
}
