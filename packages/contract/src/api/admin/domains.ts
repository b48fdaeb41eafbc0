/** `/api/admin/domains`: the names that a tenant answers at. */
import { z } from 'zod';
import { listOf, time } from '../common.ts';
import { named } from '../named.ts';

const pending = {
  host: 'login.acme.example',
  state: 'pending' as const,
  is_primary: false,
  issuer: 'https://login.acme.example',
  proof: {
    value: 'cardea-domain=…',
    dns_record: '_cardea.login.acme.example',
    https_address: 'https://login.acme.example/.well-known/cardea-domain.txt',
  },
  added_at: null,
  expires_at: '2026-12-06T12:00:00Z',
};

export const domain = named(
  'Domain',
  'A name that the tenant answers at, or that waits for a proof.',
  z.object({
    host: z.string(),
    state: z.enum(['verified', 'pending']),
    is_primary: z.boolean().describe('Its origin is the issuer; every other name leads there.'),
    issuer: z.string().describe('What the tenant would be called in tokens if this were the primary domain.'),
    proof: z
      .object({
        value: z.string(),
        dns_record: z.string().describe('Publish `value` as a text record of this name …'),
        https_address: z.string().describe('… or as the only line of a file at this address.'),
      })
      .nullable(),
    added_at: time.nullable(),
    expires_at: time.nullable().describe('Until when it can be proved.'),
  }),
  pending,
);

export const list = named('DomainList', 'The primary domain first.', listOf(domain), {
  items: [pending],
  next_cursor: null,
});

export const newDomain = named(
  'NewDomain',
  'A name that the business owns.',
  z.strictObject({ host: z.string().min(1).max(260) }),
  { host: 'login.acme.example' },
);

export const makePrimary = named(
  'PrimaryDomain',
  'Confirms that the issuer changes: every application has to be told, and everybody signs in again.',
  z.strictObject({
    confirm_issuer: z.string().max(300).optional().describe('The new issuer, as the list of domains says it.'),
  }),
  { confirm_issuer: 'https://login.acme.example' },
);
