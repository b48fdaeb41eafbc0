/**
 * The connections of a tenant in memory, for at most a second, with the mail domains that lead to them: every sign-in
 * page asks. That there are none is remembered too, and the number of tenants is bounded.
 */
import { connectionPresets, connectionSettings, type GivenConnectionSettings } from '@cardea/contract';
import { LRUCache } from 'lru-cache';
import type { Queries } from '../../foundation/database/index.ts';
import { type Connection, inOrder, settingsOf } from './connection.ts';
import { listDomains } from './store/domains.ts';
import { type ConnectionRow, listConnections } from './store.ts';

export type KnownConnections = {
  /** In the order of their buttons. */
  readonly all: readonly Connection[];
  readonly byId: ReadonlyMap<string, Connection>;
  /** Proven domain → id. */
  readonly byDomain: ReadonlyMap<string, string>;
};

const cacheMilliseconds = 1000;

export function createKnownConnections({ queries }: { readonly queries: Queries }) {
  const cache = new LRUCache<string, KnownConnections>({
    max: 1000,
    ttl: cacheMilliseconds,
    fetchMethod: (tenantId) => read(queries, tenantId),
    ignoreFetchAbort: true,
  });
  let changes = 0;
  return {
    /**
     * Within a transaction its own queries read: many at once would hold every connection of the pool, and wait for one
     * more to read by.
     */
    async of(tenantId: string, within?: Queries): Promise<KnownConnections> {
      if (within !== undefined) {
        const held = cache.get(tenantId);
        if (held !== undefined) return held;
        const before = changes;
        const fresh = await read(within, tenantId);
        // What was being read while a change was made may be what there was before it.
        if (changes === before) cache.set(tenantId, fresh);
        return fresh;
      }
      const known = await cache.fetch(tenantId);
      if (known === undefined) throw new Error('The connections could not be read.');
      return known;
    },
    forget(tenantId: string): void {
      changes += 1;
      cache.delete(tenantId);
    },
  };
}

async function read(queries: Queries, tenantId: string): Promise<KnownConnections> {
  const all = (await listConnections(queries, tenantId)).flatMap((row) => toConnection(row) ?? []).sort(inOrder);
  const domains = all.length === 0 ? [] : await listDomains(queries, tenantId);
  return {
    all,
    byId: new Map(all.map((connection) => [connection.connectionId, connection])),
    byDomain: new Map(domains.flatMap((row) => (row.proven_at === null ? [] : [[row.domain, row.connection_id]]))),
  };
}

/** Null for a preset that this version does not know: nothing can be said of it. */
export function toConnection(row: ConnectionRow): Connection | null {
  const preset = connectionPresets.find((name) => name === row.preset);
  if (preset === undefined) return null;
  const given = readGiven(row.settings);
  return {
    connectionId: row.connection_id,
    tenantId: row.tenant_id,
    name: row.name,
    preset,
    // A state that this version does not know lets nobody in.
    state: row.state === 'active' ? 'active' : 'disabled',
    settings: settingsOf(preset, given),
    version: row.version,
    given,
    hasSecret: row.has_secret,
  };
}

// What a newer node wrote beside what this one knows is passed over.
const stored = connectionSettings.strip();
const readGiven = (settings: unknown): GivenConnectionSettings => stored.parse(settings);
