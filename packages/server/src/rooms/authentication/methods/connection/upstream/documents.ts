/**
 * What providers publish of themselves, kept for a while: their metadata, for an hour, and their keys, which the library
 * asks for anew when one is missing, at most once a minute. Named by the version of the connection, so a change forgets them.
 */
import { LRUCache } from 'lru-cache';
import type { getJwksCache } from 'openid-client';
import type { Connection } from '../../../../connections/index.ts';

type KeyCache = NonNullable<ReturnType<typeof getJwksCache>>;

const metadataSeconds = 60 * 60;
const mostConnections = 1000;
const mostCharacters = 16 * 1024 * 1024; // of all of them together
const bounds = { max: mostConnections, maxSize: mostCharacters };

export type Documents = ReturnType<typeof createDocuments>;

export function createDocuments() {
  const metadata = new LRUCache<string, string>({
    ...bounds,
    ttl: metadataSeconds * 1000,
    sizeCalculation: (text) => text.length + 1,
  });
  const keys = new LRUCache<string, KeyCache>({ ...bounds, sizeCalculation: (cache) => JSON.stringify(cache).length });
  // With the issuer: one that was removed and made anew under its id begins its versions again.
  const nameOf = ({ tenantId, connectionId, version, settings }: Connection) =>
    `${tenantId} ${connectionId} ${version} ${settings.issuer}`;
  return {
    metadata: (connection: Connection): string | undefined => metadata.get(nameOf(connection)),
    keepMetadata: (connection: Connection, text: string) => void metadata.set(nameOf(connection), text),
    keys: (connection: Connection): KeyCache | undefined => keys.get(nameOf(connection)),
    keepKeys: (connection: Connection, cache: KeyCache) => void keys.set(nameOf(connection), cache),
  };
}
