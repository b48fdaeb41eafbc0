/**
 * Sign-in for pages without a server of their own: the system's own redirect with PKCE, tokens in memory, each bound to a
 * key that never leaves this browser (RFC 9449), renewed without frames or cookies of others, by one tab at a time.
 */
import { checkIssuer } from '../client/issuer.ts';
import { createServer } from './server.ts';
import { createStorage } from './storage.ts';
import { type BrowserEvent, createTokens, SignInNeeded, type User } from './tokens.ts';

export { type BrowserEvent, SignInNeeded, type User } from './tokens.ts';

export type BrowserClientOptions = {
  /** The origin of your Cardea. */
  readonly issuer: string;
  readonly clientId: string;
  /** The address of the application that `handleCallback` is called at, as it is registered. */
  readonly redirectUri: string;
  /** `openid profile email` unless told. */
  readonly scope?: string;
  /** The APIs that `fetch` calls, by the addresses that they are registered under; the first one is the default. */
  readonly resource?: string | readonly string[];
  /** Where Cardea sends people after they signed out, as it is registered. */
  readonly postLogoutRedirectUri?: string;
};

export type SignInOptions = {
  /** Where `handleCallback` says to go on; the page of now unless told. */
  readonly returnTo?: string;
  /** `login`: prove it again. `create`: begin with the page to register. */
  readonly prompt?: 'login' | 'create' | 'consent';
  /** How sure you need to be, such as `urn:cardea:aal2`. */
  readonly acrValues?: string;
  /** How old the proof may be, in seconds. */
  readonly maxAge?: number;
  readonly loginHint?: string;
};

export type BrowserClient = {
  /** Leaves for Cardea. The promise is kept by the next page only. */
  signIn(options?: SignInOptions): Promise<never>;
  /**
   * Reads the answer at `redirectUri` and takes it out of the address. Null on every other page; throws when the answer
   * is a refusal or belongs to no sign-in of this browser.
   */
  handleCallback(): Promise<{ readonly returnTo: string } | null>;
  /** After a reload: who is signed in, by a silent renewal; null where nobody is. */
  resume(): Promise<User | null>;
  /** Who is signed in, as far as this tab knows by now. */
  readonly user: User | null;
  /** A token for this API, the first one unless told. It is of use with proofs of this browser's key only: see `fetch`. */
  getAccessToken(options?: { readonly resource?: string }): Promise<string>;
  /** `fetch` with token and proof, for addresses of the APIs that were named, and no others. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  /** Forgets the tokens in every tab and leaves for Cardea, where the session ends. */
  signOut(): Promise<never>;
  /** Hears of what happens in any tab; returns what stops it. `ended`: Cardea says that the sign-in is over. */
  on(event: BrowserEvent, listener: () => void): () => void;
};

/** A client for this page. Make one and keep it. */
export function createBrowserClient(options: BrowserClientOptions): BrowserClient {
  const { clientId, redirectUri, scope = 'openid profile email', postLogoutRedirectUri } = options;
  const issuer = checkIssuer(options.issuer);
  const resources = [options.resource ?? []].flat();
  const [first = ''] = resources;
  const name = `cardea ${issuer} ${clientId}`;
  const listeners = new Map<BrowserEvent, Set<() => void>>();
  const heard = (event: BrowserEvent) => {
    for (const listener of listeners.get(event) ?? []) listener();
  };
  const server = createServer({ issuer, clientId, redirectUri });
  const storage = createStorage(name);
  const tokens = createTokens(name, { server, storage, heard });

  /** Which API an address belongs to: the longest of those that it lies under. A token is shown to nobody else. */
  function resourceOf(address: string): string {
    const url = new URL(address);
    if (resources.length === 0 && url.origin === issuer) return '';
    const fits = resources.filter((resource) => isUnder(url, new URL(resource)));
    const [best] = fits.sort((one, other) => other.length - one.length);
    if (best === undefined) throw new TypeError(`${url.origin}${url.pathname} is under none of the client's APIs`);
    return best;
  }

  return {
    get user() {
      return tokens.user();
    },

    async signIn({ returnTo = `${location.pathname}${location.search}`, prompt, acrValues, maxAge, loginHint } = {}) {
      const { leaving, address } = await server.depart(returnTo, {
        scope,
        resource: resources,
        prompt,
        acr_values: acrValues,
        max_age: maxAge === undefined ? undefined : String(maxAge),
        login_hint: loginHint,
      });
      await storage.leave(leaving);
      return leaveFor(address);
    },

    async handleCallback() {
      const here = new URL(location.href);
      const expected = new URL(redirectUri);
      const state = here.searchParams.get('state');
      if (here.origin !== expected.origin || here.pathname !== expected.pathname || state === null) return null;
      // The code is used up in a moment; in the history it would only be in the way.
      history.replaceState(history.state, '', expected.href);
      const leaving = await storage.arrive(state);
      if (leaving === undefined) throw new Error('the answer belongs to no sign-in of this browser');
      const given = await server.redeem(here, leaving, first === '' ? undefined : first);
      await tokens.begin(leaving.keys, first, given);
      return { returnTo: leaving.returnTo };
    },

    async resume() {
      if (tokens.user() !== null || (await storage.read()) === undefined) return tokens.user();
      try {
        await tokens.get(first);
        return tokens.user();
      } catch (error) {
        if (error instanceof SignInNeeded) return null;
        throw error;
      }
    },

    getAccessToken: async ({ resource = first } = {}) => (await tokens.get(resource)).value,

    async fetch(input, init) {
      const request = new Request(input, init);
      const resource = resourceOf(request.url);
      const token = await tokens.get(resource);
      const { keys } = (await storage.read()) ?? {};
      if (keys === undefined) throw new SignInNeeded();
      const answer = await server.call(keys, token.value, request);
      if (answer.status !== 401 || !/error="?invalid_token/.test(answer.headers.get('www-authenticate') ?? ''))
        return answer;
      // It was taken back before its time: a fresh one says whether that is all.
      try {
        return await server.call(keys, (await tokens.get(resource, token.value)).value, request);
      } catch (error) {
        if (error instanceof SignInNeeded) return answer;
        throw error;
      }
    },

    async signOut() {
      const { end_session_endpoint: endpoint = `${issuer}/oauth/logout` } = await server.discover();
      if (tokens.idToken() === undefined) await tokens.get(first).catch(() => undefined);
      const url = new URL(endpoint);
      url.searchParams.set('client_id', clientId);
      const hint = tokens.idToken();
      if (hint !== undefined) url.searchParams.set('id_token_hint', hint);
      if (postLogoutRedirectUri !== undefined) url.searchParams.set('post_logout_redirect_uri', postLogoutRedirectUri);
      await tokens.end();
      return leaveFor(url.href);
    },

    on(event, listener) {
      const those = listeners.get(event) ?? new Set();
      listeners.set(event, those.add(listener));
      return () => those.delete(listener);
    },
  };
}

function isUnder(url: URL, resource: URL): boolean {
  const path = resource.pathname.endsWith('/') ? resource.pathname : `${resource.pathname}/`;
  return url.origin === resource.origin && `${url.pathname}/`.startsWith(path);
}

function leaveFor(address: string): Promise<never> {
  location.assign(address);
  return new Promise<never>(() => undefined);
}
