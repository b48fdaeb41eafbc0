/**
 * What a provider of OpenID Connect publishes of itself: its addresses and its keys. Remembered for each version of a
 * connection, and asked for again at most once a minute, so that nobody can have us ask by sending us nonsense.
 */
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Clock } from '../../../foundation/clock/index.ts';
import type { HttpAnswer, HttpRequest } from '../../../foundation/http-client/index.ts';
import type { Connection } from '../../connections/index.ts';

export type ProviderDocuments = ReturnType<typeof createProviderDocuments>;
export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

const metadata = z.object({ issuer: z.string(), jwks_uri: z.url(), revocation_endpoint: z.url().optional() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).max(100) });
export type Metadata = z.infer<typeof metadata>;

const oldestMilliseconds = 60 * 60 * 1000;
const restMilliseconds = 60 * 1000;

type Read<Value> = { readonly at: number; readonly value: Value | null };

export function createProviderDocuments({ send, clock }: { readonly send: Send; readonly clock: Clock }) {
  const known = new LRUCache<string, Read<Metadata>>({ max: 500 });
  const keys = new LRUCache<string, Read<JWTVerifyGetKey>>({ max: 500 });
  // With the issuer: one that was removed and made anew under its id begins its versions again.
  const nameOf = ({ tenantId, connectionId, version, settings }: Connection) =>
    `${tenantId} ${connectionId} ${version} ${settings.issuer}`;

  /** What is remembered, or what `ask` finds; a failure is remembered too, for a minute. */
  async function remembered<Value>(
    cache: LRUCache<string, Read<Value>>,
    name: string,
    isStale: boolean,
    ask: () => Promise<Value | null>,
  ): Promise<Value | null> {
    const now = clock.now().getTime();
    const held = cache.get(name);
    const isOld =
      held === undefined || now - held.at > (isStale || held.value === null ? restMilliseconds : oldestMilliseconds);
    if (!isOld) return held.value;
    // Noted before it is asked: whoever comes meanwhile does not ask again.
    cache.set(name, { at: now, value: held?.value ?? null });
    const value = (await ask().catch(() => null)) ?? held?.value ?? null;
    cache.set(name, { at: now, value });
    return value;
  }

  async function read<Schema extends z.ZodType>(url: string, schema: Schema): Promise<z.infer<Schema> | null> {
    const answer = await send({ url, headers: { accept: 'application/json' } });
    if (answer.outcome === 'failed' || answer.status !== 200) return null;
    return schema.safeParse(JSON.parse(answer.body.toString('utf8'))).data ?? null;
  }

  /** Of exactly the issuer that the connection names (case 156); null for a provider of plain OAuth 2. */
  async function metadataOf(connection: Connection): Promise<Metadata | null> {
    const { issuer } = connection.settings;
    if (issuer === undefined) return null;
    return remembered(known, nameOf(connection), false, async () => {
      const found = await read(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, metadata);
      return found?.issuer === issuer ? found : null;
    });
  }

  return {
    metadataOf,

    /** The keys that it signs with; `isStale` says that the one that is wanted was not among them. */
    async keysOf(connection: Connection, isStale = false): Promise<JWTVerifyGetKey | null> {
      const found = await metadataOf(connection);
      if (found === null) return null;
      return remembered(keys, nameOf(connection), isStale, async () => {
        const set = await read(found.jwks_uri, keySet);
        return set && createLocalJWKSet(set as JSONWebKeySet);
      });
    },
  };
}
