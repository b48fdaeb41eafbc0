/**
 * What providers publish of themselves, as messages from them are read by it. A provider that does not answer is left in
 * peace for a minute: whoever sends messages in its name must not have us ask.
 */
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { HttpAnswer, HttpRequest } from '../../../foundation/http-client/index.ts';
import type { Connection, Connections } from '../../connections/index.ts';

export type ProviderDocuments = ReturnType<typeof createProviderDocuments>;
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url(), revocation_endpoint: z.url().optional() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });
export type Metadata = z.infer<typeof metadata>;

const restMilliseconds = 60 * 1000;

export function createProviderDocuments({
  connections: { documents },
  clock,
}: {
  readonly connections: Pick<Connections, 'documents'>;
  readonly clock: Clock;
}) {
  const failedAt = new LRUCache<string, number>({ max: 1000 });

  /** What `ask` finds, or null; not asked again for a minute after it found nothing. */
  async function unlessFailing<Value>(
    what: string,
    { tenantId, connectionId, version }: Connection,
    ask: () => Promise<Value | null>,
  ): Promise<Value | null> {
    const name = `${what} ${tenantId} ${connectionId} ${version}`;
    const now = clock.now().getTime();
    if (now - (failedAt.get(name) ?? 0) < restMilliseconds) return null;
    const found = await ask().catch(() => null);
    if (found === null) failedAt.set(name, now);
    return found;
  }

  /** Of exactly the issuer that the connection names (case 156); null for a provider of plain OAuth 2. */
  async function metadataOf(connection: Connection): Promise<Metadata | null> {
    const { issuer } = connection.settings;
    if (issuer === undefined) return null;
    const known = documents.metadata(connection);
    const ofIssuer = (text: string) => {
      const read = metadata.safeParse(JSON.parse(text)).data;
      return read?.issuer === issuer ? read : null;
    };
    if (known !== undefined) return ofIssuer(known);
    return unlessFailing('metadata', connection, async () => {
      const answer = await documents.readMetadata(connection);
      const text = answer.status === 200 ? await answer.text() : 'null';
      const found = ofIssuer(text);
      if (found !== null) documents.keepMetadata(connection, text);
      return found;
    });
  }

  return {
    metadataOf,

    /** The keys that it signs with; `isMissing` says that the one that is wanted was not among them. */
    async keysOf(connection: Connection, isMissing = false): Promise<JWTVerifyGetKey | null> {
      const found = await metadataOf(connection);
      if (found === null) return null;
      return unlessFailing('keys', connection, async () => {
        const answer = await documents.readKeys(connection, found.jwks_uri, { asker: 'notice', isMissing });
        const set = answer.status === 200 ? keySet.safeParse(await answer.json()).data : undefined;
        return set === undefined ? null : createLocalJWKSet(set as JSONWebKeySet);
      });
    },
  };
}
