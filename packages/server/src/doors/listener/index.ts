/**
 * The listener: the ground that all doors over HTTP stand on. It bounds what a stranger may send, finds the tenant by
 * host, sets the headers, and renders every refusal. No rule of business lives here.
 */
import cookie from '@fastify/cookie';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Clock } from '../../foundation/clock/index.ts';
import type { Settings } from '../../foundation/config/index.ts';
import type { Certificate } from '../../foundation/encryption/index.ts';
import { ProblemError, toProblem } from '../../foundation/errors/index.ts';
import { newId } from '../../foundation/ids/index.ts';
import { type Logger, plain } from '../../foundation/logging/index.ts';
import type { Metrics } from '../../foundation/telemetry/index.ts';
import type { Tenant, Tenants } from '../../rooms/tenants/index.ts';
import { createBrokenRequestHandler } from './broken-request.ts';
import { createCertificateReader } from './client-certificate.ts';
import { parseFormBody } from './form-body.ts';
import { securityHeaders } from './security-headers.ts';
import { toProblemError } from './to-problem-error.ts';

export { clientAddress } from './client-address.ts';
export { toProblemError } from './to-problem-error.ts';

export type ListenerDependencies = {
  readonly settings: Settings;
  readonly tenants: Tenants;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  /** Is shown who speaks on the connection, with the headers, before any route. */
  readonly onArrival?: (peer: string | undefined, headers: FastifyRequest['headers']) => void;
  /** Draws a refusal for a person, or says where on our own pages it is resolved; the pages door fills it. */
  readonly renderRefusal: (request: FastifyRequest, problem: ProblemError) => string | { readonly leadsTo: string };
};

declare module 'fastify' {
  interface FastifyRequest {
    /** The tenant that the request's host belongs to. Present on every route but `/health/*`. */
    tenant: Tenant;
    startedAt: number;
    /** What a proxy of ours says that the caller showed it in TLS. Nobody has judged it. */
    clientCertificate: Certificate | null;
  }
}

const second = 1000;

/** What browsers and phones read at the very host that a passkey is bound to, and follow no redirect for. */
const statements: ReadonlySet<string> = new Set([
  '/.well-known/webauthn',
  '/.well-known/apple-app-site-association',
  '/.well-known/assetlinks.json',
]);

/** Builds the HTTP server without listening yet; doors register their routes on it. */
export function createListener(deps: ListenerDependencies): FastifyInstance {
  const { settings, tenants, logger, metrics, clock } = deps;
  const headers = securityHeaders(settings.publicUrl);
  const takeCertificate = createCertificateReader(settings);

  const app = fastify({
    logger: false,
    trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
    bodyLimit: 64 * 1024,
    connectionTimeout: 30 * second,
    requestTimeout: 15 * second,
    keepAliveTimeout: 65 * second,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
    genReqId: () => newId('request'),
    requestIdHeader: false,
    // Node looks for late requests every thirty seconds unless told: the limits above would hold only that closely.
    http: { maxHeaderSize: 16 * 1024, headersTimeout: 10 * second, connectionsCheckingInterval: second },
    clientErrorHandler: createBrokenRequestHandler({ headers, logger }),
    frameworkErrors: (error, request, reply) => refuse(request as FastifyRequest, reply as FastifyReply, error),
  });

  app.register(cookie);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseFormBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });

  app.addHook('onRequest', async (request, reply) => {
    request.startedAt = clock.monotonicMilliseconds();
    reply.headers(headers);
    request.clientCertificate = takeCertificate(request);
    deps.onArrival?.(request.socket.remoteAddress, request.headers);
    if (request.url.startsWith('/health/')) return;
    const tenant = await tenants.byHost(request.headers.host);
    if (tenant === null) throw new ProblemError('request.unknown_host');
    request.tenant = tenant;
    // A former name goes on saying who may use the passkeys that were made under it: browsers and phones ask it, not us.
    if (tenant.isAlias && !statements.has(request.url))
      return reply.redirect(atOrigin(tenant.origin, request.url), 307);
    // What the notice is drawn with is still there.
    if (tenant.state !== 'active' && !isAppearance(request)) throw new ProblemError('tenant.suspended');
  });

  app.addHook('onResponse', async (request, reply) => {
    const seconds = (clock.monotonicMilliseconds() - request.startedAt) / second;
    const route = request.routeOptions.url ?? 'none';
    metrics.requestFinished({ method: request.method, route, status: reply.statusCode, seconds });
  });

  app.setNotFoundHandler((request, reply) => refuse(request, reply, new ProblemError('request.not_found')));
  app.setErrorHandler((error, request, reply) => refuse(request, reply, error));

  function refuse(request: FastifyRequest, reply: FastifyReply, error: unknown): FastifyReply {
    const problem = toProblemError(error);
    logRefusal(request, problem);
    reply.headers(headers).status(problem.status);
    if (problem.retryAfterSeconds !== undefined) reply.header('retry-after', problem.retryAfterSeconds);
    if (request.tenant !== undefined && request.headers.accept?.includes('text/html')) {
      const drawn = deps.renderRefusal(request, problem);
      if (typeof drawn !== 'string') return reply.redirect(drawn.leadsTo, 303);
      return reply.type('text/html; charset=utf-8').send(drawn);
    }
    return reply.type('application/problem+json').send(JSON.stringify(toProblem(problem, request.id)));
  }

  function logRefusal(request: FastifyRequest, problem: ProblemError): void {
    const fields = {
      requestId: request.id,
      code: plain(problem.code),
      route: plain(request.routeOptions?.url ?? 'none'),
      error: problem.cause instanceof Error ? problem.cause : null,
    };
    if (problem.code === 'server.failed') logger.error('a request failed', fields);
    else if (problem.status >= 500) logger.warn('a request could not be served', fields);
    else logger.debug('a request was refused', fields);
  }

  return app;
}

/** The same address at the tenant's own origin; one that a browser could take for another site's leads to its start. */
function atOrigin(origin: string, url: string): string {
  const there = URL.parse(url, origin);
  return there !== null && there.origin === origin ? there.href : `${origin}/`;
}

function isAppearance({ method, url }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && (url.startsWith('/assets/') || url.startsWith('/brand/'));
}
