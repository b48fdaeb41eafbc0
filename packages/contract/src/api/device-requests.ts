/** `/api/account/device-requests`: devices without a keyboard that ask to be signed in (RFC 8628), for their owner. */
import { z } from 'zod';
import { time } from './common.ts';
import { named } from './named.ts';
import { place, placeExample } from './place.ts';

export const enterUserCode = named(
  'EnterUserCode',
  'The code that the device shows, as it was typed.',
  z.strictObject({ user_code: z.string().min(1).max(40) }),
  { user_code: 'BDFH-JLNP' },
);

const scopes = z.array(z.object({ scope: z.string(), description: z.string().nullable() }));

export const deviceRequest = named(
  'DeviceRequest',
  'What asks, for the customer to look at before they answer.',
  z.object({
    request_id: z.string(),
    user_code: z.string().describe('To be compared with what the device shows.'),
    application: z.object({
      application_id: z.string(),
      name: z.string(),
      first_party: z.boolean().describe('One of the business itself.'),
      policy_uri: z.string().nullable(),
      tos_uri: z.string().nullable(),
    }),
    asked_at: time,
    device: z.object({ browser: z.string().nullable(), system: z.string().nullable() }),
    address: z.string().describe('The network address that asked.'),
    place,
    scopes,
    resources: z.array(z.object({ resource_uri: z.string(), name: z.string(), scopes })),
    signed_in_as: z.string().describe('Whom the device would be signed in as; the address is masked.'),
  }),
  {
    request_id: 'drq_0123456789abcdefghjkmnpqrs',
    user_code: 'BDFH-JLNP',
    application: { application_id: 'tv', name: 'Living room', first_party: true, policy_uri: null, tos_uri: null },
    asked_at: '2026-11-22T10:30:00Z',
    device: { browser: null, system: 'Android' },
    address: '203.0.113.7',
    place: placeExample,
    scopes: [{ scope: 'email', description: null }],
    resources: [],
    signed_in_as: 'a•••@example.com',
  },
);
