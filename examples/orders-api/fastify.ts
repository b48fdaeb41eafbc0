/** The same API in Fastify: every address needs a token, and says itself what more. */
import { createVerifier } from '@cardea/sdk';
import { cardea, tokenOf } from '@cardea/sdk/fastify';
import fastify from 'fastify';
import { addOrder, ordersOf, readItem } from './orders.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const app = fastify({ bodyLimit: 10_240 });
await app.register(cardea, { verifier: createVerifier(settings.verifier), access: { scope: 'orders:read' } });

app.get('/orders', async (request) => ({ items: ordersOf(tokenOf(request).subject) }));

app.post('/orders', { config: { access: { scope: 'orders:write' } } }, async (request, reply) => {
  const item = readItem(request.body);
  if (item === null) return reply.status(422).send({ error: 'invalid_item' });
  return reply.status(201).send(addOrder(tokenOf(request).subject, item));
});

const live = { scope: 'orders:write', live: settings.canAskLive };
app.post('/orders/express', { config: { access: live } }, async (request, reply) =>
  reply.status(201).send(addOrder(tokenOf(request).subject, 'the usual, by courier')),
);

await app.listen({ host: '127.0.0.1', port: settings.port });
process.stdout.write(`Orders (Fastify) ready at http://localhost:${settings.port}\n`);
