/**
 * What a recovery is asked by, and whose account that is: an address, or the number of an account that has none. Whoever
 * has an address comes back by it alone; their number is no second, weaker way round (case 49).
 */
import type { Queries } from '../../foundation/database/index.ts';
import type { PasswordWeakness } from '../credentials/index.ts';
import {
  type CustomerMatch,
  carriedIdentifier,
  looksLikeNumber,
  maskIdentifier,
  parseEmailAddress,
  parsePhoneNumber,
} from '../customers/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { RecoveryDependencies, WantedAccount } from './dependencies.ts';

/** Why a sign-in went on as this recovery; null: it did not, or not for its password. */
export const weaknessOf = ({ weakness, isLeaked }: WantedAccount): PasswordWeakness | null =>
  weakness ?? (isLeaked === true ? 'leaked' : null);

export function maskWanted(wanted: WantedAccount): string {
  const identifier = carriedIdentifier(wanted);
  return identifier === null ? '' : maskIdentifier(identifier);
}

/** Whether accounts may come back by a number: those that have one alone stay, whatever a sign-up takes by now. */
export const takesNumbers = ({ sms }: Pick<RecoveryDependencies, 'sms'>, tenant: Tenant): boolean =>
  tenant.settings.signIn.methods.smsCode !== 'off' && sms.isOn(tenant);

/** What was typed; refused when it is neither an address nor a number that codes may go to. */
export function readWanted(deps: Pick<RecoveryDependencies, 'sms'>, tenant: Tenant, typed: string) {
  const { identifiers } = tenant.settings;
  if (!looksLikeNumber(typed) || !takesNumbers(deps, tenant)) {
    const email = parseEmailAddress(typed);
    return email === null ? ({ refused: 'email.malformed' } as const) : ({ type: 'email', ...email } as const);
  }
  const phone = parsePhoneNumber(typed, identifiers.defaultCountry);
  return phone === null ? ({ refused: 'phone.malformed' } as const) : ({ type: 'phone', ...phone } as const);
}

/** The digest that stands for it. */
export const subjectOf = (
  { customers }: Pick<RecoveryDependencies, 'customers'>,
  queries: Queries,
  tenantId: string,
  wanted: WantedAccount,
): Promise<string> => customers.identifierKey(queries, tenantId, carriedIdentifier(wanted) ?? { normalised: '' });

export type Owner = CustomerMatch & {
  /** The number as the factor that its code proves. */
  readonly credentialId?: string;
};

/** Whose account it is; null for nobody's, and for a number that is not what its account is found by alone. */
export async function ownerOf(
  { customers, credentials }: Pick<RecoveryDependencies, 'customers' | 'credentials'>,
  queries: Queries,
  tenantId: string,
  wanted: WantedAccount,
): Promise<Owner | null> {
  const identifier = carriedIdentifier(wanted);
  const holder = identifier && (await customers.findByIdentifier(queries, tenantId, identifier));
  if (identifier === null || holder === null || identifier.type === 'email') return holder;
  const { customerId, identifierId } = holder;
  const [factor, profile] = await Promise.all([
    credentials.phoneFactors.find(queries, tenantId, customerId),
    customers.profile(queries, tenantId, customerId),
  ]);
  const isTheirs = factor?.identifierId === identifierId && profile !== null && profile.email === null;
  return isTheirs ? { ...holder, credentialId: factor.credentialId } : null;
}
