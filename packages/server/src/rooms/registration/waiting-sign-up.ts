/** The sign-up of this browser that waits for its proof. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Flow } from '../authentication/index.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';

export type WaitingSignUp = {
  readonly flow: Flow;
  readonly pending: PendingCustomer;
  /** The digest that stands for the address. */
  readonly subject: string;
};

/** Loads it, or refuses: unknown, over, another browser's, or not that far yet. */
export async function loadWaitingSignUp(
  deps: RegistrationDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<WaitingSignUp> {
  const { flows } = deps.authentication;
  const { flow, step } = await flows.load(tenantId, { flowId, kind: 'registration', browserSecret });
  if (step !== 'prove-address') throw new ProblemError('flow.unknown');
  const journey = await flows.open<PendingCustomer>(deps.database.reader, tenantId, flow.flowId);
  if (journey === null) throw new ProblemError('flow.unknown');
  const subject = await deps.customers.emailKey(deps.database.reader, tenantId, journey.payload.email);
  return { flow, pending: journey.payload, subject };
}
