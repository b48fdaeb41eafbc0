/**
 * Sign-up, sign-in and recovery in an interface of your own: plain calls to `/api/flows`, and a standard library for
 * everything that is OAuth. The journeys know nothing of screens: they ask `ask` for what a person types.
 */
import * as client from 'openid-client';

export type Settings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly fetch?: typeof fetch;
};

export type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

/** Asks the person; `title` is what the server says about the step. */
export type Ask = (field: string, title: string) => Promise<string>;

type Flow = {
  readonly flow_id: string;
  readonly flow_token?: string;
  readonly state: string;
  readonly messages: readonly { readonly id: string; readonly text: string }[];
  readonly device_token?: string;
  readonly redirect_to?: string;
};

export async function createJourneys(settings: Settings) {
  const { issuer, clientId, redirectUri } = settings;
  const send = settings.fetch ?? fetch;
  const scope = 'openid profile email account:read account:write';
  const configuration = await client.discovery(new URL(issuer), clientId, {}, client.None(), {
    ...(new URL(issuer).hostname === 'localhost' ? { execute: [client.allowInsecureRequests] } : {}),
    ...(settings.fetch === undefined ? {} : { [client.customFetch]: settings.fetch as client.CustomFetch }),
  });
  // Kept by the device: it recognises itself at the next sign-in.
  let deviceToken: string | undefined;

  async function call(path: string, body: object, token?: string): Promise<Flow> {
    const answer = await send(`${issuer}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Flow ${token}` }),
        ...(deviceToken === undefined ? {} : { 'cardea-device': deviceToken }),
      },
      body: JSON.stringify(body),
    });
    const result = (await answer.json()) as Flow & { readonly code?: string; readonly detail?: string };
    if (!answer.ok) throw new Error(`${result.code}: ${result.detail}`);
    deviceToken = result.device_token ?? deviceToken;
    return result;
  }

  /** Walks a journey to its end and redeems the code that it yields. */
  async function walk(kind: 'registration' | 'sign-in' | 'recovery', ask: Ask): Promise<Tokens> {
    const verifier = client.randomPKCECodeVerifier();
    let flow = await call('/api/flows', {
      kind,
      client_id: clientId,
      redirect_uri: redirectUri,
      scope,
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
    const token = flow.flow_token ?? '';
    while (flow.state !== 'complete') {
      const { action, body } = await step(flow, ask);
      flow = await call(`/api/flows/${flow.flow_id}/${action}`, body, token);
    }
    const address = new URL(flow.redirect_to ?? '');
    return client.authorizationCodeGrant(configuration, address, { pkceCodeVerifier: verifier });
  }

  return {
    signUp: (ask: Ask) => walk('registration', ask),
    signIn: (ask: Ask) => walk('sign-in', ask),
    recover: (ask: Ask) => walk('recovery', ask),
    userInfo: (tokens: Tokens) =>
      client.fetchUserInfo(configuration, tokens.access_token, tokens.claims()?.sub ?? client.skipSubjectCheck),
    /** The customer's own account. */
    async account(tokens: Tokens): Promise<unknown> {
      const headers = { authorization: `Bearer ${tokens.access_token}` };
      const answer = await send(`${issuer}/api/account`, { headers });
      if (!answer.ok) throw new Error(`the account answered ${answer.status}`);
      return answer.json();
    },
  };
}

/** What is sent next: each state has one action that leads on. */
async function step(flow: Flow, ask: Ask): Promise<{ action: string; body: object }> {
  const title = flow.messages.map(({ text }) => text).join(' ');
  switch (flow.state) {
    case 'password':
      return {
        action: 'password',
        body: { identifier: await ask('identifier', title), password: await ask('password', title) },
      };
    case 'details':
      return {
        action: 'details',
        body: {
          email: await ask('email', title),
          password: await ask('password', title),
          profile: { name: await ask('name', title) },
        },
      };
    case 'address':
      return { action: 'address', body: { email: await ask('email', title) } };
    case 'verify':
      return { action: 'verify', body: { code: await ask('code', title) } };
    case 'new-password':
      return { action: 'new-password', body: { password: await ask('new_password', title) } };
    default:
      throw new Error(`this example does not know the state ${flow.state}`);
  }
}
