/**
 * Who may call, decided before anything that was sent is read: the origin of the page, the token, the permission, the
 * budget. Nothing here is remembered between two requests, so what is taken away is gone in the next one.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { AdminCaller } from './caller.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import type { AdminRoute } from './route.ts';

type AdmitDependencies = Pick<AdminApiDependencies, 'actorOf' | 'protection' | 'readManagementToken'>;

/** The caller of this route; throws what the caller lacks. */
export async function admitCaller(
  deps: AdmitDependencies,
  route: Pick<AdminRoute, 'permission' | 'alsoPermission' | 'budget'>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<AdminCaller> {
  const { tenant, headers } = request;
  const { authorization, origin } = headers;
  // The console is a page of this origin. A page of any other has no business here, whatever token it found.
  if (origin !== undefined && origin !== tenant.origin) throw new ProblemError('request.cross_site');
  if (authorization === undefined) throw new ProblemError('token.required');
  const [, said = '', token = ''] = /^(Bearer|DPoP) +([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  const scheme = said.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer';
  const presented = token === '' ? null : await deps.readManagementToken(request, { scheme, token });
  if (presented === null) throw new ProblemError('token.invalid');
  if ('unproven' in presented) {
    if (presented.nonce !== null) reply.header('dpop-nonce', presented.nonce);
    throw new ProblemError(presented.nonce === null ? 'token.unproven' : 'token.needs_nonce');
  }
  const caller = await deps.actorOf(tenant, presented);
  const { permissions } = caller;
  const { permission, alsoPermission } = route;
  const isAllowed = permission === 'any' ? permissions.size > 0 : permissions.has(permission);
  const isWhole = alsoPermission === undefined || permissions.has(alsoPermission);
  if (!isAllowed || !isWhole) throw new ProblemError('token.insufficient_scope');
  const key = caller.kind === 'administrator' ? caller.customerId : caller.applicationId;
  const own = route.budget === undefined ? [] : [{ budget: route.budget, key }];
  await deps.protection.demand(tenant.tenantId, [{ budget: 'management.caller', key }, ...own]);
  return caller;
}
