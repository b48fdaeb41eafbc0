/**
 * Serves the management table. The caller is admitted before the body is read; then what was sent is judged, then the
 * call is made. No cookie is read or set and no other origin is let in, so no page can make a browser act for somebody.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { localeOf, readGiven, runOnce, toRouterPath } from '../json-api/index.ts';
import { admitCaller } from './admit.ts';
import { type AdminCaller, ledgerActorOf } from './caller.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { expectedVersionOf, reasonOf } from './request-headers.ts';
import type { AdminAnswer, AdminCall, AdminRoute } from './route.ts';

/** Registers every route of the table, and nothing else. */
export function serveAdminRoutes(
  app: FastifyInstance,
  deps: AdminApiDependencies,
  routes: readonly AdminRoute[],
): void {
  const callers = new WeakMap<FastifyRequest, AdminCaller>();
  for (const route of routes) {
    app.route({
      method: route.method,
      url: toRouterPath(route.path),
      exposeHeadRoute: false,
      ...(route.mostBytes === undefined ? {} : { bodyLimit: route.mostBytes }),
      onRequest: async (request, reply) => {
        callers.set(request, await admitCaller(deps, route, request, reply));
      },
      handler: (request, reply) => {
        const caller = callers.get(request);
        if (caller === undefined) throw new Error(`${route.operation} is called by nobody`);
        return answer(deps, route, { request, reply, caller });
      },
    });
  }
}

type Arrived = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly caller: AdminCaller };

async function answer(
  deps: AdminApiDependencies,
  route: AdminRoute,
  { request, reply, caller }: Arrived,
): Promise<FastifyReply> {
  const call: AdminCall<unknown, unknown> = {
    request,
    tenant: request.tenant,
    locale: localeOf(deps, request),
    body: readGiven(route.body, request.body),
    query: readGiven(route.query, request.query),
    params: request.params as Readonly<Record<string, string>>,
    caller,
    actor: ledgerActorOf(caller),
    reason: reasonOf(request),
    expectedVersion: expectedVersionOf(route, request),
  };
  const { body, headers = {}, version } = await runRoute(deps, route, call);
  reply.status(route.status).headers(headers).header('cache-control', 'no-store');
  if (version !== undefined) reply.header('etag', `"${version}"`);
  return body === undefined ? reply.send() : reply.type('application/json; charset=utf-8').send(JSON.stringify(body));
}

async function runRoute(
  deps: AdminApiDependencies,
  route: AdminRoute,
  call: AdminCall<unknown, unknown>,
): Promise<AdminAnswer> {
  if (route.isRepeatable !== true) return route.handle(call);
  const { request, actor, body } = call;
  return runOnce(deps.repeats, { request, caller: [actor.kind, actor.id], body }, () => route.handle(call));
}
