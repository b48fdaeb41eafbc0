/** Where access tokens come from. A token of a machine is fetched once for all calls that wait for it, and kept until it is nearly over. */
import type { Fetch } from './fetch.ts';

export type TokenSource = {
  current(): Promise<string>;
  /** Another one than the refused, or null when there is none to be had. */
  renew(refused: string): Promise<string | null>;
};

/** A machine's own id and secret, and the permissions it asks for. */
export type ClientCredentials = {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the machine may do, such as `customers:read`; it must be registered for each. */
  readonly scope: string | readonly string[];
};

/** Asked at every call, and once more with the token that was refused: another one may be had by then. */
export type AskForToken = (refused: string | null) => string | Promise<string>;

/** A token that somebody else looks after. */
export function givenTokens(given: string | AskForToken): TokenSource {
  const ask = async (refused: string | null) => (typeof given === 'string' ? given : given(refused));
  return {
    current: () => ask(null),
    renew: async (refused) => {
      const token = await ask(refused);
      return token === refused ? null : token;
    },
  };
}

type Held = { readonly token: string; readonly until: number };

/** Tokens for the API of the tenant at `issuer`, by the client credentials grant. */
export function machineTokens(
  { clientId, clientSecret, scope }: ClientCredentials,
  { issuer, fetch, timeoutMilliseconds }: { issuer: string; fetch: Fetch; timeoutMilliseconds: number },
): TokenSource {
  let held: Held | null = null;
  let coming: Promise<Held> | null = null;

  async function ask(): Promise<Held> {
    // Both parts are form-encoded before they are joined (RFC 6749, 2.3.1).
    const encode = (part: string) => new URLSearchParams({ '': part }).toString().slice(1);
    const answer = await fetch(`${issuer}/oauth/token`, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        authorization: `Basic ${btoa(`${encode(clientId)}:${encode(clientSecret)}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        resource: `${issuer}/api`,
        scope: typeof scope === 'string' ? scope : scope.join(' '),
      }).toString(),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const text = await answer.text();
    const given = answer.ok ? (JSON.parse(text) as { access_token?: unknown; expires_in?: unknown }) : {};
    if (typeof given.access_token !== 'string') {
      throw new TypeError(`no access token was given to ${clientId} (${answer.status}): ${text.slice(0, 300)}`);
    }
    const seconds = typeof given.expires_in === 'number' ? given.expires_in : 60;
    return { token: given.access_token, until: Date.now() + (seconds - Math.min(30, seconds / 2)) * 1000 };
  }

  async function fetchToken(): Promise<string> {
    coming ??= ask().finally(() => {
      coming = null;
    });
    held = await coming;
    return held.token;
  }

  return {
    current: async () => (held !== null && held.until > Date.now() ? held.token : fetchToken()),
    renew: async (refused) => (held !== null && held.token !== refused ? held.token : fetchToken()),
  };
}
