/** What proves a mailbox or sets a password in a journey, and what a device signs beside it. */
import { z } from 'zod';
import { named } from './named.ts';

const typed = (most: number) => z.string().max(most);

export const deviceProof = {
  device_proof: typed(500)
    .optional()
    .describe('What the device signed with a key of its own: `<point>.<seconds>.<signature>.<origin>`. See the guide.'),
};

export const submitCode = named(
  'SubmitCode',
  'The code from the message. Spaces and hyphens do not matter.',
  z.strictObject({ code: typed(64).min(1), ...deviceProof }),
  { code: '482 913' },
);

export const submitLink = named(
  'SubmitLink',
  'The token of the mailed link, for apps that the link opens.',
  z.strictObject({
    token: typed(100).min(1),
    password: typed(4096).optional().describe('The one chosen at sign-up; asked where the link was opened elsewhere.'),
    ...deviceProof,
  }),
  { token: 'bGluazogb25seSBpdHMgb3duZXIgcmVhZHMgdGhpcy4' },
);

export const submitNewPassword = named(
  'SubmitNewPassword',
  'Sets the new password and ends everything else.',
  z.strictObject({ password: typed(4096), ...deviceProof }),
  { password: 'six grey herons wait' },
);
