/** A provider as the library knows it: of OpenID Connect by what it says of itself, of plain OAuth 2 by its addresses. */
import * as openid from 'openid-client';
import type { Clock } from '../../../../../foundation/clock/index.ts';
import { type Connection, endpointsOf, type ProviderDocuments, presetOf } from '../../../../connections/index.ts';
import { UpstreamFailure } from './failure.ts';

export type Held = { readonly connection: Connection; readonly clientSecret: string | null };

export type ConfigureDependencies = {
  readonly clock: Clock;
  readonly development: boolean;
  readonly documents: ProviderDocuments;
  readonly fetch: typeof globalThis.fetch;
};

const timeoutSeconds = 5;

export async function configure(deps: ConfigureDependencies, held: Held): Promise<openid.Configuration> {
  const configuration =
    presetOf(held.connection.preset).kind === 'openid' ? await discover(deps, held) : ofAddresses(deps, held);
  configuration.timeout = timeoutSeconds;
  return configuration;
}

async function discover(deps: ConfigureDependencies, held: Held): Promise<openid.Configuration> {
  const { connection } = held;
  const { settings, preset } = connection;
  const known = deps.documents.metadata(connection);
  let read: string | undefined;
  const fetchMetadata: openid.CustomFetch = async () => {
    const answer = known === undefined ? await deps.documents.readMetadata(connection) : null;
    if (answer !== null && answer.status !== 200) return answer;
    read = known ?? (await answer?.text());
    return new Response(read, { headers: { 'content-type': 'application/json' } });
  };
  // The signature counts, although the token came over TLS: whoever sits between must not be anybody (case 155).
  const execute = [openid.enableNonRepudiationChecks, ...(deps.development ? [openid.allowInsecureRequests] : [])];
  const issuer = preset === 'microsoft' ? microsoftIssuer(settings.microsoft_tenant) : (settings.issuer ?? '');
  const configuration = await openid.discovery(
    new URL(issuer),
    settings.client_id,
    undefined,
    authenticateBy(settings.token_endpoint_auth_method, held.clientSecret),
    { execute, timeout: timeoutSeconds, [openid.customFetch]: fetchMetadata },
  );
  if (preset === 'microsoft') demandDirectory(configuration, settings);
  if (read !== undefined && known === undefined) deps.documents.keepMetadata(connection, read);
  withKeys(deps, connection, configuration);
  return configuration;
}

/**
 * The library is given the keys that are known as ones that it has had for a minute: where it misses one it asks, and is
 * answered from where all keys are remembered, which asks the provider as often as is decent.
 */
function withKeys(
  { clock, documents, fetch }: ConfigureDependencies,
  connection: Connection,
  configuration: openid.Configuration,
): void {
  const { jwks_uri: address } = configuration.serverMetadata();
  const known = documents.keys(connection);
  const isMissing = known !== undefined;
  if (isMissing)
    openid.setJwksCache(configuration, { jwks: JSON.parse(known), uat: Math.floor(clock.now().getTime() / 1000) - 61 });
  configuration[openid.customFetch] = (url, options) =>
    address !== undefined && url === new URL(address).href
      ? documents.readKeys(connection, address, { asker: 'sign-in', isMissing })
      : fetch(url, options as RequestInit);
}

/** Named so, the library compares the issuer of each token with the pattern that the metadata say for all directories. */
const microsoftIssuer = (directory = 'common') => `https://login.microsoftonline.com/${directory}/v2.0`;

/** For Microsoft the library leaves out what it asks of everybody else: that the metadata are those of this issuer (case 156). */
function demandDirectory(configuration: openid.Configuration, settings: Connection['settings']): void {
  const { issuer } = configuration.serverMetadata();
  const { microsoft_tenant: directory = 'common' } = settings;
  const pattern = settings.issuer?.replace(`/${directory}/`, '/{tenantid}/');
  if (issuer !== settings.issuer && issuer !== pattern)
    throw new UpstreamFailure('refused', 'its metadata are those of another issuer');
}

function ofAddresses(deps: ConfigureDependencies, { connection, clientSecret }: Held): openid.Configuration {
  const { settings } = connection;
  const endpoints = endpointsOf(connection);
  if (endpoints === null) throw new UpstreamFailure('refused', 'its addresses are not known');
  const issuer = new URL(endpoints.token_endpoint).origin;
  const authentication = authenticateBy(settings.token_endpoint_auth_method, clientSecret);
  const metadata = { issuer, ...endpoints };
  const configuration = new openid.Configuration(metadata, settings.client_id, undefined, authentication);
  configuration[openid.customFetch] = withoutIdToken(deps.fetch, endpoints.token_endpoint);
  if (deps.development) openid.allowInsecureRequests(configuration);
  return configuration;
}

/** What is spoken to as OAuth 2 has no ID token that is worth anything: there is no issuer to hold it against. */
function withoutIdToken(fetch: typeof globalThis.fetch, tokenEndpoint: string): openid.CustomFetch {
  return async (url, options) => {
    const answer = await fetch(url, options as RequestInit);
    if (url !== tokenEndpoint || answer.status !== 200) return answer;
    const text = await answer.text();
    return new Response(dropIdToken(text), { headers: answer.headers });
  };
}

function dropIdToken(text: string): string {
  try {
    const { id_token: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return JSON.stringify(rest);
  } catch {
    return text;
  }
}

function authenticateBy(
  method: Connection['settings']['token_endpoint_auth_method'],
  secret: string | null,
): openid.ClientAuth {
  if (method === 'none' || secret === null) return openid.None();
  return method === 'client_secret_basic' ? openid.ClientSecretBasic(secret) : openid.ClientSecretPost(secret);
}
