/** A television, played by this process: a certified library asks for a code, polls, renews, and is told when it is over. */
import * as client from 'openid-client';
import type { Server } from './server.ts';

export type ScreenDevice = {
  readonly clientId: string;
  /** Asks for a code, as the screen would show it. */
  ask(): Promise<client.DeviceAuthorizationResponse>;
  /** Polls until it is answered. */
  poll(asked: client.DeviceAuthorizationResponse): ReturnType<typeof client.pollDeviceAuthorizationGrant>;
  /** What the last poll was refused with. */
  refusal(asked: client.DeviceAuthorizationResponse): Promise<string>;
  renew(tokens: client.TokenEndpointResponse): Promise<client.TokenEndpointResponse>;
  /** Whether it is still signed in. */
  isOver(tokens: client.TokenEndpointResponse): Promise<boolean>;
};

const applications = new WeakMap<Server, Map<string, Promise<string>>>();

/** Registers the application as an operator does, once for all its devices. */
function register(server: Server, ...words: readonly string[]): Promise<string> {
  const known = applications.get(server) ?? new Map<string, Promise<string>>();
  applications.set(server, known);
  const made =
    known.get(words.join(' ')) ??
    server
      .runVerb('applications', 'register', '--device', '--json', ...words)
      .then((registered) => String(JSON.parse(registered).client_id));
  known.set(words.join(' '), made);
  return made;
}

/** Starts a device of the application of this name. */
export async function startDevice(server: Server, name: string, ...words: readonly string[]): Promise<ScreenDevice> {
  const clientId = await register(server, '--name', name, ...words);
  const configuration = await client.discovery(
    new URL(server.origin),
    clientId,
    { token_endpoint_auth_method: 'none' },
    client.None(),
    { execute: [client.allowInsecureRequests] },
  );
  const refused = (error: unknown): string => {
    if (error instanceof client.ResponseBodyError) return error.error;
    throw error;
  };
  const renew = ({ refresh_token: token = '' }: client.TokenEndpointResponse) =>
    client.refreshTokenGrant(configuration, token);
  return {
    clientId,
    ask: () => client.initiateDeviceAuthorization(configuration, { scope: 'openid profile email' }),
    poll: (asked) => client.pollDeviceAuthorizationGrant(configuration, asked),
    refusal: (asked) => client.pollDeviceAuthorizationGrant(configuration, asked).then(() => 'it was let in', refused),
    renew,
    isOver: (tokens) =>
      renew(tokens).then(
        () => false,
        (error) => refused(error) === 'invalid_grant',
      ),
  };
}
