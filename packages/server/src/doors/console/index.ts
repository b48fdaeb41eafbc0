/**
 * `/console`: the built files of the administrators' console and nothing else. It holds no data and knows no session;
 * whatever it shows it asks of /api/admin, like any other client.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import { builtConsole, type ConsoleFile, readConsole } from './files.ts';
import { consoleTheme } from './theme.ts';

/**
 * Stricter than the pages' own: what is written into the document as text can never become script (Trusted Types). Frames
 * are the previews of our own pages, which answer with a policy of their own.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/**
 * Registers `/console` and everything below it.
 * @param folder what the build of the console left.
 */
export function registerConsole(app: FastifyInstance, folder: string = builtConsole): void {
  const files = readConsole(folder);
  const theme = consoleTheme();

  app.get('/console/theme.css', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('text/css; charset=utf-8').send(theme),
  );

  app.get('/console/scheme.js', async (request, reply) => {
    const file = files.find('scheme.js');
    if (file === undefined) throw new ProblemError('request.not_found');
    return send(request, reply.header('cache-control', 'public, max-age=300'), file);
  });

  app.get<{ Params: { name: string } }>('/console/assets/:name', async (request, reply) => {
    const file = files.find(`assets/${request.params.name}`);
    if (file === undefined) throw new ProblemError('request.not_found');
    return send(request, reply.header('cache-control', 'public, max-age=31536000, immutable'), file);
  });

  // Every other address below is one that the console itself draws.
  for (const address of ['/console', '/console/*'])
    app.get(address, async (request, reply) => servePage(request, reply));

  function servePage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (files.page === undefined) throw new ProblemError('console.not_built');
    return send(request, reply.header('content-security-policy', contentSecurityPolicy), files.page);
  }
}

function send(request: FastifyRequest, reply: FastifyReply, file: ConsoleFile): FastifyReply {
  const acceptsGzip = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  reply.header('vary', 'Accept-Encoding').type(file.contentType);
  return acceptsGzip ? reply.header('content-encoding', 'gzip').send(file.compressed()) : reply.send(file.body);
}
