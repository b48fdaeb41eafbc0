/**
 * A change of address or number that waits for its code. It belongs to the session that asked for it, in the browser
 * that asked: when either ends, so does the change.
 */
import { ProblemError } from '../../../foundation/errors/index.ts';
import type { Flow } from '../../authentication/index.ts';
import type { Identifier } from '../../customers/index.ts';
import type { CurrentSession } from '../../gate/index.ts';
import type { IdentifierDependencies } from './dependencies.ts';

export type ProvableType = 'email' | 'phone';

export type PendingChange = {
  readonly customerId: string;
  readonly sessionId: string;
  readonly identifier: Identifier & { readonly type: ProvableType };
  readonly userAgent: string;
};

export const kindOf = { email: 'email-change', phone: 'phone-change' } as const;
export const purposeOf = { email: 'change-email', phone: 'change-phone' } as const;

export type WaitingChange = {
  readonly flow: Flow;
  readonly pending: PendingChange;
  /** The digest that stands for the new address or number. */
  readonly subject: string;
};

export type ChangeCaller = {
  readonly tenantId: string;
  readonly type: ProvableType;
  readonly flowId: string | undefined;
  readonly current: CurrentSession;
  readonly browserSecret: string | null;
};

/** Loads it, or refuses: unknown, over, another browser's, another session's. */
export async function loadWaitingChange(deps: IdentifierDependencies, caller: ChangeCaller): Promise<WaitingChange> {
  const { tenantId, type, flowId, current, browserSecret } = caller;
  const { flows } = deps.authentication;
  const { flow, step } = await flows.load(tenantId, { flowId, kind: kindOf[type], browserSecret });
  if (step !== 'prove-address') throw new ProblemError('flow.unknown');
  const journey = await flows.open<PendingChange>(deps.database.reader, tenantId, flow.flowId);
  const pending = journey?.payload;
  if (pending?.customerId !== current.customerId || pending.sessionId !== current.sessionId) {
    throw new ProblemError('flow.unknown');
  }
  const subject = await deps.customers.identifierKey(deps.database.reader, tenantId, pending.identifier);
  return { flow, pending, subject };
}
