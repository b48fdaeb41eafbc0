/** The recovery of this browser that waits for its proof. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Flow } from '../authentication/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';
import { subjectOf } from './wanted.ts';

export type WaitingRecovery = {
  readonly flow: Flow;
  readonly wanted: WantedAccount;
  /** The digest that stands for the address or number. */
  readonly subject: string;
};

/** Loads it, or refuses: unknown, over, another browser's, or at another step. */
export async function loadWaitingRecovery(
  deps: RecoveryDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<WaitingRecovery> {
  const { flows } = deps.authentication;
  const { flow, step } = await flows.load(tenantId, { flowId, kind: 'recovery', browserSecret });
  if (step !== 'prove-address') throw new ProblemError('flow.unknown');
  const journey = await flows.open<WantedAccount>(deps.database.reader, tenantId, flow.flowId);
  if (journey === null) throw new ProblemError('flow.unknown');
  const subject = await subjectOf(deps, deps.database.reader, tenantId, journey.payload);
  return { flow, wanted: journey.payload, subject };
}
