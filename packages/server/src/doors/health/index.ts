/** The health door: is the process alive, can it serve, and its figures on a listener of their own. */
import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import type { Metrics } from '../../foundation/telemetry/index.ts';

/** `/health/live` says that the process answers; `/health/ready` that it can serve. For any host name. */
export function registerHealth(
  app: FastifyInstance,
  deps: {
    readonly isReady: () => Promise<boolean>;
    /** Null where none is configured. Without it the server serves all the same, with tighter budgets. */
    readonly isValkeyThere?: () => boolean | null;
  },
): void {
  app.get('/health/live', async (_request, reply) => reply.type('application/json').send('{"status":"live"}'));
  app.get('/health/ready', async (_request, reply) => {
    const ready = await deps.isReady();
    return reply
      .status(ready ? 200 : 503)
      .type('application/json')
      .send(JSON.stringify({ status: ready ? 'ready' : 'not ready', ...valkeyOf(deps.isValkeyThere?.() ?? null) }));
  });
}

const valkeyOf = (isThere: boolean | null) => (isThere === null ? {} : { valkey: isThere ? 'ready' : 'away' });

/** Serves `/metrics` on its own port, on loopback only: figures are for the operator, not for customers. */
export async function listenForMetrics(port: number, metrics: Metrics): Promise<Server> {
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const { contentType, body } = await metrics.render();
    response.writeHead(200, { 'content-type': contentType }).end(body);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
