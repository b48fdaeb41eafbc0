/** `/undo-email-change`: from the note to a former address. Opening it shows what will happen; only its button acts. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { drawLinkExpired } from '../link-expired.ts';
import { type PageDependencies, sendPage, visitorOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { refuseCrossSite } from '../same-origin.ts';

const path = '/undo-email-change';
const input = z.strictObject({ token: z.string().max(100) });
const query = z.object({ token: z.string().max(100) });

export function undoEmailChangeRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get(path, async (request, reply) => {
    const { token } = readInput(query, request.query);
    const change = await deps.accountIdentifiers.viewUndo(request.tenant.tenantId, token);
    if (change === null) return drawLinkExpired(deps, request, reply);
    const form = { action: path, hidden: { token } };
    return sendPage(deps, request, reply, { view: 'undo-email-change', model: { form, ...change } });
  });

  app.post(path, async (request, reply) => {
    refuseCrossSite(request);
    const { token } = readInput(input, request.body);
    await deps.accountIdentifiers.undoEmailChange({
      tenant: request.tenant,
      token,
      visitor: visitorOf(deps, request),
    });
    return reply.redirect('/secured', 303);
  });
}
