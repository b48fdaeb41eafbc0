/** The sign-up of this browser that waits for its proof. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Flow } from '../authentication/index.ts';
import { identifierOf, subjectOf } from './identifier.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';

export type WaitingSignUp = {
  readonly flow: Flow;
  readonly pending: PendingCustomer;
  /** The digest that stands for the address or number. */
  readonly subject: string;
};

/** Loads it, or refuses: unknown, over, another browser's, or not that far yet. */
export async function loadWaitingSignUp(
  deps: RegistrationDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<WaitingSignUp> {
  const wanted = { flowId, kind: 'registration', browserSecret } as const;
  const { flow, step, payload } = await deps.authentication.flows.loadCarrying<PendingCustomer>(tenantId, wanted);
  if (step !== 'prove-address' || payload === null) throw new ProblemError('flow.unknown');
  const subject = await subjectOf(deps, tenantId, identifierOf(payload));
  return { flow, pending: payload, subject };
}
