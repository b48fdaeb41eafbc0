/**
 * Access tokens in memory, one for each API. Of all tabs one renews at a time, and tells the others: they are pages of
 * the same origin, and none of them writes a token down.
 */
import type { AccessToken, Given, Server } from './server.ts';
import type { BrowserStorage, Held } from './storage.ts';

/** Who is signed in: the claims of the identity token. */
export type User = { readonly sub: string } & Readonly<Record<string, unknown>>;

/** What happened, in this tab or in another. */
export type BrowserEvent = 'signed-in' | 'renewed' | 'signed-out' | 'ended';

/** Thrown where nobody is signed in, or no longer: call `signIn()`. */
export class SignInNeeded extends Error {
  constructor() {
    super('nobody is signed in here');
    this.name = 'SignInNeeded';
  }
}

type Told = {
  readonly event: BrowserEvent;
  readonly resource?: string;
  readonly token?: AccessToken;
  readonly user?: User;
  readonly idToken?: string | undefined;
};

const beforeEndMilliseconds = 30_000;
const patienceMilliseconds = 300;

/** The tokens of one client; `heard` is told of every event. */
export function createTokens(
  name: string,
  { server, storage, heard }: { server: Server; storage: BrowserStorage; heard: (event: BrowserEvent) => void },
) {
  const tokens = new Map<string, AccessToken>();
  const renewing = new Map<string, Promise<AccessToken>>();
  const arrivals = new Set<() => void>();
  const channel = new BroadcastChannel(name);
  let user: User | null = null;
  let idToken: string | undefined;

  function hear({ event, resource, token, ...told }: Told): void {
    // Whoever was signed in before is somebody else from here on.
    if (event !== 'renewed') {
      tokens.clear();
      [user, idToken] = [null, undefined];
    }
    if (told.user !== undefined) user = { ...user, ...told.user };
    idToken = told.idToken ?? idToken;
    if (resource !== undefined && token !== undefined) tokens.set(resource, token);
    for (const arrival of arrivals) arrival();
    heard(event);
  }
  channel.onmessage = ({ data }: MessageEvent<Told>) => hear(data);

  function tell(told: Told): void {
    channel.postMessage(told);
    hear(told);
  }

  function freshOf(resource: string, refused?: string): AccessToken | undefined {
    const token = tokens.get(resource);
    if (token === undefined || token.value === refused) return undefined;
    return token.expiresAt - beforeEndMilliseconds > Date.now() ? token : undefined;
  }

  /** Keeps what was given, and tells every tab. */
  async function keep(
    event: 'signed-in' | 'renewed',
    resource: string,
    { held, given }: { held: Pick<Held, 'keys' | 'refreshToken' | 'subject' | 'renewedAt'>; given: Given },
  ): Promise<AccessToken> {
    const { accessToken: token, refreshToken = held.refreshToken, claims } = given;
    await storage.write({ ...held, refreshToken, renewedAt: { ...held.renewedAt, [resource]: Date.now() } });
    tell({ event, resource, token, user: { sub: held.subject, ...claims }, idToken: given.idToken });
    return token;
  }

  /** In the lock: what another tab has renewed while this one waited is on its way here. */
  async function comingFor(resource: string, since: number, refused?: string): Promise<AccessToken | undefined> {
    const renewedAt = (await storage.read())?.renewedAt[resource] ?? 0;
    if (freshOf(resource, refused) === undefined && renewedAt >= since) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(done, patienceMilliseconds);
        function done(): void {
          clearTimeout(timer);
          arrivals.delete(done);
          resolve();
        }
        arrivals.add(done);
      });
    }
    return freshOf(resource, refused);
  }

  async function renew(resource: string, refused?: string): Promise<AccessToken> {
    const since = Date.now();
    return navigator.locks.request(name, async () => {
      const coming = await comingFor(resource, since, refused);
      if (coming !== undefined) return coming;
      const held = await storage.read();
      if (held === undefined) throw new SignInNeeded();
      try {
        const given = await server.renew(held.keys, held.refreshToken, resource === '' ? undefined : resource);
        if (given.claims !== undefined && given.claims.sub !== held.subject) throw new SignInNeeded();
        // Whoever signed out meanwhile stays signed out.
        if ((await storage.read())?.refreshToken !== held.refreshToken) throw new SignInNeeded();
        return await keep('renewed', resource, { held, given });
      } catch (error) {
        if (!server.saysOver(error)) throw error;
        await storage.clear();
        tell({ event: 'ended' });
        throw new SignInNeeded();
      }
    });
  }

  return {
    user: () => user,
    idToken: () => idToken,

    /** The first tokens of a sign-in. */
    async begin(keys: CryptoKeyPair, resource: string, given: Given): Promise<void> {
      const { refreshToken, claims } = given;
      if (refreshToken === undefined || claims === undefined)
        throw new Error('the application must be allowed `openid` and refresh tokens');
      const held = { keys, refreshToken, subject: claims.sub, renewedAt: {} };
      await navigator.locks.request(name, () => keep('signed-in', resource, { held, given }));
    },

    /** A token for this API that counts for a while yet. `refused`: the one that the API has just sent back. */
    async get(resource: string, refused?: string): Promise<AccessToken> {
      const fresh = freshOf(resource, refused);
      if (fresh !== undefined) return fresh;
      const running = renewing.get(resource) ?? renew(resource, refused).finally(() => renewing.delete(resource));
      renewing.set(resource, running);
      return running;
    },

    async end(): Promise<void> {
      await storage.clear();
      tell({ event: 'signed-out' });
    },
  };
}
