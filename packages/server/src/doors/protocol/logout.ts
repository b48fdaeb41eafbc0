/**
 * `/oauth/logout`: an application asks to end the session (OpenID Connect RP-Initiated Logout). With an identity token
 * of this very session it is done at once; without one a person is asked, because anybody can send a browser here.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { z } from 'zod';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { ProtocolDependencies } from './dependencies.ts';
import type { Engine } from './providers.ts';

const asked = z.object({
  id_token_hint: z.string().max(8192).optional(),
  client_id: z.string().max(100).optional(),
  post_logout_redirect_uri: z.string().max(2000).optional(),
  state: z.string().max(1000).optional(),
});

type Asked = z.infer<typeof asked>;

export function logoutRoutes(
  app: FastifyInstance,
  deps: ProtocolDependencies,
  engineOf: (tenant: Tenant) => Promise<Engine>,
): void {
  const handle = async (request: FastifyRequest, reply: FastifyReply, source: unknown) => {
    const parsed = asked.safeParse(source);
    if (!parsed.success) throw new ProblemError('application.request_refused', { cause: parsed.error });
    return logout(deps, await engineOf(request.tenant), request, reply, parsed.data);
  };
  app.get('/oauth/logout', (request, reply) => handle(request, reply, request.query));
  app.post('/oauth/logout', (request, reply) => handle(request, reply, request.body));
}

async function logout(
  deps: ProtocolDependencies,
  { provider }: Engine,
  request: FastifyRequest,
  reply: FastifyReply,
  wanted: Asked,
): Promise<FastifyReply> {
  const { tenantId, settings } = request.tenant;
  const hint = wanted.id_token_hint === undefined ? null : await readHint(provider, wanted.id_token_hint);
  if (hint !== null && wanted.client_id !== undefined && wanted.client_id !== hint.applicationId) refuse();
  const clientId = hint?.applicationId ?? wanted.client_id;
  const { application, returnTo } = await deps.account.afterSignOut(tenantId, { ...wanted, client_id: clientId });
  if (clientId !== undefined && application === null) refuse();
  // An address that is not registered is never silently replaced by ours: the application would not learn of it.
  if (wanted.post_logout_redirect_uri !== undefined && application !== null && returnTo === null) refuse();

  const secret = deps.cookies.read(request, 'session');
  const current =
    secret === null ? null : await deps.gate.currentSession(tenantId, secret, settings.session.idleSeconds);
  if (current === null) return reply.redirect(returnTo ?? '/signed-out', 303);

  const standing =
    hint === null ? null : await deps.sessions.grants.standing(deps.database.reader, tenantId, { sid: hint.sid });
  if (standing?.sessionId === current.sessionId && standing.applicationId === clientId) {
    await deps.account.signOut(tenantId, current, request.id);
    deps.cookies.clearSession(reply);
    return reply.redirect(returnTo ?? '/signed-out', 303);
  }
  const { post_logout_redirect_uri: address, state } = wanted;
  const carried = { client_id: clientId, post_logout_redirect_uri: returnTo === null ? undefined : address, state };
  const query = new URLSearchParams(Object.entries(carried).filter((entry): entry is [string, string] => !!entry[1]));
  return reply.redirect(`/sign-out?${query}`, 303);
}

/** Whose identity token this is; refused unless this tenant signed it, however long ago. */
async function readHint(provider: Provider, token: string): Promise<{ applicationId: string; sid: string }> {
  try {
    const [, body = ''] = token.split('.');
    const { aud } = z.object({ aud: z.string() }).parse(JSON.parse(Buffer.from(body, 'base64url').toString('utf8')));
    const client = await provider.Client.find(aud);
    if (client === undefined) throw new Error('no such application');
    const { payload } = await provider.IdToken.validate(token, client);
    return { applicationId: aud, sid: String(payload['sid'] ?? '') };
  } catch (cause) {
    throw new ProblemError('application.request_refused', { cause });
  }
}

function refuse(): never {
  throw new ProblemError('application.request_refused');
}
