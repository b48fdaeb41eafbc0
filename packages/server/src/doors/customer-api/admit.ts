/** Who may call: the token that a route asks for, and the application behind it, which must be one of our own. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Application } from '../../rooms/applications/index.ts';
import { requireOwnOrigin } from './cors.ts';
import type { Bearer, CustomerApiDependencies } from './dependencies.ts';

type AdmitDependencies = Pick<CustomerApiDependencies, 'access' | 'applications' | 'readBearer'>;

const secret = /^[A-Za-z0-9_-]{43}$/;

/** The token of a journey: `Authorization: Flow …`, or `Cardea-Flow` where something in between wants the first. */
export function flowTokenOf(request: FastifyRequest): string | null {
  const { authorization, 'cardea-flow': own } = request.headers;
  const token = typeof own === 'string' ? own : /^Flow +(\S+)$/i.exec(authorization ?? '')?.[1];
  return token !== undefined && secret.test(token) ? token : null;
}

/** What the device presents of what it was given at an earlier sign-in. */
export function presentedDevice(request: FastifyRequest): string | undefined {
  const token = request.headers['cardea-device'];
  return typeof token === 'string' ? token : undefined;
}

/**
 * The bearer of an access token that allows this, presented by one of our own applications. The account of an
 * administrator is the way to all that they may do, so no application changes it: they do, on the hosted pages.
 */
export async function admitBearer(
  deps: AdmitDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  access: 'read' | 'write',
): Promise<Bearer> {
  const { authorization } = request.headers;
  if (authorization === undefined) throw new ProblemError('token.required');
  const [, said = '', token = ''] = /^(Bearer|DPoP) +([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  const scheme = said.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
  const bearer = token === '' ? null : await deps.readBearer(request, { scheme, token });
  if (bearer === null) throw new ProblemError('token.invalid');
  if ('unproven' in bearer) {
    if (bearer.nonce !== null) reply.header('dpop-nonce', bearer.nonce);
    throw new ProblemError(bearer.nonce === null ? 'token.unproven' : 'token.needs_nonce');
  }
  const application = await deps.applications.find(request.tenant.tenantId, bearer.applicationId);
  requireOwn(application);
  requireOwnOrigin(request, application);
  if (!bearer.scopes.includes(`account:${access}`)) throw new ProblemError('token.insufficient_scope');
  const { customerId } = bearer.current;
  if (access === 'write' && (await deps.access.find(request.tenant.tenantId, customerId)) !== null)
    throw new ProblemError('account.hosted_only');
  return bearer;
}

/**
 * The application that asks customers in an interface of its own. Only one of ours, and only when it was said of it: a
 * form that takes passwords teaches customers to type them there, and no consent is ever asked on the way.
 */
export async function admitDirect(
  deps: Pick<CustomerApiDependencies, 'applications'>,
  request: FastifyRequest,
  applicationId: string,
): Promise<Application> {
  const application = await deps.applications.find(request.tenant.tenantId, applicationId);
  requireOwn(application);
  if (!application.metadata.direct_sign_in) throw new ProblemError('application.not_allowed');
  requireOwnOrigin(request, application);
  return application;
}

function requireOwn(application: Application | null): asserts application is Application {
  if (application?.state !== 'active' || !application.firstParty) throw new ProblemError('application.not_allowed');
}
