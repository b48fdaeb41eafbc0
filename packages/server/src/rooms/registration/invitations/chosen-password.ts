/** The password of whoever accepts an invitation: asked where it is a way in, and nowhere else. */
import type { Tenant } from '../../tenants/index.ts';
import type { RegistrationDependencies } from '../pending-customer.ts';
import type { Acceptance } from './invitation.ts';

/** Null where none is asked; left empty where one is, it is found too short. */
export async function chosenPassword(
  deps: Pick<RegistrationDependencies, 'authentication'>,
  tenant: Tenant,
  applicationId: string | null,
  { form }: Pick<Acceptance, 'form'>,
): Promise<string | null> {
  const { first } = await deps.authentication.policyToward(tenant, applicationId);
  return first.includes('password') ? (form.password ?? '') : null;
}
