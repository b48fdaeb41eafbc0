/**
 * The machine client of BOOTSTRAP_CLIENT_ID: it holds every administrative scope, so that an installation can be set up
 * by other software before anybody has signed in. It is made once; whoever disables or removes it, or takes a scope from
 * it, has done so for good. A scope that a later version brings is given to one that still holds all it ever had.
 */
import { type Permission, permissionNames } from '@cardea/contract';
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import { system } from '../tenants/index.ts';
import { type ChangesDependencies, changesWithin } from './changes.ts';
import { holdBootstrap, noteBootstrap, noteGiven } from './store/bootstrap.ts';

// What there was before it was noted what each was given.
const later: readonly Permission[] = ['domains:write', 'protection:read', 'protection:write'];
const firstPermissions: readonly string[] = permissionNames.filter((name) => !later.includes(name));

/** False when it was made before; it is brought up to date then. */
export async function makeBootstrapClient(
  deps: ChangesDependencies & { readonly database: Database },
  tenantId: string,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
): Promise<boolean> {
  return deps.database.transaction({}, async (tx) => {
    if (!(await noteBootstrap(tx, tenantId, { applicationId: clientId, permissions: permissionNames }))) {
      await giveWhatIsNew(deps, tx, tenantId, clientId);
      return false;
    }
    await changesWithin(deps, tx, system).register(tenantId, {
      applicationId: clientId,
      firstParty: true,
      madeBy: 'environment',
      secret: { hash: hashSecret(clientSecret), reference: { env: 'BOOTSTRAP_CLIENT_SECRET' } },
      metadata: {
        client_name: 'Bootstrap',
        grant_types: ['client_credentials'],
        scope: permissionNames.join(' '),
      },
    });
    return true;
  });
}

async function giveWhatIsNew(
  deps: ChangesDependencies,
  tx: Transaction,
  tenantId: string,
  applicationId: string,
): Promise<void> {
  const known = await holdBootstrap(tx, tenantId, applicationId);
  const given = known?.permissions ?? firstPermissions;
  // Taken away, disabled, or removed: somebody has decided.
  if (known === undefined || permissionNames.every((name) => given.includes(name))) return;
  const changes = changesWithin(deps, tx, system);
  const { metadata, firstParty } = await changes.hold(tenantId, applicationId);
  const held = new Set(metadata.scope?.split(' '));
  if (!given.every((name) => held.has(name))) return;
  const scope = [...new Set([...held, ...permissionNames])].join(' ');
  await changes.change(tenantId, applicationId, { metadata: { ...metadata, scope }, firstParty });
  await noteGiven(tx, tenantId, { applicationId, permissions: permissionNames });
}
