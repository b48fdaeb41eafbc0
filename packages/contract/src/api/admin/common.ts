/** What the resources of the management API share. */
import { z } from 'zod';

/** An id in a body or query, in the form that every id has. */
export const idText = z.string().regex(/^[\w.-]{1,40}$/);

/** A list page by page; routes that can be narrowed extend it. */
export const pageQuery = z.strictObject({
  cursor: z.string().max(2000).optional().describe('`next_cursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(100).default(25).describe('How many on a page, 100 at most.'),
});
