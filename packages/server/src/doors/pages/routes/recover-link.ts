/** `/recover/link`: where the link of a recovery leads. Looking at it changes nothing; only its button does (case 43). */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { describeDevice } from '../../../rooms/sessions/index.ts';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, towardOf, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const input = z.strictObject({ token: z.string().max(100) });
const query = z.object({ token: z.string().max(100) });

export function recoverLinkRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/recover/link', async (request, reply) => draw(deps, request, reply, readInput(query, request.query).token));

  app.post('/recover/link', async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(input, request.body);
    const browserSecret = deps.cookies.ensure(request, reply, 'browser');
    const visitor = { ...visitorOf(deps, request), browserSecret };
    // The token is used up now and stands in no address any more (case 51).
    const { flowId } = await deps.recovery.verifyByLink({ tenant: request.tenant, token, visitor });
    return reply.redirect(`/recover/password?flow=${flowId}`, 303);
  });
}

async function draw(
  deps: PageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): Promise<FastifyReply> {
  // Given with the page, not with the answer to its button: two presses at once must not be two browsers.
  const browserSecret = deps.cookies.ensure(request, reply, 'browser');
  const link = await deps.recovery.viewLink(request.tenant.tenantId, token, browserSecret);
  if (link === null) return drawLinkExpired(deps, request, reply);
  const { flowId, maskedEmail, sameBrowser, askedAt, userAgent, isByStaff } = link;
  return sendPage(deps, request, reply, {
    toward: await towardOf(deps, request, flowId),
    view: 'recover-link',
    model: {
      form: { action: '/recover/link', hidden: { token } },
      maskedEmail,
      isByStaff,
      ...(sameBrowser || isByStaff ? {} : { asked: { at: askedAt, device: describeDevice(userAgent) } }),
    },
  });
}
