/**
 * Serves the application and its API on one port. There is no build: Node takes the types out of the modules as they are
 * asked for. A real application leaves that to its bundler.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { moduleAt } from './modules.ts';
import { createShelves } from './shelves.ts';

const required = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is missing`);
  return value;
};
const issuer = new URL(required('ISSUER')).origin;
const port = Number(required('PORT'));
const origin = `http://localhost:${port}`;
const resource = `${origin}/api`;
const answerShelves = createShelves({ issuer, audience: resource, nonceSecret: required('NONCE_SECRET') });

const file = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const library = readFileSync(new URL(import.meta.resolve('oauth4webapi')), 'utf8');
const settings = JSON.stringify({ issuer, clientId: required('CLIENT_ID'), resource });

const headers = {
  // Nothing inline and nothing from elsewhere: a script that should not be here does not run.
  'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self' ${issuer}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

const contents: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/': ['text/html; charset=utf-8', file('app/index.html')],
  '/callback': ['text/html; charset=utf-8', file('app/index.html')],
  '/app.css': ['text/css', file('app/app.css')],
  '/settings.json': ['application/json', settings],
  '/modules/oauth4webapi.js': ['text/javascript', library],
};

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', origin);
  if (pathname.startsWith('/api/')) return answerShelves(request, response);
  const [type, text] = contents[pathname] ?? ['text/javascript', moduleAt(pathname)];
  if (text === null) response.writeHead(404, headers).end();
  else response.writeHead(200, { ...headers, 'content-type': type }).end(text);
}

createServer((request, response) => {
  answer(request, response).catch(() => response.destroy());
}).listen(port, '127.0.0.1', () => process.stdout.write(`Reading room ready at ${origin}\n`));
