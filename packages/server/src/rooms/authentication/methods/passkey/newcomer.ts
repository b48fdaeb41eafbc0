/** The passkey of somebody who registers: made once their address is proven, for an account that begins with it. */
import { ProblemError } from '../../../../foundation/errors/index.ts';
import type { MakePasskeyOptions, NewPasskey } from '../../../credentials/index.ts';
import type { Tenant } from '../../../tenants/index.ts';
import type { Visitor } from '../../complete-sign-in.ts';
import { bindingOf, type PasskeyDependencies } from './method.ts';
import { readMade } from './read-answer.ts';
import { askingParty, judgingParty } from './relying-party.ts';

type Registering = {
  readonly tenant: Tenant;
  readonly flowId: string;
  readonly visitor: Visitor & { readonly deviceSecret: string };
};

/** What the browser is asked to make. */
export function askNewcomer(
  deps: PasskeyDependencies,
  { tenant, flowId, visitor, ...customer }: Registering & { customerId: string; email: string; name: string | null },
): Promise<MakePasskeyOptions> {
  const { customerId, email, name } = customer;
  return deps.credentials.passkeys.askToMake(deps.database.reader, tenant.tenantId, {
    party: askingParty(tenant),
    binding: bindingOf({ boundTo: { kind: 'flow', flowId }, visitor }),
    customerId,
    userName: email,
    displayName: name ?? email,
  });
}

/** Checks what it made; it is kept with the account, or not at all. */
export async function checkNewcomer(
  deps: PasskeyDependencies,
  { tenant, flowId, visitor, credential }: Registering & { readonly credential: string },
): Promise<NewPasskey> {
  const response = readMade(credential);
  const party = await judgingParty(deps, { tenant, visitor }, response.response.clientDataJSON);
  const binding = bindingOf({ boundTo: { kind: 'flow', flowId }, visitor });
  const { reader } = deps.database;
  const made = await deps.credentials.passkeys.checkMade(reader, tenant.tenantId, { party, binding }, response);
  if ('refused' in made) throw new ProblemError('passkey.refused', { cause: made.refused });
  return made;
}
