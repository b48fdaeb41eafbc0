/** Whether a browser only looks ahead, so that nothing is begun by it. */
import type { FastifyRequest } from 'fastify';

export function isPrefetch({ headers }: FastifyRequest): boolean {
  return [headers['sec-purpose'], headers['purpose'], headers['x-moz']].some(
    (said) => typeof said === 'string' && said.includes('prefetch'),
  );
}
