/** An API in Express: reading needs one scope, ordering another, and cancelling a session that is alive at this moment. */
import { createVerifier } from '@cardea/sdk';
import { protect, tokenOf } from '@cardea/sdk/express';
import express from 'express';
import { addOrder, ordersOf, readItem } from './orders.ts';
import { readSettings } from './settings.ts';

const settings = readSettings(process.env);
const verifier = createVerifier(settings.verifier);
const app = express();
app.disable('x-powered-by');
app.use(express.json({ limit: '10kb' }));

app.get('/orders', protect(verifier, { scope: 'orders:read' }), (request, response) => {
  response.json({ items: ordersOf(tokenOf(request).subject) });
});

app.post('/orders', protect(verifier, { scope: 'orders:write' }), (request, response) => {
  const item = readItem(request.body);
  if (item === null) response.status(422).json({ error: 'invalid_item' });
  else response.status(201).json(addOrder(tokenOf(request).subject, item));
});

const live = { scope: 'orders:write', live: settings.canAskLive };
app.post('/orders/express', protect(verifier, live), (request, response) => {
  response.status(201).json(addOrder(tokenOf(request).subject, 'the usual, by courier'));
});

app.listen(settings.port, '127.0.0.1', () => {
  process.stdout.write(`Orders (Express) ready at http://localhost:${settings.port}\n`);
});
