/**
 * An application without a server of its own: a page from another origin that holds `oidc-client-ts`, as its package
 * ships it, set up as `manager`. What the application does is said by the test, in the page.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import Fastify from 'fastify';
import type { UserManagerSettings } from 'oidc-client-ts';
import { freePort } from '../../packages/server/test/free-port.ts';
import type { Server } from './server.ts';

export type BrowserApplication = { readonly origin: string; stop(): Promise<void> };

/** Registers the application, public as it is, and serves its page at every address. */
export async function startBrowserApplication(server: Server): Promise<BrowserApplication> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const words = [
    '--name',
    'Reading room',
    '--first-party',
    '--public',
    '--json',
    '--redirect-uri',
    `${origin}/callback`,
  ];
  const more = ['--redirect-uri', `${origin}/silent`, '--post-logout-redirect-uri', `${origin}/signed-out`];
  const registered = await server.runVerb('applications', 'register', ...words, ...more);
  const page = pageWith({
    authority: server.origin,
    client_id: JSON.parse(registered).client_id,
    redirect_uri: `${origin}/callback`,
    silent_redirect_uri: `${origin}/silent`,
    post_logout_redirect_uri: `${origin}/signed-out`,
    scope: 'openid profile email',
    loadUserInfo: true,
    automaticSilentRenew: false,
  });

  const folder = path.dirname(createRequire(import.meta.url).resolve('oidc-client-ts/package.json'));
  const library = await readFile(path.join(folder, 'dist/browser/oidc-client-ts.min.js'), 'utf8');
  const app = Fastify();
  app.get('/oidc-client-ts.js', async (_request, reply) => reply.type('text/javascript').send(library));
  app.get('/*', async (_request, reply) => reply.type('text/html').send(page));
  await app.listen({ host: '127.0.0.1', port });
  return { origin, stop: () => app.close() };
}

const pageWith = (settings: UserManagerSettings) => `<!doctype html>
<html lang="en"><title>Reading room</title><link rel="icon" href="data:,"><h1>Reading room</h1>
<script src="/oidc-client-ts.js"></script>
<script>
  var manager = new oidc.UserManager(${JSON.stringify(settings)});
  if (location.pathname === '/silent') manager.signinSilentCallback();
</script>`;
