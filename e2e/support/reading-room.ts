/** The example in the browser as its README starts it: registered by the command line, a process of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../packages/server/test/free-port.ts';
import type { Server } from './server.ts';

const main = fileURLToPath(new URL('../../examples/spa/main.ts', import.meta.url));

export type ReadingRoom = { readonly origin: string; readonly clientId: string; stop(): Promise<void> };

/** Registers the application and its API, and waits until it serves. */
export async function startReadingRoom(server: Server): Promise<ReadingRoom> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  await server.runVerb(
    ...['resources', 'register', `${origin}/api`, '--name', 'Shelves'],
    ...['--scope', 'shelf:read=See what you put aside', '--scope', 'shelf:write=Put books aside'],
  );
  const registered = await server.runVerb(
    ...['applications', 'register', '--name', 'Reading room', '--first-party', '--public', '--json'],
    ...['--redirect-uri', `${origin}/callback`, '--post-logout-redirect-uri', `${origin}/`],
    ...['--scope', 'openid profile email account:read shelf:read shelf:write'],
    ...['--resource', `${origin}/api`, '--resource', `${server.origin}/api`],
  );
  const clientId = String(JSON.parse(registered).client_id);
  const env = {
    PATH: process.env.PATH,
    ISSUER: server.origin,
    CLIENT_ID: clientId,
    PORT: String(port),
    NONCE_SECRET: 'of the journeys, and of nothing else',
  };
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  await ready(child);
  return {
    origin,
    clientId,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

function ready(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The example ended before it was ready:\n${said}`)));
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('ready at')) resolve();
    });
  });
}
