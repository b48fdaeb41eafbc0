/**
 * The protocol door: OAuth 2.1 and OpenID Connect at the tenant's origin. The engine answers, on the raw request; who
 * is asking, in which session, and what is kept is decided here and in the rooms.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { newSecret } from '../../foundation/ids/index.ts';
import { logoutTask } from '../../rooms/sessions/index.ts';
import { createBackChannelLogout } from './back-channel-logout.ts';
import {
  type Bearer,
  type ManagementToken,
  readBearer,
  readManagementToken,
  type ShownToken,
  type Unproven,
} from './bearer.ts';
import { readClientDocument } from './client-documents.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { createDirectAuthorization, type DirectAuthorization } from './direct.ts';
import { prepareIntrospection } from './introspection.ts';
import { logoutRoutes } from './logout.ts';
import { createPlainLane } from './plain-token/index.ts';
import { createProviders, type Engine } from './providers.ts';
import { registrationRoutes } from './registration.ts';
import { withBody } from './request-body.ts';
import { createTurns, type Turns } from './turns.ts';
import { createWork, within } from './unit-of-work.ts';

export type { Bearer } from './bearer.ts';
export type { ProtocolDependencies } from './dependencies.ts';
export type { DirectAuthorization } from './direct.ts';

type Tasks = Readonly<Record<string, (payload: unknown) => Promise<void>>>;

const addresses: readonly { readonly method: ('GET' | 'POST' | 'OPTIONS')[]; readonly url: string }[] = [
  { method: ['GET', 'OPTIONS'], url: '/.well-known/openid-configuration' },
  { method: ['GET', 'OPTIONS'], url: '/.well-known/oauth-authorization-server' },
  { method: ['GET', 'OPTIONS'], url: '/oauth/jwks' },
  { method: ['GET'], url: '/oauth/authorize' },
  { method: ['GET'], url: '/oauth/authorize/:request' },
  { method: ['POST', 'OPTIONS'], url: '/oauth/token' },
  { method: ['GET', 'POST', 'OPTIONS'], url: '/oauth/userinfo' },
  { method: ['POST', 'OPTIONS'], url: '/oauth/introspect' },
  { method: ['POST', 'OPTIONS'], url: '/oauth/revoke' },
  { method: ['POST', 'OPTIONS'], url: '/oauth/par' },
  { method: ['POST', 'OPTIONS'], url: '/oauth/device_authorization' },
];

/**
 * Registers the protocol's addresses, exactly as written: another spelling of one is not one of them. Returns the jobs
 * of this door, and what other doors may ask of it.
 */
export function registerProtocol(
  app: FastifyInstance,
  deps: ProtocolDependencies,
): {
  readonly tasks: Tasks;
  readonly direct: DirectAuthorization;
  readBearer(request: FastifyRequest, shown: ShownToken): Promise<Bearer | Unproven | null>;
  readManagementToken(request: FastifyRequest, shown: ShownToken): Promise<ManagementToken | Unproven | null>;
} {
  const engineOf = createProviders(deps);
  const turns = createTurns(deps.connections);
  const answerPlainly = createPlainLane(deps);
  logoutRoutes(app, deps, engineOf);
  registrationRoutes(app, deps);

  app.register(async (scope) => {
    // The engine reads bodies itself.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    for (const { method, url } of addresses) {
      scope.route({
        method,
        url,
        exposeHeadRoute: false,
        handler: async (request, reply) => {
          const engine = await engineOf(request.tenant);
          const given = await readClientDocument(deps, request);
          const body = await answerPlainly(engine.signatures, request, reply, given);
          return body === null ? reply : answer(deps, { engine, turns, body }, request, reply);
        },
      });
    }
  });
  return {
    tasks: { [logoutTask]: createBackChannelLogout(deps, engineOf) },
    direct: createDirectAuthorization(deps, { engineOf, turns }),
    readBearer: (request, shown) => readBearer(deps, request, shown),
    readManagementToken: (request, shown) => readManagementToken(deps, request, shown),
  };
}

async function answer(
  deps: ProtocolDependencies,
  { engine, turns, body }: { engine: Engine; turns: Turns; body: Buffer | undefined },
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { tenant } = request;
  const isBrowser = request.url.startsWith('/oauth/authorize');
  const secret = isBrowser ? deps.cookies.read(request, 'session') : null;
  const { idleSeconds } = tenant.settings.session;
  const current = secret === null ? null : await deps.gate.currentSession(tenant.tenantId, secret, idleSeconds);
  const { raw, introspected } =
    request.url === '/oauth/introspect' && request.method === 'POST'
      ? await prepareIntrospection(deps, request)
      : { raw: body === undefined ? request.raw : withBody(request.raw, body), introspected: null };
  const work = createWork(deps.database, turns, {
    tenant,
    request,
    browserSecret: (isBrowser ? deps.cookies.read(request, 'browser') : null) ?? newSecret(),
    session: secret === null || current === null ? null : { current, secret },
    introspected,
  });
  settle(deps, request, { keepsSession: work.session !== null });
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.hijack();
  await within(work, () => engine.answer(raw, reply.raw));
  return reply;
}

/**
 * Makes the request say what is true: the tenant's own host and scheme, and a session cookie only if its session
 * counts. The engine builds addresses from the first (a forged host must never reach them) and would answer a cookie
 * of nobody with a session of its own.
 */
function settle(deps: ProtocolDependencies, request: FastifyRequest, session: { keepsSession: boolean }): void {
  const { headers } = request.raw;
  const origin = new URL(request.tenant.origin);
  headers.host = origin.host;
  headers['x-forwarded-proto'] = origin.protocol.slice(0, -1);
  delete headers['x-forwarded-host'];
  if (session.keepsSession || headers.cookie === undefined) return;
  const name = deps.cookies.nameOf('session');
  headers.cookie = headers.cookie
    .split(';')
    .filter((pair) => pair.split('=')[0]?.trim() !== name)
    .join(';');
}
