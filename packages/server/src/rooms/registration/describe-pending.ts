/** What the page that waits for a code may say about where it went: enough to recognise one's own. */
import { maskIdentifier } from '../customers/index.ts';
import { identifierOf } from './identifier.ts';
import type { RegistrationDependencies } from './pending-customer.ts';
import { loadWaitingSignUp } from './waiting-sign-up.ts';

export type DescribedPending = {
  /** The address, or the number, masked. */
  readonly maskedEmail: string;
  readonly holds: 'mail' | 'sms';
};

/** Where the code of this browser's waiting sign-up went, or a refusal when there is none. */
export async function describePending(
  deps: RegistrationDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<DescribedPending> {
  const { pending } = await loadWaitingSignUp(deps, tenantId, flowId, browserSecret);
  const identifier = identifierOf(pending);
  return { maskedEmail: maskIdentifier(identifier), holds: identifier.type === 'phone' ? 'sms' : 'mail' };
}
