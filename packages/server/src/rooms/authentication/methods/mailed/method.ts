/**
 * A mailed code of a customer who is known: "confirm it is you" for whoever has nothing else to prove it by, and for a
 * browser that the account does not know, in a time of attack. It is no second factor: no policy is satisfied by it.
 */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret } from '../../../../foundation/ids/index.ts';
import type { Asked, Challenge, Method } from '../method.ts';
import type { MailedDependencies } from './wanted-sign-in.ts';

export function createEmailCodeMethod(deps: MailedDependencies): Method {
  return {
    method: 'email-code',
    kinds: ['first', 'second'],
    begin: (asked) => send(deps, asked),
    async submit(asked, { code = '' }) {
      if (code.trim() === '') throw new ProblemError('form.invalid', { fields: { code: 'code.required' } });
      const { tenantId } = asked.tenant;
      return async (tx) => {
        const tried = await deps.proofs.tryCode(tx, tenantId, { ...placeOf(asked), code });
        return tried.kind === 'consumed' ? { method: 'email-code' } : null;
      };
    },
  };
}

/** Bound to the journey and its browser, or to the session that asked: what no browser can present stands for that. */
function placeOf({ customerId, boundTo, visitor }: Asked) {
  const common = { purpose: 'sign-in', subject: customerId } as const;
  if (boundTo.kind === 'session')
    return { ...common, flowId: boundTo.sessionId, browserHash: hashSecret(boundTo.sessionId) };
  return { ...common, flowId: boundTo.flowId, browserHash: hashSecret(visitor.browserSecret ?? '') };
}

async function send(deps: MailedDependencies, asked: Asked): Promise<Challenge> {
  const { tenant, customerId, visitor } = asked;
  const { tenantId } = tenant;
  const place = placeOf(asked);
  await deps.protection.demand(tenantId, [{ budget: 'mail.recipient', key: customerId }]);
  await deps.database.transaction({ customers: [customerId] }, async (tx) => {
    const proofId = await deps.proofs.request(tx, tenantId, place);
    await deps.ledger.append(tx, {
      tenantId,
      customerId,
      event: 'confirmation.mail_requested',
      actor: { kind: 'customer', id: customerId },
      requestId: visitor.requestId,
      data: { ...(asked.boundTo.kind === 'flow' ? { flowId: place.flowId } : { sessionId: place.flowId }), proofId },
    });
  });
  return {};
}
