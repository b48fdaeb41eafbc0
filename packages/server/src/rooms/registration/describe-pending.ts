/** What the page that waits for a code may say about the address: enough to recognise one's own. */
import { maskEmail } from '../customers/index.ts';
import type { RegistrationDependencies } from './pending-customer.ts';
import { loadWaitingSignUp } from './waiting-sign-up.ts';

/** The masked address of this browser's waiting sign-up, or a refusal when there is none. */
export async function describePending(
  deps: RegistrationDependencies,
  tenantId: string,
  flowId: string | undefined,
  browserSecret: string | null,
): Promise<string> {
  const { pending } = await loadWaitingSignUp(deps, tenantId, flowId, browserSecret);
  return maskEmail(pending.email.value);
}
