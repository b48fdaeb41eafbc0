/**
 * An application for a test: a certified client library that reaches the test house by its port, and a browser to send
 * through it.
 */
import * as client from 'openid-client';
import type { NewApplication } from '../src/rooms/applications/index.ts';
import type { TestHouse } from './house.ts';
import { type Answer, createVisitor, type Visitor } from './visitor.ts';

export const callback = 'https://shop.example/callback';

export type RelyingParty = {
  readonly applicationId: string;
  readonly secret: string | null;
  readonly configuration: client.Configuration;
  /** The address that begins a sign-in, and what the application remembers about it. */
  begin(parameters?: Readonly<Record<string, string>>): Promise<Journey>;
  /** Redeems what came back. */
  redeem(
    journey: Journey,
    address: string,
  ): Promise<client.TokenEndpointResponse & client.TokenEndpointResponseHelpers>;
};

export type Journey = { readonly address: string; readonly verifier: string; readonly state: string };

type Wanted = Partial<Omit<NewApplication, 'metadata'>> & { readonly metadata?: Record<string, unknown> };

/** `fetch` that connects to the test house whatever the address says, as a server in front of it would. */
export function houseFetch(house: Pick<TestHouse, 'port'>): typeof fetch {
  return async (target, init = {}) => {
    const url = new URL(String(target));
    const visitor = createVisitor({ port: house.port, host: url.host, origin: url.origin });
    const headers = Object.fromEntries(new Headers(init.headers));
    const body = init.body == null ? undefined : String(init.body);
    const answer = await visitor.request(`${url.pathname}${url.search}`, {
      method: init.method ?? 'GET',
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const { 'transfer-encoding': _, ...plain } = answer.headers;
    return new Response(answer.status === 204 ? null : answer.body, { status: answer.status, headers: plain });
  };
}

/** Registers an application at the default tenant and sets up the client library for it. */
export async function createRelyingParty(house: TestHouse, wanted: Wanted = {}): Promise<RelyingParty> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  if (tenant === null) throw new Error('there is no default tenant');
  const { metadata, ...rest } = wanted;
  const { applicationId, clientSecret } = await house.house.applications.register(tenant.tenantId, {
    firstParty: true,
    ...rest,
    metadata: {
      client_name: 'The shop',
      redirect_uris: [callback],
      grant_types: ['authorization_code', 'refresh_token'],
      ...metadata,
    },
  });
  const configuration = await client.discovery(
    new URL(house.origin),
    applicationId,
    { ...(clientSecret === null ? {} : { client_secret: clientSecret }) },
    clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret),
    { execute: [client.allowInsecureRequests], [client.customFetch]: houseFetch(house) as client.CustomFetch },
  );

  return {
    applicationId,
    secret: clientSecret,
    configuration,
    async begin(parameters = {}) {
      const verifier = client.randomPKCECodeVerifier();
      const state = client.randomState();
      const address = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: 'openid profile email',
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        ...parameters,
      });
      return { address: `${address.pathname}${address.search}`, verifier, state };
    },
    redeem: (journey, address) =>
      client.authorizationCodeGrant(configuration, new URL(address), {
        pkceCodeVerifier: journey.verifier,
        expectedState: journey.state,
      }),
  };
}

/** Follows redirects within the house and stops at the first that leads out of it. */
export async function follow(house: TestHouse, visitor: Visitor, first: Answer): Promise<Answer> {
  let answer = first;
  for (let hops = 0; hops < 10; hops += 1) {
    const location = answer.headers['location'];
    if (location === undefined) return answer;
    const url = new URL(location, house.origin);
    if (url.origin !== house.origin) return answer;
    answer = await visitor.request(`${url.pathname}${url.search}`);
  }
  throw new Error('the redirects do not end');
}
