/** The key that a tenant's digests of addresses and browsers are made with: the same on every node, kept in memory. */
import { LRUCache } from 'lru-cache';
import type { DetectionDependencies } from './dependencies.ts';

const keys = new WeakMap<DetectionDependencies['encryption'], LRUCache<string, Buffer>>();

export async function tenantKey(
  { encryption, database }: Pick<DetectionDependencies, 'encryption' | 'database'>,
  tenantId: string,
): Promise<Buffer> {
  const held = keys.get(encryption) ?? new LRUCache<string, Buffer>({ max: 1000 });
  keys.set(encryption, held);
  const known = held.get(tenantId);
  if (known !== undefined) return known;
  const key = await encryption.mac(database.reader, tenantId, 'detection', 'digests');
  held.set(tenantId, key);
  return key;
}
