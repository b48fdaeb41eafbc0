/**
 * An application with an interface of its own, for a test: it speaks JSON to `/api/flows` and `/api/account` and redeems
 * its code by a certified library.
 */
import * as client from 'openid-client';
import type { TestHouse } from './house.ts';
import { createRelyingParty, type RelyingParty } from './relying-party.ts';
import { createVisitor, type VisitorOptions } from './visitor.ts';

export type JsonAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly setCookies: readonly string[];
  readonly body: Readonly<Record<string, unknown>>;
};

type Headers = Readonly<Record<string, string | undefined>>;
export type Call = { readonly body?: unknown; readonly headers?: Headers };

/** A device that calls the API: no cookies, no pages. */
export type Device = {
  call(method: string, path: string, call?: Call): Promise<JsonAnswer>;
  /** Begins a journey of this application. */
  begin(kind: string, given?: Readonly<Record<string, unknown>>): Promise<OpenJourney>;
};

export type OpenJourney = {
  readonly flowId: string;
  readonly token: string;
  readonly verifier: string;
  readonly begun: JsonAnswer;
  act(action: string, body?: unknown, headers?: Headers): Promise<JsonAnswer>;
  read(): Promise<JsonAnswer>;
};

export type OwnInterface = RelyingParty & {
  device(options?: VisitorOptions): Device;
  redeemDirect(journey: OpenJourney, answer: JsonAnswer): ReturnType<RelyingParty['redeem']>;
};

/** Registers a first-party application that may ask for passwords itself. */
export async function createOwnInterface(
  house: TestHouse,
  metadata: Readonly<Record<string, unknown>> = {},
): Promise<OwnInterface> {
  const party = await createRelyingParty(house, {
    metadata: {
      client_name: 'The app',
      token_endpoint_auth_method: 'none',
      redirect_uris: ['https://app.example/callback'],
      scope: 'openid profile email account:read account:write',
      direct_sign_in: true,
      ...metadata,
    },
  });
  return {
    ...party,
    device: (options = {}) => createDevice(house, party.applicationId, options),
    redeemDirect: (journey, answer) =>
      client.authorizationCodeGrant(party.configuration, new URL(String(answer.body['redirect_to'])), {
        pkceCodeVerifier: journey.verifier,
      }),
  };
}

/** A device from a network address of its own. */
export function createDevice(house: TestHouse, applicationId: string, options: VisitorOptions = {}): Device {
  const { host } = new URL(house.origin);
  const visitor = createVisitor({ port: house.port, host, origin: house.origin, userAgent: 'ShopApp/1.0', ...options });

  const call: Device['call'] = async (method, path, { body, headers = {} } = {}) => {
    const answer = await visitor.request(path, {
      method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const { status, setCookies } = answer;
    return { status, setCookies, headers: answer.headers, body: answer.body === '' ? {} : JSON.parse(answer.body) };
  };

  return {
    call,
    async begin(kind, given = {}) {
      const verifier = client.randomPKCECodeVerifier();
      const begun = await call('POST', '/api/flows', {
        body: {
          kind,
          client_id: applicationId,
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          scope: 'openid profile email account:read account:write',
          ...given,
        },
      });
      const flowId = String(begun.body['flow_id']);
      const token = String(begun.body['flow_token']);
      const headers = { authorization: `Flow ${token}` };
      return {
        flowId,
        token,
        verifier,
        begun,
        act: (action, body = {}, more = {}) =>
          call('POST', `/api/flows/${flowId}/${action}`, { body, headers: { ...headers, ...more } }),
        read: () => call('GET', `/api/flows/${flowId}`, { headers }),
      };
    },
  };
}
