/**
 * Where a request comes from. Forwarded headers count only from configured proxies, and only when they hold an
 * address: anything else falls back to the socket, never to a skipped check (cases 26, 27).
 */
import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';

/** The network address that budgets count and sessions remember. */
export function clientAddress(request: FastifyRequest): string {
  const forwarded = request.ip;
  return isIP(forwarded) !== 0 ? forwarded : (request.socket.remoteAddress ?? 'unknown');
}
