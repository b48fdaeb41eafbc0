/**
 * `/oauth/introspect` for signed tokens too. The engine authenticates who asks and shapes the answer, but refuses to look
 * at a signed token: it is shown a name for it, good for this one request, under which our records know it.
 */
import type { FastifyRequest } from 'fastify';
import { newSecret } from '../../foundation/ids/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import { type RawRequest, readBody, withBody } from './request-body.ts';
import { readSignedToken, type SignedToken } from './signed-token.ts';

export type Introspected = { readonly name: string; readonly token: SignedToken | null };

/** Reads the request; a signed token in it is replaced by its name. */
export async function prepareIntrospection(
  deps: ProtocolDependencies,
  request: FastifyRequest,
): Promise<{ readonly raw: RawRequest; readonly introspected: Introspected | null }> {
  const body = await readBody(request.raw);
  const form = new URLSearchParams(body.toString('utf8'));
  const token = form.get('token') ?? '';
  if (!/^[\w-]+\.[\w-]+\.[\w-]*$/.test(token) || form.getAll('token').length > 1) {
    return { raw: withBody(request.raw, body), introspected: null };
  }
  const introspected = { name: newSecret(), token: await readSignedToken(deps, request.tenant, token) };
  form.set('token', introspected.name);
  return { raw: withBody(request.raw, Buffer.from(form.toString())), introspected };
}
