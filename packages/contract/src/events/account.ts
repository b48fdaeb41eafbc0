/** Entries about an account as a whole: taken back by its owner, locked, about to close, kept. */
import { z } from 'zod';
import { event, id } from './parts.ts';

const client = z.strictObject({ address: z.string(), userAgent: z.string() });

export const accountEvents = {
  'account.recovered': event(z.strictObject({ flowId: id, withoutPassword: z.literal(true).optional() }), client),
  // by the link of a notice, or by a session of the account; `keptWaysIn`: by a session, where no mailbox leads back
  'account.secured': event(
    z.strictObject({ proofId: id.optional(), sessionId: id.optional(), keptWaysIn: z.literal(true).optional() }),
    client,
  ),
  'account.closing': event(z.strictObject({ closesAt: z.iso.datetime() }), client),
  'account.kept': event(
    z.strictObject({ method: z.enum(['sign-in', 'email-link', 'undo-link', 'secure-link', 'administrator']) }),
    client,
  ),
};
