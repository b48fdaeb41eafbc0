/** What “This wasn’t me” has done, and how its owner comes back: the same that the page says. */
import { z } from 'zod';
import { named } from './named.ts';

export const secured = named(
  'Secured',
  'What was done, and what to do next.',
  z.object({
    signed_out: z.literal('everywhere').describe('Every session and every known device has ended, this one too.'),
    password: z
      .enum(['stopped', 'kept', 'none'])
      .describe('It opens nothing any more; it was kept, because no mailbox leads back; or there is none.'),
    way_back: z
      .enum(['mailbox', 'phone', 'former_mailbox', 'as_ever'])
      .describe(
        'Next: begin a recovery by the address or number; undo the change of the address by the mail to the former one, ' +
          'then recover; or sign in as ever, and then choose another password.',
      ),
  }),
  { signed_out: 'everywhere', password: 'stopped', way_back: 'mailbox' },
);
