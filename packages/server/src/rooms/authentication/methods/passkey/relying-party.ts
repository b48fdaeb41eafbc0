/**
 * Who asks for a passkey: the tenant's host, which its keys are bound to, and who may use them. That are our own pages,
 * for a key used elsewhere the pages of our own applications, and in the journeys and sessions of one of them the apps
 * that it is on phones. All are named, none is taken from a request.
 */
import type { Applications } from '../../../applications/index.ts';
import type { RelyingParty } from '../../../credentials/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';

export type PartyDependencies = { readonly applications: Pick<Applications, 'appOrigins' | 'directOrigins'> };

/** The host that the tenant's keys are bound to. */
export function passkeyHost({ origin, settings }: Pick<Tenant, 'origin' | 'settings'>): string {
  return settings.signIn.passkeyDomain ?? new URL(origin).hostname;
}

/** Who asks; no answer is judged by this, so the pages of applications are not looked for. */
export function askingParty(tenant: Tenant): RelyingParty {
  return { id: passkeyHost(tenant), name: tenant.name, origins: [tenant.origin] };
}

/** Who judges an answer that says it comes from this page or app. */
export async function judgingParty(
  { applications }: PartyDependencies,
  { tenant, visitor }: { readonly tenant: Tenant; readonly visitor: Pick<Visitor, 'ownInterfaceOf'> },
  clientDataJson: string,
): Promise<RelyingParty> {
  const party = askingParty(tenant);
  if (saysOrigin(clientDataJson, tenant.origin)) return party;
  const { tenantId } = tenant;
  const { ownInterfaceOf } = visitor;
  const apps = ownInterfaceOf ? await applications.appOrigins(tenantId, ownInterfaceOf, party.id) : [];
  return { ...party, origins: [tenant.origin, ...apps, ...(await applications.directOrigins(tenantId))] };
}

function saysOrigin(clientDataJson: string, origin: string): boolean {
  return Buffer.from(clientDataJson, 'base64url')
    .toString('utf8')
    .includes(`"origin":${JSON.stringify(origin)}`);
}
