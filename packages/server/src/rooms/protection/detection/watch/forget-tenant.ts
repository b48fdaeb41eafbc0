/** Memory whose names begin with the tenant: all of one is forgotten. */
import type { LRUCache } from 'lru-cache';

export function forgetTenant(held: Pick<LRUCache<string, object>, 'keys' | 'delete'>, tenantId: string): void {
  for (const name of [...held.keys()]) if (name.startsWith(`${tenantId} `)) held.delete(name);
}
