/**
 * Sign-in, registration and recovery in an interface of one's own. A journey says what it waits for; `take` answers it,
 * and when it is complete `redeem` makes tokens of it. Whoever holds the journey's token holds the journey: it stays here.
 */
import createClient from 'openapi-fetch';
import type { components, paths } from '../generated/api.ts';
import { demand } from './error.ts';
import type { Fetch } from './fetch.ts';
import { checkIssuer } from './issuer.ts';
import { createPkce } from './pkce.ts';
import { redeem, type Tokens } from './redeem.ts';
import { createSender } from './send.ts';

type Flow = components['schemas']['Flow'];
type FlowPaths = { [Path in keyof paths as Path extends `/api/flows${string}` ? Path : never]: paths[Path] };

/** What can be done in a journey; which of it is possible now, the journey says. */
export type FlowAction = keyof paths extends infer Path
  ? Path extends `/api/flows/{flow_id}/${infer Action}`
    ? Action
    : never
  : never;

type BodyOf<Path> = Path extends keyof paths
  ? paths[Path] extends { post: { requestBody: { content: { 'application/json': infer Body } } } }
    ? Body
    : never
  : never;

/** What an action takes. */
export type FlowInput<Action extends FlowAction> = BodyOf<`/api/flows/{flow_id}/${Action}`>;

export type FlowClientOptions = {
  readonly issuer: string;
  readonly clientId: string;
  /** May be left out where exactly one is registered. */
  readonly redirectUri?: string;
  /** What this device was given at an earlier sign-in: it recognises the device. */
  readonly deviceToken?: string | null;
  /** The language of messages, as `Accept-Language`. */
  readonly language?: string;
  readonly fetch?: Fetch;
};

export type BeginOptions = { readonly scope?: string; readonly resource?: string; readonly nonce?: string };

export type Journey = {
  /** As it stands after the last answer: `state`, `actions`, `messages`. */
  readonly flow: Flow;
  /** Does it, or throws `CardeaError`: the journey is then where it was. */
  take<Action extends FlowAction>(action: Action, input: FlowInput<Action>): Promise<Flow>;
  /** Asks again where it stands, after the app was put aside for the mail. */
  read(): Promise<Flow>;
  /** The tokens of a complete journey, once. */
  redeem(): Promise<Tokens>;
};

export type FlowClient = {
  begin(kind: Flow['kind'], options?: BeginOptions): Promise<Journey>;
  /** Newer tokens; keep the refresh token of the answer, for the one given here is used up. */
  refresh(refreshToken: string): Promise<Tokens>;
  /** Keep it on the device, and give it to the next client. Null until somebody has signed in. */
  readonly deviceToken: string | null;
};

/** A client for the journeys of an application of one's own. */
export function createFlowClient(options: FlowClientOptions): FlowClient {
  const { clientId, redirectUri, language, fetch: given = globalThis.fetch } = options;
  const issuer = checkIssuer(options.issuer);
  const fetch: Fetch = (address, init) => given(address, init);
  const send = createSender({ fetch, tokens: null, retries: 2, timeoutMilliseconds: 15_000 });
  const api = createClient<FlowPaths>({ baseUrl: issuer, fetch: send });
  const held = { deviceToken: options.deviceToken ?? null };
  const where = redirectUri === undefined ? {} : { redirect_uri: redirectUri };

  function headersOf(token: string | null): Record<string, string> {
    return {
      ...(token === null ? {} : { authorization: `Flow ${token}` }),
      ...(held.deviceToken === null ? {} : { 'cardea-device': held.deviceToken }),
      ...(language === undefined ? {} : { 'accept-language': language }),
    };
  }

  async function begin(kind: Flow['kind'], { scope = 'openid', ...more }: BeginOptions = {}): Promise<Journey> {
    const { verifier, challenge } = await createPkce();
    const { flow_token: token, ...begun } = await demand(
      api.POST('/api/flows', {
        headers: headersOf(null),
        body: {
          kind,
          client_id: clientId,
          code_challenge: challenge,
          code_challenge_method: 'S256',
          scope,
          ...where,
          ...more,
        },
      }),
    );
    let flow: Flow = begun;
    const keep = (next: Flow): Flow => {
      held.deviceToken = next.device_token ?? held.deviceToken;
      // The code is handed out once: what is asked later must not lose it.
      flow = flow.code === undefined ? next : { ...flow, ...next };
      return flow;
    };
    return {
      get flow() {
        return flow;
      },
      async take(action, input) {
        const path = `/api/flows/{flow_id}/${action}` as '/api/flows/{flow_id}/password';
        const body = input as FlowInput<'password'>;
        const params = { path: { flow_id: flow.flow_id } };
        return keep(await demand(api.POST(path, { params, body, headers: headersOf(token) })));
      },
      async read() {
        const params = { path: { flow_id: flow.flow_id } };
        return keep(await demand(api.GET('/api/flows/{flow_id}', { params, headers: headersOf(token) })));
      },
      async redeem() {
        const { code, iss, redirect_to: address = '' } = flow;
        if (code === undefined) throw new TypeError(`the journey has no code: it waits for ${flow.state}`);
        if (iss !== issuer) throw new TypeError('the code comes from another server');
        const grant = { grant_type: 'authorization_code', code, code_verifier: verifier, client_id: clientId };
        // Where none was named it is the one that is registered, and it is named again.
        const named = redirectUri ?? address.replaceAll(/[?&](?:code|iss|state)=[^&]*/g, '');
        return redeem({ issuer, fetch }, { ...grant, redirect_uri: named });
      },
    };
  }

  return {
    begin,
    refresh: (refreshToken) =>
      redeem({ issuer, fetch }, { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientId }),
    get deviceToken() {
      return held.deviceToken;
    },
  };
}
