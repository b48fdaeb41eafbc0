/**
 * A customer on a line of a file: what an export writes and an import reads. A file of such lines leaves one Cardea and
 * enters another without loss; `docs/import/customer-record.schema.json` is derived from it.
 */
import { z } from 'zod';

const text = (most: number) => z.string().min(1).max(most);

export const customerRecord = z
  .strictObject({
    id: text(255).optional().describe('What applications call the customer: the `sub` of their tokens.'),
    external_id: text(255).optional().describe('What the business calls the customer elsewhere; never in tokens.'),
    email: text(320)
      .optional()
      .describe(
        'The e-mail address. An account that begins with a number alone has none: it is imported where the tenant takes such accounts, with a verified number.',
      ),
    email_verified: z.boolean().default(false).describe('Whether it is known that the customer reads its mail.'),
    phone_number: text(40).optional().describe('A mobile number, best with its country: `+4915123456789`.'),
    phone_number_verified: z.boolean().default(false),
    username: text(100).optional(),
    password_hash: text(1024).optional().describe('A hash in one of the formats of docs/import/password-hashes.md.'),
    attributes: z
      .record(
        z.string().max(40),
        z.union([z.string().max(10_000), z.number(), z.boolean(), z.array(z.string()).max(50)]),
      )
      .default({})
      .describe('Values by the names of the profile schema.'),
    locale: text(35).optional().describe('A language tag such as `de` or `pt-BR`.'),
    state: z.enum(['active', 'disabled']).default('active'),
    created_at: z.iso.datetime({ offset: true }).optional().describe('Since when there is the account.'),
    consents: z
      .array(
        z.strictObject({
          client_id: text(100),
          scopes: z.array(text(100)).max(100),
          granted_at: z.iso.datetime({ offset: true }),
        }),
      )
      .max(200)
      .default([])
      .describe('What the customer allowed to which application.'),
    identities: z
      .array(
        z.strictObject({
          connection: text(100).describe('The connection that the customer signs in with.'),
          issuer: text(2000).optional().describe('Who vouches for the subject; without it, whom the connection asks.'),
          subject: text(255).describe('What the provider calls the customer: its `sub`, never an address.'),
          email: text(254).nullable().optional().describe('As the provider said it last; shown to the customer alone.'),
          name: text(200).nullable().optional(),
        }),
      )
      .max(20)
      .default([])
      .describe('Accounts elsewhere that the customer signs in with.'),
  })
  .describe('One customer.');

/** As it is read: every field that has a default is there. */
export type CustomerRecord = z.output<typeof customerRecord>;
/** As it is written. */
export type CustomerRecordInput = z.input<typeof customerRecord>;
