/**
 * What providers of OpenID Connect publish of themselves: their metadata and their keys, remembered in one place for each
 * version of a connection. A key that is missing has the keys asked for at once, and then not for a minute: a rotation is
 * honest, and still nobody can have us ask by showing us nonsense.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../foundation/clock/index.ts';
import { guardedFetch } from '../../foundation/http-client/index.ts';
import type { Connection } from './connection.ts';

/** Who misses a key. Anybody can send notices: the looks that they cost are not those of sign-ins. */
export type Asker = 'sign-in' | 'notice';

export type ProviderDocuments = ReturnType<typeof createProviderDocuments>;

const metadataMilliseconds = 60 * 60 * 1000;
// A key that the provider withdraws counts no longer than this.
const keysMilliseconds = 5 * 60 * 1000;
const restMilliseconds = 60 * 1000;
const limits = { timeoutMilliseconds: 5000, mostBytes: 256 * 1024 };
const bounds = { max: 1000, maxSize: 16 * 1024 * 1024 }; // characters of all of them together

type Kept = { readonly text: string; readonly at: number };

export function createProviderDocuments({
  development,
  clock,
}: {
  readonly development: boolean;
  readonly clock: Clock;
}) {
  const fetch = guardedFetch({ development, ...limits });
  const sized = { ...bounds, sizeCalculation: ({ text }: Kept) => text.length + 1 };
  const metadata = new LRUCache<string, Kept>(sized);
  const keys = new LRUCache<string, Kept>(sized);
  const looks = new LRUCache<string, number>({ max: 2 * bounds.max });
  // With the issuer: one that was removed and made anew under its id begins its versions again.
  const nameOf = ({ tenantId, connectionId, version, settings }: Connection) =>
    `${tenantId} ${connectionId} ${version} ${settings.issuer}`;
  const now = () => clock.now().getTime();
  const young = (kept: Kept | undefined, milliseconds: number): Kept | undefined =>
    kept !== undefined && now() - kept.at < milliseconds ? kept : undefined;

  /** Whether this asker may look before what is remembered is old; noted before it is asked. */
  function mayLook(name: string): boolean {
    const last = looks.get(name);
    if (last !== undefined && now() - last < restMilliseconds) return false;
    looks.set(name, now());
    return true;
  }

  async function readKeys(name: string, address: string): Promise<Response> {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    if (answer.status !== 200) return answer;
    const text = await answer.text();
    if (holdsKeys(text)) keys.set(name, { text, at: now() });
    return asJson(text);
  }

  return {
    /** Its metadata as far as they are known; whether they are what they should be was asked by who kept them. */
    metadata: (connection: Connection): string | undefined =>
      young(metadata.get(nameOf(connection)), metadataMilliseconds)?.text,

    /** Asks the provider for them. They are remembered by whoever has found them to be those of its issuer. */
    readMetadata: ({ settings }: Connection): Promise<Response> =>
      fetch(`${(settings.issuer ?? '').replace(/\/$/, '')}/.well-known/openid-configuration`, {
        headers: { accept: 'application/json' },
      }),

    keepMetadata(connection: Connection, text: string): void {
      metadata.set(nameOf(connection), { text, at: now() });
    },

    /** Its keys, where they are known. */
    keys: (connection: Connection): string | undefined => young(keys.get(nameOf(connection)), keysMilliseconds)?.text,

    /** Its keys, asked for where they are not known, or where one is missed among those that are. */
    async readKeys(
      connection: Connection,
      address: string,
      { asker, isMissing }: { readonly asker: Asker; readonly isMissing: boolean },
    ): Promise<Response> {
      const name = nameOf(connection);
      const known = young(keys.get(name), keysMilliseconds);
      if (known !== undefined && !(isMissing && mayLook(`${asker} ${name}`))) return asJson(known.text);
      return readKeys(name, address);
    },
  };
}

const asJson = (text: string) => new Response(text, { headers: { 'content-type': 'application/json' } });

function holdsKeys(text: string): boolean {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'keys' in read && Array.isArray(read.keys);
  } catch {
    return false;
  }
}
