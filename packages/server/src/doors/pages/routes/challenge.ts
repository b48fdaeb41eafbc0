/** `/challenge`: another task for a form that was open for longer than the one it was drawn with is good for. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { arrivalOf } from '../challenge.ts';
import type { PageDependencies } from '../page.ts';
import { readInput } from '../read-input.ts';

const query = z.strictObject({
  action: z.enum(['sign-in', 'mailed-code', 'sign-up', 'recovery']),
  flow: z.string().max(64),
});

export function challengeRoutes(app: FastifyInstance, deps: PageDependencies): void {
  app.get('/challenge', async (request, reply) => {
    const { action, flow } = readInput(query, request.query);
    const challenge = await deps.protection.challenges.offer(arrivalOf(deps, request, action), flow);
    return reply.type('application/json; charset=utf-8').send(JSON.stringify({ challenge }));
  });
}
