/**
 * An agent for a test, as the MCP authorization specification has it: it knows the address of a protected resource and
 * nothing else, and finds its way from a 401 to a token by what it is told (RFC 9728, RFC 8414, RFC 7591, RFC 8707).
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Visitor } from './visitor.ts';

export type Fetch = typeof fetch;

export type AgentOptions = {
  readonly fetch: Fetch;
  readonly redirectUri: string;
  /** The address of the document it is known by; without one it registers itself. */
  readonly document?: string;
  readonly name?: string;
};

export type FoundServer = {
  readonly resource: string;
  readonly scopes: readonly string[];
  readonly server: ServerMetadata;
};

export type ServerMetadata = {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly registration_endpoint?: string;
  readonly client_id_metadata_document_supported?: boolean;
  readonly code_challenge_methods_supported?: readonly string[];
};

export type AgentTokens = {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
  readonly scope?: string;
};

export type Errand = {
  readonly clientId: string;
  readonly found: FoundServer;
  readonly verifier: string;
  readonly state: string;
  /** Where a browser is sent. */
  readonly address: URL;
};

const json = async <T>(answer: Response): Promise<T> => {
  if (!answer.ok) throw new Error(`${answer.url || 'the address'} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
};

/** Follows what a refusal says to the server that gives tokens. */
export async function findServer(fetch: Fetch, resource: string): Promise<FoundServer> {
  const refused = await fetch(resource);
  const challenge = refused.headers.get('www-authenticate') ?? '';
  const where = /resource_metadata="([^"]+)"/.exec(challenge)?.[1];
  if (refused.status !== 401 || where === undefined) throw new Error(`no way on from ${refused.status} ${challenge}`);
  const described = await json<{ resource: string; authorization_servers: string[]; scopes_supported?: string[] }>(
    await fetch(where),
  );
  // RFC 9728, section 3.3: what describes another resource is not believed.
  if (described.resource !== resource) throw new Error(`${where} describes ${described.resource}`);
  const [issuer = ''] = described.authorization_servers;
  const server = await json<ServerMetadata>(await fetch(`${issuer}/.well-known/oauth-authorization-server`));
  if (server.issuer !== issuer) throw new Error(`${issuer} calls itself ${server.issuer}`);
  if (server.code_challenge_methods_supported?.includes('S256') !== true) throw new Error('it knows no PKCE');
  const asked = /\bscope="([^"]+)"/.exec(challenge)?.[1]?.split(' ');
  return { resource, scopes: asked ?? described.scopes_supported ?? [], server };
}

export function createAgent({ fetch, redirectUri, document, name = 'Notes agent' }: AgentOptions) {
  const post = (address: string, fields: Record<string, string>) =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });

  async function clientIdAt({ registration_endpoint: endpoint, ...server }: ServerMetadata): Promise<string> {
    if (document !== undefined && server.client_id_metadata_document_supported === true) return document;
    if (endpoint === undefined) throw new Error('there is no way to register');
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: name,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
      }),
    });
    return (await json<{ client_id: string }>(answer)).client_id;
  }

  return {
    /** Finds the server, is known there, and prepares what a browser is to ask. */
    async begin(resource: string, known?: string): Promise<Errand> {
      const found = await findServer(fetch, resource);
      const clientId = known ?? (await clientIdAt(found.server));
      const verifier = randomBytes(32).toString('base64url');
      const state = randomBytes(16).toString('base64url');
      const address = new URL(found.server.authorization_endpoint);
      address.search = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
        state,
        resource: found.resource,
        ...(found.scopes.length === 0 ? {} : { scope: found.scopes.join(' ') }),
      }).toString();
      return { clientId, found, verifier, state, address };
    },

    /** Takes what the browser brought back to the server. */
    async redeem({ clientId, found, verifier, state }: Errand, came: string): Promise<AgentTokens> {
      const { searchParams } = new URL(came);
      if (searchParams.get('state') !== state || searchParams.get('iss') !== found.server.issuer)
        throw new Error(`this is not the answer to what was asked: ${came}`);
      return json(
        await post(found.server.token_endpoint, {
          grant_type: 'authorization_code',
          client_id: clientId,
          code: searchParams.get('code') ?? '',
          code_verifier: verifier,
          redirect_uri: redirectUri,
          resource: found.resource,
        }),
      );
    },

    refresh: ({ clientId, found }: Errand, refreshToken: string): Promise<Response> =>
      post(found.server.token_endpoint, {
        grant_type: 'refresh_token',
        client_id: clientId,
        refresh_token: refreshToken,
        resource: found.resource,
      }),
  };
}

/** Leads a signed-in browser through the request, allowing what is asked; where it ends outside the house. */
export async function allow(
  visitor: Visitor,
  origin: string,
  address: URL,
): Promise<{ readonly page: string; readonly location: string }> {
  let answer = await visitor.request(`${address.pathname}${address.search}`);
  let page = '';
  for (let hops = 0; hops < 12; hops += 1) {
    const location = answer.headers['location'];
    if (location === undefined) {
      page = answer.body;
      if (!page.includes('action="/consent"')) return { page, location: '' };
      answer = await visitor.post('/consent', { ...answer.hidden('/consent'), decision: 'allow' });
      continue;
    }
    const next = new URL(location, origin);
    if (next.origin !== origin) return { page, location };
    answer = await visitor.request(`${next.pathname}${next.search}`);
  }
  throw new Error('the way does not end');
}
