/** A call with an `Idempotency-Key` is done once: repeated, it is answered as it was the first time. */
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Repeats } from '../../rooms/protection/index.ts';

type RepeatedCall = {
  readonly request: FastifyRequest;
  /** Who calls: nobody else is ever answered from what is kept. */
  readonly caller: readonly string[];
  readonly body: unknown;
};

/** What `handle` answers, or answered when the same call came before. Without a key it is simply handled. */
export async function runOnce<Answer>(
  repeats: Repeats,
  { request, caller, body }: RepeatedCall,
  handle: () => Promise<Answer>,
): Promise<Answer> {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return handle();
  if (typeof key !== 'string' || key.length > 255) throw new ProblemError('request.invalid');
  return repeats.once(
    {
      tenantId: request.tenant.tenantId,
      caller: JSON.stringify([...caller, request.method, request.url]),
      key,
      body: JSON.stringify(body ?? null),
    },
    handle,
  );
}
