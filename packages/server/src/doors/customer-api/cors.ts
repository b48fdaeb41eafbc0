/**
 * Pages of an application may call from the origins that its own redirect addresses have, and from no other. A preflight
 * is answered to anybody, for it gives nothing: the call itself is refused before anything is done.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Application } from '../../rooms/applications/index.ts';

const exposed = 'DPoP-Nonce, ETag, Retry-After, WWW-Authenticate';
const allowed =
  'Authorization, DPoP, Cardea-Flow, Cardea-Device, Content-Type, Accept-Language, Idempotency-Key, If-Match';

/** Lets the answer be read by the page that asked. No credentials: cookies mean nothing here. */
export function allowOrigin(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('vary', 'Origin');
  const { origin } = request.headers;
  if (origin === undefined) return;
  reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', exposed);
}

/** Answers a preflight. */
export function answerPreflight(
  request: FastifyRequest,
  reply: FastifyReply,
  methods: readonly string[],
): FastifyReply {
  allowOrigin(request, reply);
  return reply
    .header('access-control-allow-methods', methods.join(', '))
    .header('access-control-allow-headers', allowed)
    .header('access-control-max-age', '600')
    .status(204)
    .send();
}

/** Refuses a call from a page of anybody else. Apps and servers send no `Origin`. */
export function requireOwnOrigin(request: FastifyRequest, { metadata }: Pick<Application, 'metadata'>): void {
  const { origin } = request.headers;
  if (origin === undefined || origin === request.tenant.origin) return;
  const isRegistered = metadata.redirect_uris.some((address) => URL.parse(address)?.origin === origin);
  if (!isRegistered || origin === 'null') throw new ProblemError('request.cross_site');
}
