/** Where a network address seems to be, as lists of sessions and devices say it. */
import { z } from 'zod';

export const place = z
  .object({
    country: z.string().nullable().describe('ISO 3166-1, two letters.'),
    region: z.string().nullable(),
    city: z.string().nullable().describe('Known only where the operator has a file with cities.'),
    private: z.boolean().describe('An address of a private network: it has no place.'),
  })
  .nullable()
  .describe('What the network address tells, which can be wrong; null where it tells nothing, or is masked.');

export const placeExample = { country: 'DE', region: 'Bavaria', city: 'Munich', private: false };
