/** The password of a customer who is known: a second proof after another one, or a fresh one in an open session. */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { Method } from '../method.ts';
import { checkOwn, settleOwn } from './check-own.ts';
import { laneOf } from './lane.ts';
import type { PasswordDependencies } from './submit.ts';

export function createPasswordMethod(deps: PasswordDependencies): Method {
  return {
    method: 'password',
    kinds: ['first', 'second'],
    countsGuesses: true,
    async submit({ tenant, customerId, visitor }, { password = '' }) {
      if (password === '') throw new ProblemError('form.invalid', { fields: { password: 'password.required' } });
      const { tenantId } = tenant;
      const checked = await deps.credentials.admit(
        () => checkOwn(deps, { tenant, customerId, password, visitor }),
        laneOf(visitor),
      );
      return async (tx) => {
        if (checked === null || !(await settleOwn(deps, tx, tenantId, customerId, checked))) return null;
        return { method: 'password' };
      };
    },
  };
}
