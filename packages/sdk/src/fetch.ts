/**
 * Access tokens in handlers of fetch style: Next.js, Hono, Deno, Bun, workers at the edge.
 * `export const GET = protect(verifier, { scope: 'orders:read' }, (request, token) => Response.json(…))`.
 */
import type { AccessToken, Refusal, Requirement } from './verify/verdict.ts';
import type { Verifier } from './verify/verifier.ts';

type Handler<Rest extends readonly unknown[]> = (
  request: Request,
  token: AccessToken,
  ...rest: Rest
) => Response | Promise<Response>;

/** Calls the handler when the token of a request is good and enough; answers the request otherwise. */
export function protect<Rest extends readonly unknown[]>(
  verifier: Verifier,
  requirement: Requirement,
  handler: Handler<Rest>,
): (request: Request, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const verdict = await verifier.verify(request, requirement);
    if (!verdict.ok) return refusalResponse(verdict);
    const answer = await handler(request, verdict.token, ...rest);
    if (Object.keys(verdict.headers).length === 0) return answer;
    const headers = new Headers(answer.headers);
    for (const [name, value] of Object.entries(verdict.headers)) headers.set(name, value);
    return new Response(answer.body, { status: answer.status, statusText: answer.statusText, headers });
  };
}

/** The answer to a request that was refused, for who asks the verifier without `protect`. */
export function refusalResponse({ status, error, description, headers }: Refusal): Response {
  const body = { error, error_description: description };
  return Response.json(body, { status, headers: { 'cache-control': 'no-store', ...headers } });
}
