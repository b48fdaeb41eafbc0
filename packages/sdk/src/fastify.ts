/**
 * Access tokens in Fastify: `await app.register(cardea, { verifier })`. From then on every route here and below needs a
 * token, unless it says `config: { access: 'public' }`; what else it needs it says there too, as `access: { scope }`.
 * Register what answers preflights (CORS) before it.
 */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { attachToken } from './verify/token-of.ts';
import type { Refusal, Requirement } from './verify/verdict.ts';
import type { Verifier } from './verify/verifier.ts';

export { tokenOf } from './verify/token-of.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What a caller needs: anything of `Requirement`, or `public` for no token at all. */
    access?: Requirement | 'public';
  }
}

export type CardeaOptions = {
  readonly verifier: Verifier;
  /** What every route needs; what a route says for itself is added. */
  readonly access?: Requirement;
  readonly onRefused?: (refusal: Refusal, request: FastifyRequest) => void;
  /** The SHA-256 thumbprint of the caller's certificate in base64url, for tokens that are bound to one (RFC 8705). */
  readonly certificateThumbprintOf?: (request: FastifyRequest) => string | null;
};

const register: FastifyPluginAsync<CardeaOptions> = async (app, options) => {
  const { verifier, access, onRefused, certificateThumbprintOf } = options;
  app.addHook('onRequest', async (request, reply) => {
    const wanted = request.routeOptions.config.access;
    if (wanted === 'public') return;
    const { method, originalUrl: url, headers } = request;
    const certificateThumbprint = certificateThumbprintOf?.(request);
    const shown = { method, url, headers, certificateThumbprint };
    const verdict = await verifier.verify(shown, { ...access, ...wanted });
    reply.headers(verdict.headers);
    if (verdict.ok) return attachToken(request, verdict.token);
    onRefused?.(verdict, request);
    const { status, error, description } = verdict;
    return reply.status(status).header('cache-control', 'no-store').send({ error, error_description: description });
  });
};

/** The plugin. It is meant for the instance that it is registered at, not for one of its own. */
export const cardea: FastifyPluginAsync<CardeaOptions> = Object.assign(register, {
  [Symbol.for('skip-override')]: true,
  [Symbol.for('fastify.display-name')]: 'cardea',
});
