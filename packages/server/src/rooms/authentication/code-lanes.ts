/**
 * What pays for a guess at a code that begins a sign-in. A browser that its owner has signed in with has a lane of its own,
 * so that strangers who guess never keep them out (case 24). The same work for nobody.
 */
import type { Charge, Protection } from '../protection/index.ts';
import type { Tenant } from '../tenants/index.ts';
import type { Visitor } from './complete-sign-in.ts';

export type CodeGuess = {
  readonly tenant: Tenant;
  /** The digest of the address or number. */
  readonly subject: string;
  readonly customerId: string | null;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

export type PaidGuess = {
  readonly charges: readonly Charge[];
  /** What a right code makes whole again. */
  readonly lanes: readonly Charge[];
};

/** The lane of everybody else, which also whoever proves themselves by another way makes whole again. */
export const commonCodeLane = (subject: string): Charge => ({ budget: 'sign-in.code', key: subject });

/** Pays for the guess, or refuses it. */
export async function payForCode(
  { protection }: { readonly protection: Pick<Protection, 'deviceOf' | 'networkCharges' | 'spend' | 'demand'> },
  { tenant, subject, customerId, visitor }: CodeGuess,
): Promise<PaidGuess> {
  const { tenantId, settings } = tenant;
  const { deviceSecret, client } = visitor;
  const common = commonCodeLane(subject);
  const own: Charge = { budget: 'sign-in.code-known-device', key: `${subject}:${deviceSecret}` };
  const lanes = [own, common];
  const { isKnown } = await protection.deviceOf(tenantId, customerId, deviceSecret, settings.devices.rememberDays);
  // Nobody who shares its address keeps it out; one that has used up its own lane still has everybody's.
  if (isKnown && (await protection.spend(tenantId, [own]))) return { charges: [own], lanes };
  const charges = [common, ...protection.networkCharges(client.address, 'code')];
  await protection.demand(tenantId, charges);
  return { charges, lanes };
}
