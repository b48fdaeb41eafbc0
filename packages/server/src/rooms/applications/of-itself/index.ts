/** Applications that register themselves: at the registration address, or by a document about them. */
import type { Tenant } from '../../tenants/index.ts';
import type { OfItselfDependencies } from './dependencies.ts';
import { createDocuments } from './documents.ts';
import { createInitialTokens } from './initial-tokens.ts';
import { purgeUnused } from './purge-unused.ts';
import { type Offered, type RegisteredItself, registerItself } from './register-itself.ts';
import { registeredAtBy, removeItself } from './registrations.ts';

type Holder = Parameters<typeof registeredAtBy>[1];

export function createOfItself(deps: OfItselfDependencies) {
  return {
    /** An application registers itself; its registration access token exists only in the answer. */
    register: (tenant: Tenant, offered: Offered): Promise<RegisteredItself> => registerItself(deps, tenant, offered),
    /** When it registered, for whoever shows its registration access token; null for everybody else. */
    registeredAt: (holder: Holder): Promise<Date | null> => registeredAtBy(deps, holder),
    /** It takes itself away; false for whoever does not show its token. */
    remove: (holder: Holder, requestId: string): Promise<boolean> => removeItself(deps, holder, requestId),
    /** What opens the registration where a tenant lets not everybody in. */
    initialTokens: createInitialTokens(deps),
    /** Applications that are known by a document. */
    documents: createDocuments(deps),
    /** Removes those that nobody uses; how many. */
    purge: (): Promise<number> => purgeUnused(deps),
  };
}
