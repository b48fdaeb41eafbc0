/**
 * Keeps other sites from using our forms. A browser says where a form came from: anything but exactly this tenant's
 * origin is refused. Clients that say nothing are no browsers; forms carry a token besides (cases 32, 94).
 */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';

/** Refuses a request that another site caused. */
export function refuseCrossSite(request: FastifyRequest): void {
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  const isForeign =
    origin === undefined
      ? site !== undefined && site !== 'same-origin' && site !== 'none'
      : origin !== request.tenant.origin;
  if (isForeign) throw new ProblemError('request.cross_site');
}
