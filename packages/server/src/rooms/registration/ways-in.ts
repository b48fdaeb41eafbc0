/** What an account may begin with here: the first methods of the policy on the way that the sign-up is on. */
import type { Flow, ProofMethod } from '../authentication/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RegistrationDependencies } from './pending-customer.ts';

/** Ways in that an account needs nothing for, or that are set up once it is there. */
export const withoutCredential = ['email-code', 'email-link', 'sms-code'] as const;

/** Whether a sign-in on this way may begin with one of them. */
export async function allows(
  deps: Pick<RegistrationDependencies, 'authentication'>,
  tenant: Tenant,
  flow: Pick<Flow, 'interaction'>,
  ...methods: readonly ProofMethod[]
): Promise<boolean> {
  const applicationId = flow.interaction?.applicationId ?? null;
  const { first } = await deps.authentication.policyToward(tenant, applicationId);
  return methods.some((method) => first.includes(method));
}
