/** The page "Things to try", with the mails of the demo beside it. */
import { serveFile } from '@cardea/example-shared';
import fastify from 'fastify';
import type { Places } from '../applications.ts';
import { mailList } from './mails.ts';
import { guidePage } from './page.ts';

const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export async function openGuide(places: Places, port: number): Promise<{ close(): Promise<void> }> {
  const app = fastify({ logger: false });
  const beside = (name: string) => new URL(name, import.meta.url);
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers);
  });
  app.get('/', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(guidePage(places, await mailList(places)).markup),
  );
  // What the script puts in place of the list every few seconds.
  app.get('/mails', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send((await mailList(places)).markup),
  );
  serveFile(app, '/guide.css', [beside('guide.css')], 'text/css; charset=utf-8');
  serveFile(app, '/guide.js', [beside('guide.js')], 'text/javascript; charset=utf-8');
  await app.listen({ host: '127.0.0.1', port });
  return { close: () => app.close() };
}
