/** What every part of the API shares: refusals, texts, times and pages of lists. */
import { z } from 'zod';
import { type ErrorCode, errorCatalogue } from '../errors.ts';
import { named } from './named.ts';

export const time = z.iso.datetime().describe('RFC 3339, UTC');
const codes = Object.keys(errorCatalogue) as [ErrorCode, ...ErrorCode[]];

export const problem = named(
  'Problem',
  'A refusal (RFC 9457). `code` is stable; `detail` is for people, in their language.',
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes),
    reference: z.string().describe('The number that the log carries too.'),
    detail: z.string().optional(),
    errors: z
      .array(
        z.object({
          pointer: z.string().describe('JSON Pointer (RFC 6901) into the body that was sent.'),
          text_id: z.string().describe('Stable name of what is wrong.'),
          text: z.string(),
        }),
      )
      .optional(),
    methods: z
      .array(z.string())
      .optional()
      .describe('With `session.stale`: how the customer can prove themselves anew.'),
    connection: z
      .object({ connection: z.string(), name: z.string() })
      .optional()
      .describe('With `connection.required`: the one connection that owners of such an address sign in by.'),
    challenge: z
      .record(z.string(), z.unknown())
      .optional()
      .describe(
        'With `challenge.required`: an ALTCHA challenge. Solve it and send base64 of `{ challenge, solution }`, as the library of ALTCHA does, as `challenge_solution` of the same action. Good once, in this journey, for five minutes.',
      ),
  }),
  {
    type: 'urn:cardea:error:form.invalid',
    title: 'Something in the form needs your attention.',
    status: 422,
    code: 'form.invalid',
    reference: 'req_0123456789abcdefghjkmnpqrs',
    detail: 'Something in the form needs your attention.',
    errors: [{ pointer: '/password', text_id: 'password.too_short', text: 'Use at least 8 characters.' }],
  },
);

/** A page of a list: `next_cursor` is null on the last one. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next_cursor: z.string().nullable() });
}

export const cursorQuery = z.strictObject({ cursor: z.string().max(200).optional() });
