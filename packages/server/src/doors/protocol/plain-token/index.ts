/**
 * The direct lane of the token endpoint for what applications ask all day: a service's own token, and tokens renewed.
 * It answers 200 or not at all. Whatever it is not sure of, and every refusal, is the engine's (ADR 0009): so errors,
 * throttling, revocation and logs have one home. A parameter that means nothing leads to the engine: tests compare so.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProtocolDependencies } from '../dependencies.ts';
import { readBody } from '../request-body.ts';
import { issueToService } from './client-credentials.ts';
import { proveApplication } from './prove-application.ts';
import { mayBePlain, readPlainRequest } from './read-request.ts';
import { createRefresh } from './refresh.ts';
import type { Signatures } from './signatures.ts';

export { createSignatures, type Signatures } from './signatures.ts';

/** Answers the request and returns null; or returns the body that was read, `undefined` if none was. */
export type PlainLane = (
  signatures: Signatures,
  request: FastifyRequest,
  reply: FastifyReply,
  /** The body, where it has been read already. */
  given?: Buffer,
) => Promise<Buffer | null | undefined>;

export function createPlainLane(deps: ProtocolDependencies): PlainLane {
  const refresh = createRefresh(deps);

  async function issue(signatures: Signatures, request: FastifyRequest, body: Buffer): Promise<object | null> {
    const asked = readPlainRequest(request.headers, body);
    if (asked === null) return null;
    try {
      const application = await proveApplication(deps, request, asked);
      if (application === null) return null;
      const parties = { tenant: request.tenant, application, signatures };
      return await (asked.grantType === 'refresh_token'
        ? refresh(parties, asked)
        : issueToService(deps, parties, asked));
    } catch (error) {
      // The engine meets the same difficulty, or none.
      const why = error instanceof Error ? error : undefined;
      deps.logger.warn('a plain token request was left to the engine', { requestId: request.id, error: why });
      return null;
    }
  }

  return async (signatures, request, reply, given) => {
    if (!mayBePlain(request)) return given;
    const body = given ?? (await readBody(request.raw));
    const answer = await issue(signatures, request, body);
    if (answer === null) return body;
    reply
      .headers({
        vary: 'Origin',
        'access-control-allow-origin': request.headers.origin ?? '*',
        'access-control-expose-headers': 'DPoP-Nonce,WWW-Authenticate',
        'content-type': 'application/json; charset=utf-8',
      })
      .send(JSON.stringify(answer));
    return null;
  };
}
