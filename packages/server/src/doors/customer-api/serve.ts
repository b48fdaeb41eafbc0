/**
 * Serves the route table. In this order: the work that may be owed, the token and the origin it may come from, what was
 * sent, the call. No cookie is read or set here, so no other site can make a browser act for somebody.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret, newSecret } from '../../foundation/ids/index.ts';
import { secretIn } from '../../rooms/protection/index.ts';
import { localeOf, methodsByPath, readGiven, runOnce, toRouterPath } from '../json-api/index.ts';
import { clientAddress } from '../listener/index.ts';
import { admitBearer, admitDirect, flowTokenOf, presentedDevice } from './admit.ts';
import { allowOrigin, answerPreflight } from './cors.ts';
import type { Bearer, CustomerApiDependencies } from './dependencies.ts';
import type { Answer, ApiRoute, Call } from './route.ts';

/** Registers every route, and the preflight of each address. */
export function serveRoutes(app: FastifyInstance, deps: CustomerApiDependencies, routes: readonly ApiRoute[]): void {
  for (const route of routes) {
    app.route({
      method: route.method,
      url: toRouterPath(route.path),
      exposeHeadRoute: false,
      handler: (request, reply) => answer(deps, route, request, reply),
    });
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.options(toRouterPath(path), async (request, reply) => answerPreflight(request, reply, methods));
  }
}

async function answer(
  deps: CustomerApiDependencies,
  route: ApiRoute,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  allowOrigin(request, reply);
  const params = request.params as Readonly<Record<string, string>>;
  const client = { address: clientAddress(request), userAgent: (request.headers['user-agent'] ?? '').slice(0, 500) };
  const { tenantId } = request.tenant;
  const hasDeviceToken = await deps.protection.devices.isOurs(tenantId, presentedDevice(request));
  if (route.arrivesFor !== undefined) {
    const arrival = { tenantId, action: route.arrivesFor, client, hasDeviceToken };
    const { challenge_solution: given } = (request.body ?? {}) as { readonly challenge_solution?: unknown };
    const solution = typeof given === 'string' ? given : undefined;
    await deps.protection.challenges.demand(arrival, { flowId: params['flow_id'] ?? '', solution });
  }
  const { token, bearer, ownInterfaceOf } = await admit(deps, route, { request, reply }, params);
  const body = readGiven(route.body, request.body);
  const call: Call<unknown, unknown> = {
    request,
    tenant: request.tenant,
    locale: localeOf(deps, request),
    body,
    query: readGiven(route.query, request.query),
    params,
    visitor: {
      client,
      requestId: request.id,
      browserSecret: token,
      deviceSecret:
        secretIn(presentedDevice(request)) ?? (route.access === 'flow' ? newDeviceToken(token) : newSecret()),
      hasDeviceToken,
      deviceProof: proofIn(body),
      ownInterfaceOf,
    },
    session() {
      if (bearer === null) throw new Error(`${route.operation} asks for a session and for no token`);
      return bearer.current;
    },
  };
  const { body: answered, headers = {}, attributes = [] } = await runRoute(deps, route, call, bearer);
  if (bearer !== null && attributes.length > 0) {
    const { applicationId, current } = bearer;
    await deps.release.showOwner({ tenantId, customerId: current.customerId, applicationId, attributes });
  }
  reply.status(route.status).headers(headers);
  return answered === undefined
    ? reply.send()
    : reply.type('application/json; charset=utf-8').send(JSON.stringify(answered));
}

/** What the device signed with its key, of bodies that have a place for it. */
function proofIn(body: unknown): string | null {
  const { device_proof: proof } = (body ?? {}) as { readonly device_proof?: unknown };
  return typeof proof === 'string' ? proof : null;
}

/** What a device that has none is given: the same in every step of a journey, so that the one shown is the one noted. */
function newDeviceToken(flowToken: string): string {
  return hashSecret(JSON.stringify(['device', flowToken])).toString('base64url');
}

type Admitted = {
  readonly token: string;
  readonly bearer: Bearer | null;
  /** The application that asks. */
  readonly ownInterfaceOf?: string;
};

async function admit(
  deps: CustomerApiDependencies,
  route: ApiRoute,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
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
      const { applicationId } = await admitDirect(deps, request, flow.interaction.applicationId);
      return { token: token ?? '', bearer: null, ownInterfaceOf: applicationId };
    }
    default: {
      const bearer = await admitBearer(deps, request, reply, route.access);
      // A change of address belongs to the session that asked for it; what no browser can present stands for that.
      return { token: `account-api:${bearer.current.sessionId}`, bearer, ownInterfaceOf: bearer.applicationId };
    }
  }
}

async function runRoute(
  deps: CustomerApiDependencies,
  route: ApiRoute,
  call: Call<unknown, unknown>,
  bearer: Bearer | null,
): Promise<Answer> {
  if (route.isRepeatable !== true || bearer === null) return route.handle(call);
  const caller = [bearer.applicationId, bearer.current.sessionId];
  return runOnce(deps.repeats, { request: call.request, caller, body: call.body }, () => route.handle(call));
}
