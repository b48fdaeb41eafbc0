/** What is said while a journey waits for a code: where it went, and that another was sent. A text message is no mail. */
import type { Flow } from '../../../rooms/authentication/index.ts';
import type { PasswordWeakness } from '../../../rooms/credentials/index.ts';
import type { CustomerApiDependencies } from '../dependencies.ts';
import type { Call } from '../route.ts';

export type WaitingWords = {
  readonly sent: string;
  readonly sentAgain: string;
  /** Where it went, masked. */
  readonly email: string;
  /** Why the password that led here as a sign-in is asked to be changed. */
  readonly weakness: PasswordWeakness | null;
};

export async function waitingWords(
  deps: Pick<CustomerApiDependencies, 'authentication' | 'recovery' | 'registration'>,
  { tenant, visitor }: Pick<Call<unknown, unknown>, 'tenant' | 'visitor'>,
  { flowId, kind }: Pick<Flow, 'flowId' | 'kind'>,
): Promise<WaitingWords> {
  const known = [tenant.tenantId, flowId, visitor.browserSecret] as const;
  if (kind === 'sign-in') {
    const { holds, maskedEmail } = await deps.authentication.mailed.describe({ tenant, flowId, visitor });
    return {
      ...wordsOf('sign_in_code', holds),
      sent: `sign_in_code.${holds}.sent`,
      email: maskedEmail,
      weakness: null,
    };
  }
  if (kind === 'recovery') {
    const { holds, maskedEmail, weakness } = await deps.recovery.describeWaiting(...known);
    return { ...wordsOf('recovery.verify', holds), email: maskedEmail, weakness };
  }
  const { holds, maskedEmail } = await deps.registration.describePending(...known);
  return { ...wordsOf('verify', holds), email: maskedEmail, weakness: null };
}

function wordsOf(place: string, holds: string): Pick<WaitingWords, 'sent' | 'sentAgain'> {
  const words = holds === 'sms' ? `${place}.sms` : place;
  return { sent: `${words}.sent`, sentAgain: `${words}.notice.code_sent` };
}
