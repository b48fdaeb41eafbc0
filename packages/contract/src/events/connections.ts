/** Entries about connections: none of them is about a customer. */
import { z } from 'zod';
import { connectionPresets } from '../connections.ts';
import { event, host, id, none } from './parts.ts';

const connection = z.strictObject({ connectionId: id });
const connectionDomain = z.strictObject({ connectionId: id, domain: host });

export const connectionEvents = {
  // `vouches`: what it calls verified proves a mailbox here
  'connection.created': event(
    z.strictObject({ connectionId: id, preset: z.enum(connectionPresets), vouches: z.boolean() }),
    none,
  ),
  // `fields`: `client_secret` among them when it was given anew
  'connection.changed': event(
    z.strictObject({ connectionId: id, fields: z.array(z.string().max(60)).max(60), vouches: z.boolean() }),
    none,
  ),
  'connection.enabled': event(connection, none),
  'connection.disabled': event(connection, none),
  // `identities`: how many links of customers went with it
  'connection.removed': event(z.strictObject({ connectionId: id, identities: z.int() }), none),
  'connection.domain_claimed': event(connectionDomain, none),
  'connection.domain_added': event(connectionDomain, none),
  'connection.domain_removed': event(connectionDomain, none),
} as const;
