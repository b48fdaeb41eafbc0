/** `/dev/outbox`: every message sent, in development only. The routes do not exist anywhere else. */
import type { FastifyInstance } from 'fastify';
import type { Outbox } from '../../../rooms/messaging/index.ts';
import { type PageDependencies, sendPage } from '../page.ts';

export function outboxRoutes(app: FastifyInstance, deps: PageDependencies, outbox: Outbox): void {
  app.get('/dev/outbox.json', async (_request, reply) =>
    reply.type('application/json').send(JSON.stringify(await outbox.list())),
  );

  app.get('/dev/outbox', async (request, reply) => {
    const messages = await outbox.list();
    const model = { messages: messages.map((message) => ({ ...message, at: new Date(message.at) })) };
    return sendPage(deps, request, reply, { view: 'outbox', model });
  });
}
