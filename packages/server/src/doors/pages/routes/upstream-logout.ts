/**
 * `POST /sign-in/with/:connection/logout`: a provider says that somebody signed out there. Called by its server, never by
 * a browser; answered as Back-Channel Logout 1.0 §2.8 wants it.
 */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ProblemError } from '../../../foundation/errors/index.ts';
import { clientAddress } from '../../listener/index.ts';
import type { PageDependencies } from '../page.ts';

const form = z.object({ logout_token: z.string().min(1).max(8192) });

export function upstreamLogoutRoutes(app: FastifyInstance, deps: Pick<PageDependencies, 'accountIdentities'>): void {
  app.post<{ Params: { connection: string } }>('/sign-in/with/:connection/logout', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const read = form.safeParse(request.body);
    const { connection: connectionId } = request.params;
    try {
      if (!read.success) throw new ProblemError('upstream_logout.refused');
      const { logout_token: token } = read.data;
      await deps.accountIdentities.endByUpstream({
        tenant: request.tenant,
        connectionId,
        token,
        address: clientAddress(request),
        requestId: request.id,
      });
    } catch (error) {
      if (!(error instanceof ProblemError && error.code === 'upstream_logout.refused')) throw error;
      return reply.status(400).send({ error: 'invalid_request' });
    }
    return reply.status(200).send();
  });
}
