/** A service of the business, for a test: it asks for a token by a certified library and calls `/api/admin`. */
import * as client from 'openid-client';
import type { TestHouse } from './house.ts';
import { type Call, createDevice, type JsonAnswer } from './own-interface.ts';
import { createRelyingParty } from './relying-party.ts';

export type Manager = {
  readonly applicationId: string;
  readonly token: string;
  /** Calls a path below `/api/admin`. */
  call(method: string, path: string, call?: Call): Promise<JsonAnswer>;
};

/** The header that a reason is given in. */
export const because = (reason: string): Record<string, string> => ({ 'cardea-reason': encodeURIComponent(reason) });

/** Registers a service at the default tenant that holds these permissions, and signs it in. */
export async function createManager(house: TestHouse, ...permissions: readonly string[]): Promise<Manager> {
  const scope = permissions.join(' ');
  const party = await createRelyingParty(house, {
    metadata: {
      client_name: 'A service',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      scope,
    },
  });
  const resource = `${house.origin}/api`;
  const { access_token: token } = await client.clientCredentialsGrant(party.configuration, { scope, resource });
  return { applicationId: party.applicationId, token, call: callerWith(house, token) };
}

/** Calls of `/api/admin` with this token, or with none. */
export function callerWith(house: TestHouse, token: string | null): Manager['call'] {
  const device = createDevice(house, '');
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  return (method, path, { body, headers = {} } = {}) =>
    device.call(method, `/api/admin${path}`, { body, headers: { ...authorization, ...headers } });
}
