/** The one rule of who may register at all; asked when a form is shown, when it is sent, and when the account begins. */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RegistrationDependencies } from './pending-customer.ts';

/** Refuses where registration is closed, or by invitation and nobody invited this person. */
export async function demandMayRegister(
  deps: Pick<RegistrationDependencies, 'applications'>,
  tenant: Tenant,
  journey: { applicationId: string | null; isInvited: boolean },
): Promise<void> {
  const { registration } = await deps.applications.settingsFor(tenant, journey.applicationId);
  if (registration.mode === 'closed') throw new ProblemError('registration.closed');
  if (registration.mode === 'invitation' && !journey.isInvited)
    throw new ProblemError('registration.invitation_needed');
}
