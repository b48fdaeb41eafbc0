/**
 * The machine client of BOOTSTRAP_CLIENT_ID: it holds every administrative scope, so that an installation can be set up
 * by other software before anybody has signed in. It is made once; whoever disables or removes it has done so for good.
 */
import { permissionNames } from '@cardea/contract';
import type { Database } from '../../foundation/database/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import { system } from '../tenants/index.ts';
import { type ChangesDependencies, changesWithin } from './changes.ts';
import { noteBootstrap } from './store/bootstrap.ts';

/** False when it was made before. */
export async function makeBootstrapClient(
  deps: ChangesDependencies & { readonly database: Database },
  tenantId: string,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
): Promise<boolean> {
  return deps.database.transaction({}, async (tx) => {
    if (!(await noteBootstrap(tx, tenantId, clientId))) return false;
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
