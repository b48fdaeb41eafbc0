/**
 * Speaks to providers: where a customer is sent, and what their answer is worth. Nothing is believed that the library has not
 * checked: state, issuer, signature, audience, nonce and verifier (cases 151 to 156). No redirect is followed, nobody is
 * waited for longer than some seconds, and no connection to the database is held meanwhile.
 */
import * as openid from 'openid-client';
import type { Clock } from '../../../../../foundation/clock/index.ts';
import { guardedFetch } from '../../../../../foundation/http-client/index.ts';
import {
  type Connections,
  identityIssuerOf,
  presetOf,
  type UpstreamAnswers,
  type UpstreamProfile,
} from '../../../../connections/index.ts';
import { createBreaker } from './breaker.ts';
import { type ConfigureDependencies, configure, type Held } from './configure.ts';
import { explain } from './explain.ts';
import { UpstreamFailure } from './failure.ts';
import { askingAnew, demandAnew, type Freshness } from './freshness.ts';
import { askFurther, askUserinfo } from './profile.ts';

export type { Held } from './configure.ts';

const wholeMilliseconds = 5_000;
const mostBytes = 256 * 1024;

/** What is remembered of a customer who was sent there. */
export type Sent = {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly redirectUri: string;
  /** How fresh the sign-in there has to be, where it matters. */
  readonly freshness?: Freshness;
};

export type Wishes = {
  readonly loginHint?: string | null;
};

export type Exchanged = {
  readonly issuer: string;
  readonly profile: UpstreamProfile;
  /** As its token end answered, for connections that keep it. */
  readonly tokens: string | null;
};

export type Upstream = ReturnType<typeof createUpstream>;

export function createUpstream({
  development,
  clock,
  connections: { documents },
}: {
  readonly development: boolean;
  readonly clock: Clock;
  readonly connections: Pick<Connections, 'documents'>;
}) {
  const breaker = createBreaker({ clock });
  const fetch = guardedFetch({ development, timeoutMilliseconds: wholeMilliseconds, mostBytes });
  const deps: ConfigureDependencies = { clock, development, documents, fetch };
  const keyOf = ({ connection }: Held) => `${connection.tenantId} ${connection.connectionId} ${connection.version}`;
  const explained = <Result>(work: () => Promise<Result>): Promise<Result> =>
    inTime(work().catch((error: unknown) => Promise.reject(explain(error))));
  const guard = <Result>(held: Held, work: () => Promise<Result>): Promise<Result> =>
    breaker.guard(keyOf(held), () => explained(work));
  /** Where a customer is sent is known already, and the provider is not asked. */
  const isKnown = ({ connection }: Held) =>
    presetOf(connection.preset).kind === 'oauth2' || deps.documents.metadata(connection) !== undefined;

  return {
    /** Where a customer is sent. Asks the provider what it is, unless that is known. */
    async addressOf(held: Held, sent: Sent, wishes: Wishes): Promise<string> {
      const draw = async () => {
        const configuration = await configure(deps, held);
        return demandWeb(await authorizationUrl(configuration, held, sent, wishes), development).href;
      };
      if (!isKnown(held)) return guard(held, draw);
      breaker.demandAwake(keyOf(held));
      return explained(draw);
    },

    /** What the answer says about who came back. `parameters` are as they came, `at` is the address that they came to. */
    exchange: (held: Held, sent: Sent, parameters: URLSearchParams): Promise<Exchanged> =>
      guard(held, () => exchange(deps, held, sent, parameters)),
  };
}

async function authorizationUrl(
  configuration: openid.Configuration,
  { connection }: Held,
  { state, nonce, verifier, redirectUri, freshness }: Sent,
  { loginHint = null }: Wishes,
): Promise<URL> {
  const { kind, usesPkce, responseMode } = presetOf(connection.preset);
  return openid.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: connection.settings.scope,
    state,
    ...(kind === 'openid' ? { nonce } : {}),
    ...(usesPkce
      ? { code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256' }
      : {}),
    ...(responseMode === 'form_post' ? { response_mode: 'form_post' } : {}),
    ...(loginHint === null ? {} : { login_hint: loginHint }),
    ...(freshness === undefined ? {} : askingAnew(connection.preset, freshness)),
  });
}

/** Metadata name any address: an interface of an application's own opens it, and it must not be a script there (case 100). */
function demandWeb(url: URL, development: boolean): URL {
  const isHere = url.protocol === 'http:' && (url.hostname === 'localhost' || url.hostname === '127.0.0.1');
  if (url.protocol === 'https:' || (development && isHere)) return url;
  throw new UpstreamFailure('refused', 'its sign-in is at no address of the web');
}

async function exchange(
  deps: ConfigureDependencies,
  held: Held,
  { state, nonce, verifier, redirectUri, freshness }: Sent,
  parameters: URLSearchParams,
): Promise<Exchanged> {
  const { connection } = held;
  const { settings, preset } = connection;
  const { kind, usesPkce } = presetOf(preset);
  const configuration = await configure(deps, held);
  const back = new URL(redirectUri);
  // Only what the protocol knows: a second `code`, or anything else that came along, is not passed on.
  for (const name of ['code', 'state', 'iss', 'error', 'error_description'])
    for (const value of parameters.getAll(name)) back.searchParams.append(name, value);
  const tokens = await openid.authorizationCodeGrant(configuration, back, {
    expectedState: state,
    ...(usesPkce ? { pkceCodeVerifier: verifier } : {}),
    ...(kind === 'openid' ? { expectedNonce: nonce, idTokenExpected: true } : {}),
  });
  const idToken = kind === 'openid' ? (tokens.claims() ?? null) : null;
  if (freshness !== undefined) demandAnew(preset, freshness, idToken);
  const answers: UpstreamAnswers = {
    idToken,
    userinfo: await askUserinfo(configuration, connection, { accessToken: tokens.access_token, subject: idToken?.sub }),
    further: await askFurther(configuration, connection, tokens.access_token),
    callback: Object.fromEntries(parameters),
  };
  const profile = presetOf(preset).readProfile(answers, settings);
  if (profile === null) throw new UpstreamFailure('refused', 'nobody can be read from what it answered');
  return {
    issuer: identityIssuerOf(connection, typeof idToken?.iss === 'string' ? idToken.iss : null),
    profile,
    tokens: settings.keeps_tokens ? JSON.stringify(tokens) : null,
  };
}

/** Over everything that one step asks of a provider: a chain of slow answers is slow too (fault F22). */
async function inTime<Result>(work: Promise<Result>): Promise<Result> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new UpstreamFailure('unavailable', 'it took too long')), wholeMilliseconds);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
