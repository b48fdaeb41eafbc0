/** Entries about what a customer is found by, as it changes. */
import { z } from 'zod';
import { event, id, none } from './parts.ts';

const client = z.strictObject({ address: z.string(), userAgent: z.string() });
const identifierType = z.enum(['email', 'phone', 'username']);

export const identifierEvents = {
  'identifier.change_requested': event(z.strictObject({ flowId: id, proofId: id, type: identifierType }), none),
  'identifier.added': event(z.strictObject({ identifierId: id, type: identifierType }), client),
  'identifier.changed': event(
    // `changeId`: what an undo refers to; `tellsNumber`: the number that the account began with is told in its place
    z.strictObject({
      identifierId: id,
      formerIdentifierId: id,
      type: identifierType,
      changeId: id.optional(),
      tellsNumber: z.boolean().optional(),
    }),
    client,
  ),
  'identifier.removed': event(z.strictObject({ identifierId: id, type: identifierType }), client),
  'identifier.change_undone': event(z.strictObject({ identifierId: id, changeId: id, type: identifierType }), client),
};
