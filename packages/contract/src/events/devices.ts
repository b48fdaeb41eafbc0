/** Entries about the browsers and devices of a customer. */
import { z } from 'zod';
import { event, id, none } from './parts.ts';

// One that is known by a document has its address for an id.
const applicationId = z.string().max(200);
const client = z.strictObject({ address: z.string(), userAgent: z.string() });

export const deviceEvents = {
  // all that was asked was right, but the page it was typed into was not ours: no session came of it
  'sign_in.relayed': event(z.strictObject({ flowId: id, origin: z.string().max(300) }), client),
  'device.remembered': event(z.strictObject({ sessionId: id }), client),
  // somebody signed a device in, or refused to, from a browser of theirs; `sessionId` is the device's own
  'device.approved': event(z.strictObject({ applicationId, sessionId: id, approvedBy: id }), client),
  'device.denied': event(z.strictObject({ applicationId, deniedBy: id }), client),
  'devices.forgotten': event(z.strictObject({ count: z.int() }), none),
  // one browser, by its owner; with it go its sessions
  'device.forgotten': event(z.strictObject({ deviceId: id, sessions: z.int() }), client),
  // all but the one that asked, by their owner
  'devices.others_forgotten': event(z.strictObject({ count: z.int() }), client),
  'device.renamed': event(z.strictObject({ deviceId: id }), none),
};
