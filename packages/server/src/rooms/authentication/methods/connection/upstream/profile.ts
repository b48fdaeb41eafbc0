/** Asks a provider about who came back, with the access token that it gave for them. */
import * as openid from 'openid-client';
import { type Connection, endpointsOf, presetOf } from '../../../../connections/index.ts';
import { UpstreamFailure } from './failure.ts';

type Json = Readonly<Record<string, unknown>>;

/** Null where the ID token is all there is. Its subject has to be the one of the ID token. */
export async function askUserinfo(
  configuration: openid.Configuration,
  connection: Connection,
  { accessToken, subject }: { readonly accessToken: string; readonly subject: string | undefined },
): Promise<Json | null> {
  const endpoints = endpointsOf(connection);
  const { kind, profileFields } = presetOf(connection.preset);
  if (kind === 'oauth2' && endpoints !== null) {
    const address = new URL(endpoints.userinfo_endpoint);
    const fields = Object.entries(profileFields?.(connection.settings.scope) ?? {});
    for (const [name, value] of fields) address.searchParams.set(name, value);
    return asObject(
      await ask(configuration, fields.length === 0 ? endpoints.userinfo_endpoint : address.href, accessToken),
    );
  }
  if (subject === undefined || configuration.serverMetadata().userinfo_endpoint === undefined) return null;
  return { ...(await openid.fetchUserInfo(configuration, accessToken, subject)) };
}

/** What the further addresses of the preset answer. */
export async function askFurther(
  configuration: openid.Configuration,
  connection: Connection,
  accessToken: string,
): Promise<Json> {
  const endpoints = endpointsOf(connection);
  if (endpoints === null) return {};
  const further = Object.entries(presetOf(connection.preset).further(endpoints));
  return Object.fromEntries(
    await Promise.all(
      further.map(async ([name, address]) => [name, await ask(configuration, address, accessToken)] as const),
    ),
  );
}

async function ask(configuration: openid.Configuration, address: string, accessToken: string): Promise<unknown> {
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Cardea' });
  const answer = await openid.fetchProtectedResource(
    configuration,
    accessToken,
    new URL(address),
    'GET',
    undefined,
    headers,
  );
  if (answer.status >= 500) throw new UpstreamFailure('unavailable', `its profile was answered with ${answer.status}`);
  if (answer.status !== 200) throw new UpstreamFailure('refused', `its profile was answered with ${answer.status}`);
  try {
    return await answer.json();
  } catch (cause) {
    throw new UpstreamFailure('refused', 'its profile is not JSON', cause);
  }
}

function asObject(value: unknown): Json {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Json;
  throw new UpstreamFailure('refused', 'its profile is not an object');
}
