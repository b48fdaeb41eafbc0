/** The honest part of an OpenID upstream: a certified provider with accounts of its own, behind the front that may lie. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type ClientMetadata, type Configuration } from 'oidc-provider';
import { type Accounts, claimsOf } from './accounts.ts';
import { loginForm } from './login-form.ts';
import type { Reply } from './loopback.ts';
import { createMemory } from './memory.ts';
import { jwkOf, type SigningKey } from './misbehaviour.ts';

export type OpenProviderOptions = {
  readonly issuer: string;
  readonly clients: readonly ClientMetadata[];
  readonly accounts: Accounts;
  readonly keys: readonly SigningKey[];
};

const claims = {
  openid: ['sub', 'hd'],
  profile: ['name', 'given_name', 'family_name', 'preferred_username'],
  email: ['email', 'email_verified'],
};

async function configurationOf({ clients, accounts, keys }: OpenProviderOptions): Promise<Configuration> {
  const bySubject = (subject: string) => [...accounts.values()].find((account) => account.subject === subject);
  return {
    clients: [...clients],
    jwks: { keys: await Promise.all(keys.map((key) => jwkOf(key, 'privateKey'))) },
    claims,
    // As the large ones do it: whatever the scopes ask for is in the ID token already.
    conformIdTokenClaims: false,
    scopes: ['openid', 'offline_access', 'profile', 'email'],
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: true },
    },
    cookies: {
      keys: ['an upstream signs its cookies'],
      names: { session: 'upstream_session', interaction: 'upstream_step' },
    },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    pkce: { required: () => false },
    ttl: { AuthorizationCode: 60, AccessToken: 600, IdToken: 600, Interaction: 600, Session: 3600, Grant: 3600 },
    responseTypes: ['code'],
    findAccount: async (_, subject) => {
      const account = bySubject(subject);
      return account === undefined
        ? undefined
        : { accountId: subject, claims: async () => ({ ...claimsOf(account), sub: subject }) };
    },
    // Nobody is asked for consent: who signs in there has given it.
    async loadExistingGrant({ oidc: { client, session, provider } }) {
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile email offline_access');
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => {
      ctx.type = 'json';
      ctx.body = out;
    },
  };
}

/** Starts one; `issuer` is the address of the front. */
export async function startOpenProvider(options: OpenProviderOptions) {
  const adapter = createMemory();
  const fresh = async (keys: readonly SigningKey[]) =>
    new Provider(options.issuer, { adapter, ...(await configurationOf({ ...options, keys })) });
  let provider = await fresh(options.keys);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // The addresses it publishes are those of the front, whatever port the request came in by.
    request.headers.host = new URL(options.issuer).host;
    if (!/^\/interaction\//.test(request.url ?? '')) {
      await provider.callback()(request, response);
      return;
    }
    const { uid, params } = await provider.interactionDetails(request, response);
    const say = ({ status, headers = {}, body }: Reply) =>
      response.writeHead(status, headers as Record<string, string>).end(body);
    const form = (problem = '') => loginForm(`/interaction/${uid}`, {}, String(params['login_hint'] ?? ''), problem);
    if (request.method !== 'POST') {
      say(form());
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const fields = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    if (fields.get('decision') === 'deny') {
      const refusal = { error: 'access_denied', error_description: 'The account owner said no.' };
      await provider.interactionFinished(request, response, refusal);
      return;
    }
    const account = options.accounts.get(fields.get('login') ?? '');
    if (account === undefined) say(form('There is no such account.'));
    else await provider.interactionFinished(request, response, { login: { accountId: account.subject } });
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    /** From now on these keys sign and are published. */
    async useKeys(keys: readonly SigningKey[]) {
      provider = await fresh(keys);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
