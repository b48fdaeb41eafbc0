/**
 * An agent on the customer's device, as the MCP authorization specification has it: it registers itself, listens at an
 * address of its own machine, and is told by a browser what came of its request.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as client from 'openid-client';
import type { Server } from './server.ts';

export type Agent = {
  readonly origin: string;
  /** Where it sends the browser. */
  begin(scope: string): Promise<URL>;
  /** What it makes of what the browser has brought: tokens, or the error. */
  redeem(): Promise<client.TokenEndpointResponse | string>;
  renew(tokens: client.TokenEndpointResponse): Promise<client.TokenEndpointResponse>;
  /** Whether it has been sent away. */
  isOver(tokens: client.TokenEndpointResponse): Promise<boolean>;
  stop(): Promise<void>;
};

/** Opens an API to agents, and lets them register, as an operator does. */
export async function letAgentsIn(server: Server, resource: string): Promise<void> {
  await server.runVerb(
    ...['resources', 'register', resource, '--name', 'Notes', '--open-to-agents'],
    ...['--scope', 'notes:read=Read your notes', '--scope', 'notes:write=Write notes for you'],
  );
  await server.runVerb('settings', 'set', 'agents.registration=open');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
}

export async function startAgent(server: Server, name: string, resource: string): Promise<Agent> {
  let brought = '';
  const listener = createServer((request, response) => {
    if (request.url?.startsWith('/callback?')) brought = request.url;
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><title>Agent</title>You may close this.');
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
  const configuration = await client.dynamicClientRegistration(
    new URL(server.origin),
    {
      client_name: name,
      redirect_uris: [`${origin}/callback`],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
    },
    client.None(),
    { execute: [client.allowInsecureRequests], algorithm: 'oauth2' },
  );
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const renew = ({ refresh_token: token = '' }: client.TokenEndpointResponse) =>
    client.refreshTokenGrant(configuration, token, { resource });
  return {
    origin,
    async begin(scope) {
      brought = '';
      return client.buildAuthorizationUrl(configuration, {
        ...{ redirect_uri: `${origin}/callback`, scope, resource, state: expectedState },
        code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      });
    },
    async redeem() {
      const checks = { pkceCodeVerifier, expectedState };
      try {
        return await client.authorizationCodeGrant(configuration, new URL(brought, origin), checks, { resource });
      } catch (error) {
        if (error instanceof client.AuthorizationResponseError) return error.error;
        throw error;
      }
    },
    renew,
    isOver: (tokens) =>
      renew(tokens).then(
        () => false,
        (error) => error instanceof client.ResponseBodyError && error.error === 'invalid_grant',
      ),
    stop: () =>
      new Promise((resolve) => {
        listener.closeAllConnections();
        listener.close(() => resolve());
      }),
  };
}
