/**
 * Who asks for a passkey: the tenant's host, which its keys are bound to, and the pages that may use them. Those are our
 * own, and for a key used elsewhere the pages of our own applications; both are named, never taken from a request.
 */
import type { Applications } from '../../../applications/index.ts';
import type { RelyingParty } from '../../../credentials/index.ts';
import type { Tenant } from '../../../tenants/index.ts';

export type PartyDependencies = { readonly applications: Pick<Applications, 'directOrigins'> };

/** The host that the tenant's keys are bound to. */
export function passkeyHost({ origin, settings }: Pick<Tenant, 'origin' | 'settings'>): string {
  return settings.signIn.passkeyDomain ?? new URL(origin).hostname;
}

/** Who asks; no answer is judged by this, so the pages of applications are not looked for. */
export function askingParty(tenant: Tenant): RelyingParty {
  return { id: passkeyHost(tenant), name: tenant.name, origins: [tenant.origin] };
}

/** Who judges an answer that says it comes from this page. */
export async function judgingParty(
  deps: PartyDependencies,
  tenant: Tenant,
  clientDataJson: string,
): Promise<RelyingParty> {
  const party = askingParty(tenant);
  if (saysOrigin(clientDataJson, tenant.origin)) return party;
  return { ...party, origins: [tenant.origin, ...(await deps.applications.directOrigins(tenant.tenantId))] };
}

function saysOrigin(clientDataJson: string, origin: string): boolean {
  return Buffer.from(clientDataJson, 'base64url')
    .toString('utf8')
    .includes(`"origin":${JSON.stringify(origin)}`);
}
