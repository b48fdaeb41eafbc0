/**
 * A device without a keyboard, for a test: a certified client library asks for a code and polls as the specification
 * says; and the pages at which its owner answers.
 */
import * as client from 'openid-client';
import type { TestHouse } from './house.ts';
import { createRelyingParty, follow, type RelyingParty } from './relying-party.ts';
import type { Answer, Visitor } from './visitor.ts';

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const confirmPath = '/device/confirm';

export type Device = RelyingParty & {
  /** Asks for a code. */
  ask(parameters?: Record<string, string>): Promise<client.DeviceAuthorizationResponse>;
  /** One poll: the tokens, or the error that the answer names. */
  poll(asked: client.DeviceAuthorizationResponse): Promise<client.TokenEndpointResponse | string>;
};

/** Registers an application that signs devices in. */
export async function createDevice(
  house: TestHouse,
  wanted: NonNullable<Parameters<typeof createRelyingParty>[1]> = {},
): Promise<Device> {
  const party = await createRelyingParty(house, {
    ...wanted,
    metadata: {
      client_name: 'Living room',
      redirect_uris: [],
      grant_types: [deviceGrant, 'refresh_token'],
      token_endpoint_auth_method: 'none',
      ...wanted.metadata,
    },
  });
  return {
    ...party,
    ask: (parameters = {}) =>
      client.initiateDeviceAuthorization(party.configuration, { scope: 'openid profile email', ...parameters }),
    async poll({ device_code }) {
      try {
        return await client.genericGrantRequest(party.configuration, deviceGrant, { device_code });
      } catch (error) {
        if (error instanceof client.ResponseBodyError) return error.error;
        throw error;
      }
    },
  };
}

/** Lets the seconds pass that a device waits between two polls. */
export const waitForNextPoll = (house: TestHouse) =>
  house.sql("update device_codes set last_polled_at = last_polled_at - interval '2 minutes'");

/** Types the code at `/device`; the answer is the page that asks, the page of the code, or that of a sign-in. */
export async function enterCode(house: TestHouse, visitor: Visitor, code: string): Promise<Answer> {
  const page = await visitor.get('/device');
  return follow(house, visitor, await visitor.post('/device', { ...page.hidden('/device'), code }));
}

/** Answers the page that asks. */
export const answerDevice = (visitor: Visitor, page: Answer, decision: 'approve' | 'deny' | 'leave') =>
  visitor.post(confirmPath, { ...page.hidden(confirmPath), decision });
