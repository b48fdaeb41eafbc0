/**
 * Serves the route table. In this order: the token and the origin it may come from, what was sent, the call. No cookie
 * is read or set here, so no other site can make a browser act for somebody.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret, newSecret } from '../../foundation/ids/index.ts';
import { clientAddress } from '../listener/index.ts';
import { admitBearer, admitDirect, deviceTokenOf, flowTokenOf } from './admit.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import type { Bearer, CustomerApiDependencies } from './dependencies.ts';
import type { Answer, ApiRoute, Call } from './route.ts';

/** Registers every route, and the preflight of each address. */
export function serveRoutes(app: FastifyInstance, deps: CustomerApiDependencies, routes: readonly ApiRoute[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: toFastify(route.path),
      exposeHeadRoute: false,
      handler: (request, reply) => answer(deps, route, request, reply),
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map((route) => route.method);
    app.options(toFastify(path), async (request, reply) => answerPreflight(request, reply, methods));
  }
}

/** `/api/flows/{flow_id}` as the router writes it. */
function toFastify(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1');
}

async function answer(
  deps: CustomerApiDependencies,
  route: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  allowOrigin(request, reply);
  const params = request.params as Readonly<Record<string, string>>;
  const { token, bearer } = await admit(deps, route, request, params);
  const call: Call<unknown, unknown> = {
    request,
    tenant: request.tenant,
    locale: localeOf(deps, request),
    body: read(route.body, request.body),
    query: read(route.query, request.query),
    params,
    visitor: {
      client: { address: clientAddress(request), userAgent: (request.headers['user-agent'] ?? '').slice(0, 500) },
      requestId: request.id,
      browserSecret: token,
      deviceSecret: deviceTokenOf(request) ?? (route.access === 'flow' ? newDeviceToken(token) : newSecret()),
    },
    session() {
      if (bearer === null) throw new Error(`${route.operation} asks for a session and for no token`);
      return bearer.current;
    },
  };
  const { body, headers = {}, attributes = [] } = await runOnce(deps, route, call, bearer);
  if (bearer !== null && attributes.length > 0) {
    const { applicationId, current } = bearer;
    const { tenantId } = request.tenant;
    await deps.release.showOwner({ tenantId, customerId: current.customerId, applicationId, attributes });
  }
  reply.status(route.status).headers(headers);
  return body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

/** What a device that has none is given: the same in every step of a journey, so that the one shown is the one noted. */
function newDeviceToken(flowToken: string): string {
  return hashSecret(JSON.stringify(['device', flowToken])).toString('base64url');
}

/** The language of the request. */
export function localeOf(deps: Pick<CustomerApiDependencies, 'translations'>, request: FastifyRequest): string {
  return deps.translations.negotiate(request.headers['accept-language'], undefined, request.tenant.settings.languages);
}

type Admitted = { readonly token: string; readonly bearer: Bearer | null };

async function admit(
  deps: CustomerApiDependencies,
  route: ApiRoute,
  request: FastifyRequest,
  params: Readonly<Record<string, string>>,
): Promise<Admitted> {
  switch (route.access) {
    case 'none':
      return { token: newSecret(), bearer: null };
    case 'flow': {
      const token = flowTokenOf(request);
      const { flow } = await deps.authentication.flows.demand(request.tenant.tenantId, params['flow_id'], token);
      // A journey of the hosted pages leads nowhere here.
      if (flow.interaction === null) throw new ProblemError('flow.unknown');
      await admitDirect(deps, request, flow.interaction.applicationId);
      return { token: token ?? '', bearer: null };
    }
    default: {
      const bearer = await admitBearer(deps, request, route.access);
      // A change of address belongs to the session that asked for it; what no browser can present stands for that.
      return { token: `account-api:${bearer.current.sessionId}`, bearer };
    }
  }
}

function read(schema: z.ZodType | undefined, given: unknown): unknown {
  if (schema === undefined) {
    const isEmpty = given === undefined || given === null || Object.keys(given).length === 0;
    if (!isEmpty) throw new ProblemError('request.invalid', { cause: 'nothing is expected here' });
    return undefined;
  }
  const parsed = schema.safeParse(given ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap((issue): [string, string][] => {
    const path = issue.path.map(String);
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [[...path, key].join('/'), 'unknown']);
    return path.length === 0
      ? []
      : [[path.join('/'), issue.message.endsWith('received undefined') ? 'required' : 'invalid']];
  });
  throw new ProblemError('request.invalid', { cause: 'the body does not fit', fields: Object.fromEntries(fields) });
}

async function runOnce(
  deps: CustomerApiDependencies,
  route: ApiRoute,
  call: Call<unknown, unknown>,
  bearer: Bearer | null,
): Promise<Answer> {
  const key = call.request.headers['idempotency-key'];
  if (route.isRepeatable !== true || key === undefined || bearer === null) return route.handle(call);
  if (typeof key !== 'string' || key.length > 255) throw new ProblemError('request.invalid');
  const { sessionId } = bearer.current;
  const { url } = call.request;
  return deps.repeats.once(
    {
      tenantId: call.tenant.tenantId,
      caller: JSON.stringify([bearer.applicationId, sessionId, route.method, url]),
      key,
      body: JSON.stringify(call.body ?? null),
    },
    () => route.handle(call),
  );
}
