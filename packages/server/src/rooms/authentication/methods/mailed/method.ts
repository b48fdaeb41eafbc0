/**
 * A mailed code of a customer who is known: "confirm it is you" for whoever has nothing else to prove it by. It is no
 * second factor, so no journey asks for it after another proof.
 */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { hashSecret } from '../../../../foundation/ids/index.ts';
import type { Asked, Challenge, Method } from '../method.ts';
import type { MailedDependencies } from './wanted-sign-in.ts';

export function createEmailCodeMethod(deps: MailedDependencies): Method {
  return {
    method: 'email-code',
    kinds: ['first'],
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

// Bound to the session that asked; what no browser can present stands for it.
function placeOf({ customerId, boundTo }: Asked) {
  if (boundTo.kind !== 'session') throw new ProblemError('factor.not_offered');
  const { sessionId } = boundTo;
  return { purpose: 'sign-in', subject: customerId, flowId: sessionId, browserHash: hashSecret(sessionId) } as const;
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
      data: { sessionId: place.flowId, proofId },
    });
  });
  return {};
}
