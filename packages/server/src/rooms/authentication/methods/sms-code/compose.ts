/** Writes the messages with codes: to a number of the account, or to one that is only typed into a journey yet. */
import { z } from 'zod';
import type { Composition, QueuedMessage } from '../../../messaging/index.ts';
import { composeToNewNumber, type NewNumberDependencies } from './new-number.ts';
import { composeSmsCode } from './send-code.ts';

const typed = z.object({ flowId: z.string(), proofId: z.string() });

export function composeSms(deps: NewNumberDependencies, message: QueuedMessage): Promise<Composition> {
  const { customerId, reference } = message;
  const { success, data } = typed.safeParse(reference);
  if (!success || customerId === null) return composeSmsCode(deps, message);
  return composeToNewNumber(deps, message, { ...data, customerId });
}
