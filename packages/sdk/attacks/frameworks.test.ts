/** The same protection in Express, in Fastify and in handlers of fetch style, over real HTTP. */
import { once } from 'node:events';
import { type IncomingHttpHeaders, type Server, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protect as protectExpress } from '../src/express.ts';
import { cardea, tokenOf } from '../src/fastify.ts';
import { protect } from '../src/fetch.ts';
import type { Refusal } from '../src/index.ts';
import { type Orders, openOrders } from './orders.ts';

type Seen = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string };
type Headers = Readonly<Record<string, string>>;
/** Asks `/orders/mine` (needs `orders:read`), `/orders/all` (needs `orders:write`) or `/health` (needs nothing). */
type Ask = (path: string, headers?: Headers) => Promise<Seen>;

let orders: Orders;
let server: Server;
let app: FastifyInstance;
const refused: Refusal[] = [];
const asks: Record<string, Ask> = {};

beforeAll(async () => {
  orders = await openOrders();
  const verifier = orders.verifier();
  const onRefused = (refusal: Refusal) => refused.push(refusal);

  const api = express();
  const router = express.Router();
  router.get('/mine', protectExpress(verifier, { scope: 'orders:read' }, { onRefused }), (request, response) => {
    response.json({ subject: tokenOf(request).subject });
  });
  router.get('/all', protectExpress(verifier, { scope: 'orders:write' }), (_request, response) => {
    response.json({});
  });
  api.get('/health', (request, response) => {
    expect(() => tokenOf(request)).toThrow('is the route protected?');
    response.json({});
  });
  api.use('/orders', router);
  server = api.listen(0, '127.0.0.1');
  await once(server, 'listening');
  asks['Express'] = over((server.address() as AddressInfo).port);

  app = fastify();
  await app.register(cardea, { verifier, access: { scope: 'orders:read' }, onRefused });
  app.get('/orders/mine', async (request) => ({ subject: tokenOf(request).subject }));
  app.get('/orders/all', { config: { access: { scope: 'orders:write' } } }, async () => ({}));
  app.get('/health', { config: { access: 'public' } }, async () => ({}));
  await app.listen({ host: '127.0.0.1', port: 0 });
  asks['Fastify'] = over((app.server.address() as AddressInfo).port);

  const mine = protect(verifier, { scope: 'orders:read' }, (_request, token) =>
    Response.json({ subject: token.subject }),
  );
  const all = protect(verifier, { scope: 'orders:write' }, () => Response.json({}));
  asks['fetch'] = async (path, headers = {}) => {
    const request = new Request(`https://orders.example${path}`, { headers });
    const handler = path === '/health' ? async () => Response.json({}) : path === '/orders/all' ? all : mine;
    const answer = await handler(request);
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: await answer.text() };
  };
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await app.close();
  await orders.house.stop();
});

function over(port: number): Ask {
  return (path, headers = {}) =>
    new Promise((resolve, reject) => {
      const request = send({ host: '127.0.0.1', port, path, headers, agent: false }, (answer) => {
        let body = '';
        answer.on('data', (chunk) => {
          body += String(chunk);
        });
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
      });
      request.on('error', reject).end();
    });
}

describe.each(['Express', 'Fastify', 'fetch'])('%s', (name) => {
  const ask: Ask = (path, headers) => (asks[name] as Ask)(path, headers);
  const bearer = (token: string): Headers => ({ authorization: `Bearer ${token}` });

  it('lets in who may, and says who it is', async () => {
    const answer = await ask('/orders/mine', bearer(orders.token));
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).subject).toMatch(/^cus_/);
    expect((await ask('/health')).status).toBe(200);
  });

  it('refuses the others with a challenge, and tells nobody why', async () => {
    const none = await ask('/orders/mine');
    expect([none.status, none.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Bearer, DPoP/)]);
    const bad = await ask('/orders/mine', bearer(orders.identityToken));
    expect(bad.status).toBe(401);
    expect(bad.headers['www-authenticate']).toContain('Bearer error="invalid_token"');
    expect(bad.headers['cache-control']).toBe('no-store');
    expect(JSON.parse(bad.body)).toEqual({ error: 'invalid_token', error_description: expect.any(String) });
    expect(bad.body).not.toMatch(/typ|JWT/);
    const more = await ask('/orders/all', bearer(orders.token));
    expect([more.status, JSON.parse(more.body).error]).toEqual([403, 'insufficient_scope']);
  });

  it('checks a proof against the address that the caller knows', async () => {
    const proof = (path: string) => orders.prove(orders.boundToken, { htu: `https://orders.example${path}` });
    const bound = async (path: string, of = path) =>
      (await ask(path, { authorization: `DPoP ${orders.boundToken}`, dpop: await proof(of) })).status;
    expect(await bound('/orders/mine?x=1', '/orders/mine')).toBe(200);
    expect(await bound('/orders/mine', '/mine')).toBe(401);
    const twice = { authorization: `DPoP ${orders.boundToken}`, dpop: await proof('/orders/mine') };
    expect((await ask('/orders/mine', twice)).status).toBe(200);
    expect((await ask('/orders/mine', twice)).status).toBe(401);
  });

  it('survives an Authorization header of 64 kB', async () => {
    // Node answers 431 itself, or ends the connection while the rest still comes.
    const { status } = await ask('/orders/mine', bearer('x'.repeat(64_000))).catch(() => ({ status: 431 }));
    expect([401, 431]).toContain(status);
    expect((await ask('/orders/mine', bearer('x'.repeat(9_000)))).status).toBe(401);
    expect((await ask('/orders/mine', bearer(orders.token))).status).toBe(200);
  });
});

it('whoever runs the API hears the reason', () => {
  expect(refused.map(({ reason }) => reason)).toContain('no token');
  expect(refused.some(({ reason }) => reason.includes('typ'))).toBe(true);
});

it('in Fastify every address needs a token, unless it says that it is public', async () => {
  const ask = asks['Fastify'] as Ask;
  expect((await ask('/unknown')).status).toBe(401);
  expect((await ask('/ORDERS/mine')).status).toBe(401);
});
