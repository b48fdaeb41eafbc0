/**
 * `/oauth/register`: applications register themselves (RFC 7591), and read and remove what they registered (RFC 7592).
 * It is ours and not the engine's: what may be registered is decided by the rooms, and where a tenant lets nobody
 * register, there is nothing at these addresses.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Application, Applications } from '../../rooms/applications/index.ts';
import type { Protection } from '../../rooms/protection/index.ts';
import { readJson } from '../json-api/index.ts';
import { clientAddress } from '../listener/index.ts';

export type RegistrationDependencies = {
  readonly applications: Applications;
  readonly protection: Pick<Protection, 'demand' | 'networkCharges'>;
};

const path = '/oauth/register';
const one = `${path}/:client_id`;
const mostBytes = 16 * 1024;

export function registrationRoutes(app: FastifyInstance, deps: RegistrationDependencies): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/json',
      { parseAs: 'buffer', bodyLimit: mostBytes },
      (_request, body, done) => done(null, body),
    );
    scope.addHook('onRequest', async (request, reply) => {
      // Nothing here is answered by who a browser's cookies say it is, so any page may ask, as an agent in one does.
      reply.header('access-control-allow-origin', '*').header('cache-control', 'no-store');
      if (request.tenant.settings.agents.registration === 'off' && request.url === path)
        throw new ProblemError('request.not_found');
    });

    for (const [url, methods] of [
      [path, 'POST'],
      [one, 'GET, DELETE'],
    ] as const)
      scope.options(url, async (_request, reply) =>
        reply
          .status(204)
          .header('access-control-allow-methods', methods)
          .header('access-control-allow-headers', 'authorization, content-type')
          .header('access-control-max-age', '3600')
          .send(),
      );

    scope.post(path, async (request, reply) => register(deps, request, reply));

    scope.get<{ Params: { client_id: string } }>(one, async (request, reply) => {
      const accessToken = bearerOf(request) ?? '';
      const holder = { tenantId: request.tenant.tenantId, applicationId: request.params.client_id, accessToken };
      const since = await deps.applications.ofItself.registeredAt(holder);
      const application = await deps.applications.find(holder.tenantId, holder.applicationId);
      if (since === null || application === null) return unauthorised(reply);
      return reply.send(toAnswer(request, application, { since, accessToken }));
    });

    scope.delete<{ Params: { client_id: string } }>(one, async (request, reply) => {
      const accessToken = bearerOf(request) ?? '';
      const holder = { tenantId: request.tenant.tenantId, applicationId: request.params.client_id, accessToken };
      if (!(await deps.applications.ofItself.remove(holder, request.id))) return unauthorised(reply);
      return reply.status(204).send();
    });
  });
}

async function register(
  deps: RegistrationDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { tenant } = request;
  const { tenantId } = tenant;
  // Paid for before anything is looked at: what is registered stays for a while, and so does what is tried.
  const charges = deps.protection.networkCharges(clientAddress(request), 'registration');
  await deps.protection.demand(tenantId, [...charges, { budget: 'registration.tenant', key: tenantId }]);
  const offer = Buffer.isBuffer(request.body) ? readOffered(request.body) : null;
  if (offer === null) return refuse(reply, 400, 'invalid_client_metadata', 'the body is a JSON object');
  const done = await deps.applications.ofItself.register(tenant, {
    offer,
    initialToken: bearerOf(request),
    requestId: request.id,
  });
  if (done.kind === 'off') throw new ProblemError('request.not_found');
  if (done.kind === 'token_required') return unauthorised(reply);
  if (done.kind === 'refused') return refuse(reply, 400, done.error, done.description);
  if (done.kind === 'full')
    return refuse(
      reply.header('retry-after', '3600'),
      503,
      'temporarily_unavailable',
      'no more applications are taken',
    );
  const application = await deps.applications.find(tenantId, done.applicationId);
  const since = await deps.applications.ofItself.registeredAt({ tenantId, ...done });
  if (application === null || since === null) throw new ProblemError('server.failed');
  return reply.status(201).send(toAnswer(request, application, { since, accessToken: done.accessToken }));
}

function readOffered(body: Buffer): unknown {
  try {
    return readJson(body);
  } catch {
    return null;
  }
}

/** As RFC 7591, section 3.2.1, has it: all that was registered, also where it is not what was asked for. */
function toAnswer(
  { tenant }: FastifyRequest,
  { applicationId, metadata }: Application,
  { since, accessToken }: { readonly since: Date; readonly accessToken: string },
): object {
  const { client_name, application_type, redirect_uris, grant_types, scope, jwks, policy_uri, tos_uri } = metadata;
  return {
    client_id: applicationId,
    client_id_issued_at: Math.floor(since.getTime() / 1000),
    registration_access_token: accessToken,
    registration_client_uri: `${tenant.origin}${path}/${encodeURIComponent(applicationId)}`,
    client_name,
    application_type,
    redirect_uris,
    grant_types,
    response_types: ['code'],
    token_endpoint_auth_method: metadata.token_endpoint_auth_method,
    scope,
    id_token_signed_response_alg: metadata.id_token_signed_response_alg,
    dpop_bound_access_tokens: metadata.dpop_bound_access_tokens,
    require_pushed_authorization_requests: metadata.require_pushed_authorization_requests,
    ...(jwks === undefined ? {} : { jwks }),
    ...(policy_uri === undefined ? {} : { policy_uri }),
    ...(tos_uri === undefined ? {} : { tos_uri }),
  };
}

function bearerOf({ headers }: FastifyRequest): string | null {
  return /^Bearer +([\w-]{1,200})$/i.exec(headers.authorization ?? '')?.[1] ?? null;
}

function unauthorised(reply: FastifyReply): FastifyReply {
  reply.header('www-authenticate', 'Bearer error="invalid_token"');
  return refuse(reply, 401, 'invalid_token', 'this needs a token that counts here');
}

function refuse(reply: FastifyReply, status: number, error: string, description: string): FastifyReply {
  return reply.status(status).send({ error, error_description: description });
}
