/**
 * What an account will be found by: the address of a sign-up, or the number alone, where the business lets accounts begin
 * with one and codes by text message are a way in.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Flow } from '../authentication/index.ts';
import {
  carriedIdentifier,
  type Identifier,
  looksLikeNumber,
  type ProvableIdentifier,
  parsePhoneNumber,
} from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { PendingCustomer, RegistrationDependencies } from './pending-customer.ts';

/** What a waiting sign-up is about. */
export function identifierOf(pending: Pick<PendingCustomer, 'email' | 'phone'>): ProvableIdentifier {
  const identifier = carriedIdentifier(pending);
  if (identifier === null) throw new ProblemError('flow.unknown');
  return identifier;
}

/** Whether an account may begin with a number alone on the way that the sign-up is on. */
export async function takesNumbers(
  deps: Pick<RegistrationDependencies, 'authentication' | 'sms'>,
  tenant: Tenant,
  applicationId: string | null,
): Promise<boolean> {
  if (tenant.settings.registration.numberAlone !== 'on' || !deps.sms.isOn(tenant)) return false;
  const { first } = await deps.authentication.policyToward(tenant, applicationId);
  return first.includes('sms-code');
}

/** The number that was typed in the place of an address; null where it is no number, or none is taken. */
export async function typedNumber(
  deps: Pick<RegistrationDependencies, 'authentication' | 'sms'>,
  {
    tenant,
    flow,
    typed,
  }: { readonly tenant: Tenant; readonly flow: Pick<Flow, 'interaction'>; readonly typed: string },
): Promise<ProvableIdentifier | null> {
  if (!looksLikeNumber(typed)) return null;
  if (!(await takesNumbers(deps, tenant, flow.interaction?.applicationId ?? null))) return null;
  const phone = parsePhoneNumber(typed, tenant.settings.identifiers.defaultCountry);
  if (phone === null) throw new ProblemError('form.invalid', { fields: { email: 'phone.malformed' } });
  return { type: 'phone', ...phone };
}

/** Keyed as whatever is looked up by it: a code is about this and nothing else (case 57). */
export const subjectOf = (
  { customers, database }: Pick<RegistrationDependencies, 'customers' | 'database'>,
  tenantId: string,
  identifier: Pick<Identifier, 'normalised'>,
): Promise<string> => customers.identifierKey(database.reader, tenantId, identifier);
