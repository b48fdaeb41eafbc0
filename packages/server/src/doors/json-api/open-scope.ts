/** A part of the server that speaks JSON alone: how its bodies are read, and how it refuses. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Logger, plain } from '../../foundation/logging/index.ts';
import type { Translations } from '../../rooms/messaging/index.ts';
import { toProblemError } from '../listener/index.ts';
import { readJson } from './read-json.ts';
import { refuse } from './refuse.ts';

export type JsonScopeDependencies = {
  readonly logger: Pick<Logger, 'debug'>;
  readonly translations: Translations;
};

/** The language of the request. */
export function localeOf(deps: Pick<JsonScopeDependencies, 'translations'>, request: FastifyRequest): string {
  return deps.translations.negotiate(request.headers['accept-language'], undefined, request.tenant.settings.languages);
}

/**
 * Registers routes that speak JSON.
 * @param options.beforeRefusal sets headers also on what is refused before its route is reached.
 */
export function openJsonScope(
  app: FastifyInstance,
  deps: JsonScopeDependencies,
  options: { readonly beforeRefusal?: (request: FastifyRequest, reply: FastifyReply) => void },
  register: (scope: FastifyInstance) => void,
): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      ['application/json', 'application/merge-patch+json'],
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => (body.length === 0 ? undefined : readJson(body)),
    );
    scope.setErrorHandler<FastifyError>((error, request, reply) => {
      const problem = toProblemError(error);
      // What is no expected refusal, or has no tenant, is told and logged where every other one is.
      if (problem.status >= 500 || request.tenant === undefined) throw error;
      const fields = { requestId: request.id, code: plain(problem.code), route: plain(request.routeOptions.url ?? '') };
      deps.logger.debug('a request was refused', {
        ...fields,
        error: problem.cause instanceof Error ? problem.cause : null,
      });
      options.beforeRefusal?.(request, reply);
      return refuse(deps.translations.worded(request.tenant.texts), request, reply, {
        problem,
        locale: localeOf(deps, request),
      });
    });
    register(scope);
  });
}
