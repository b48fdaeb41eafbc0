/**
 * Recovery codes: in the place of the factor that is out of reach, each once (case 58). Whoever has no factor that they
 * stand for is never asked for one.
 */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Credentials } from '../../../credentials/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import type { Method } from '../method.ts';

export type RecoveryCodeDependencies = {
  readonly credentials: Pick<Credentials, 'recoveryCodes'>;
  readonly ledger: Ledger;
};

/** The method. */
export function createRecoveryCodeMethod(deps: RecoveryCodeDependencies): Method {
  return {
    method: 'recovery-code',
    kinds: ['second'],
    async submit({ tenant, customerId, visitor }, answers) {
      const code = answers['code']?.trim() ?? '';
      if (code === '') throw new ProblemError('form.invalid', { fields: { code: 'code.recovery_required' } });
      const { tenantId } = tenant;
      const { recoveryCodes } = deps.credentials;
      return async (tx) => {
        if (!(await recoveryCodes.use(tx, tenantId, customerId, code))) return null;
        const { remaining } = await recoveryCodes.held(tx, tenantId, customerId);
        await deps.ledger.append(tx, {
          tenantId,
          customerId,
          event: 'recovery_code.used',
          actor: { kind: 'customer', id: customerId },
          requestId: visitor.requestId,
          data: { remaining },
          personal: visitor.client,
        });
        return { method: 'recovery-code' };
      };
    },
  };
}
