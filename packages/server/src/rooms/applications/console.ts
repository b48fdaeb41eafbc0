/**
 * The console: the application that people administer a tenant through. The house makes it for each tenant at first
 * need; its addresses follow the tenant's own, so it works wherever the tenant answers, and nobody can change it.
 */
import { type ApplicationMetadata, applicationMetadata, permissionNames } from '@cardea/contract';
import type { Database } from '../../foundation/database/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { insertHouseApplication } from './store.ts';

export const consoleApplicationId = 'console';

const name = 'Console';

/** What the console says about itself at a tenant that answers at these origins. */
export function consoleMetadata(origins: readonly string[]): ApplicationMetadata {
  return applicationMetadata.parse({
    client_name: name,
    redirect_uris: origins.map((origin) => `${origin}/console/callback`),
    post_logout_redirect_uris: origins.map((origin) => `${origin}/console`),
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code'],
    token_endpoint_auth_method: 'none',
    scope: ['openid', 'profile', 'email', 'offline_access', ...permissionNames].join(' '),
  });
}

/** Makes the tenant's console, unless it is there. */
export async function makeConsole(
  deps: { readonly database: Database; readonly ledger: Ledger },
  tenantId: string,
): Promise<void> {
  await deps.database.transaction({}, async (tx) => {
    if (!(await insertHouseApplication(tx, { tenantId, applicationId: consoleApplicationId, name }))) return;
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'application.registered',
      actor: { kind: 'system' },
      data: { applicationId: consoleApplicationId, firstParty: true },
    });
  });
}
