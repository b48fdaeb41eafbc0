/** The browsers and devices that an account knows, in an interface of an application's own. */
import { z } from 'zod';
import { listOf, time } from './common.ts';
import { named } from './named.ts';
import { place, placeExample } from './place.ts';

const device = z.object({ browser: z.string().nullable(), system: z.string().nullable() });

const knownDevice = z.object({
  device_id: z.string(),
  name: z.string().nullable().describe('As its owner calls it.'),
  current: z.boolean().describe('Whether this session was begun there.'),
  device: device.nullable().describe('What it said of itself; null where that is not known.'),
  address: z.string().nullable().describe('The network address of the last sign-in.'),
  place,
  has_key: z.boolean().describe('Whether it proves itself by a key of its own.'),
  first_seen_at: time,
  last_seen_at: time,
});

export const knownDevices = named(
  'KnownDevices',
  'The browsers and devices that the customer has signed in with, the last used first.',
  listOf(knownDevice),
  {
    items: [
      {
        device_id: 'dev_0123456789abcdef0123456789',
        name: 'The laptop in the kitchen',
        current: true,
        device: { browser: 'Firefox', system: 'Linux' },
        address: '203.0.113.7',
        place: placeExample,
        has_key: true,
        first_seen_at: '2026-01-05T08:30:00Z',
        last_seen_at: '2026-11-22T10:30:00Z',
      },
    ],
    next_cursor: null,
  },
);

export const renameDevice = named(
  'RenameDevice',
  'What to call it from now on; without a name, by what it is.',
  z.strictObject({ name: z.string().max(200) }),
  { name: 'The laptop in the kitchen' },
);

export const removedDevices = named(
  'RemovedDevices',
  'How many devices count as new from now on.',
  z.object({ removed: z.int() }),
  { removed: 2 },
);
