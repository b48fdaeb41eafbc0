/**
 * The mail domains of a connection: who signs in with an address there is led to it. A domain counts once a text record
 * proved it, the way a tenant proves its own names; until then it leads nowhere.
 */
import type { Database, Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { TextRecords } from '../../foundation/http-client/index.ts';
import { newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, isLoopbackName, isPublished, placesOf, readHostName } from '../tenants/index.ts';
import type { Place } from './connection.ts';
import { append } from './events.ts';
import { invalid } from './invalid.ts';
import { type DomainRow, deleteDomain, insertDomain, listDomains, writeProven } from './store/domains.ts';

export type DomainDependencies = { readonly ledger: Ledger; readonly development: boolean };

export type ConnectionDomain = {
  readonly domain: string;
  readonly connectionId: string;
  readonly state: 'proven' | 'pending';
  /** What to publish, as a text record of this name. */
  readonly proof: string;
  readonly record: string;
  readonly addedAt: Date;
  readonly provenAt: Date | null;
};

const mostDomains = 100;

/** The domain of a mail address as it is stored, or null when it is none. */
export function readMailDomain(text: string, development: boolean): string | null {
  const domain = readHostName(text, development);
  return domain === null || domain.includes(':') || !domain.includes('.') ? null : domain;
}

/** Takes a domain in: as a claim that says how to prove it, or at once where its mail never leaves this machine. */
export async function claimDomain(
  { ledger, development }: DomainDependencies,
  tx: Transaction,
  { tenantId, connectionId }: Place,
  text: string,
  author: Author,
): Promise<string> {
  const domain = readMailDomain(text, development);
  if (domain === null) throw invalid({ domains: 'malformed' });
  const ofThis = (await listDomains(tx, tenantId)).filter((row) => row.connection_id === connectionId);
  if (ofThis.some((row) => row.domain === domain)) return domain;
  if (ofThis.length >= mostDomains) throw new ProblemError('domain.too_many');
  const isProven = isLoopbackName(domain);
  const proof = `cardea-connection=${newSecret()}`;
  if (!(await insertDomain(tx, tenantId, { connectionId, domain, proof, isProven })))
    throw invalid({ domains: 'taken' });
  const event = isProven ? 'connection.domain_added' : 'connection.domain_claimed';
  await append(ledger, tx, tenantId, { event, data: { connectionId, domain } }, author);
  return domain;
}

/** Takes a domain away, proven or not. */
export async function removeDomain(
  { ledger }: Pick<DomainDependencies, 'ledger'>,
  tx: Transaction,
  { tenantId, connectionId }: Place,
  domain: string,
  author: Author,
): Promise<void> {
  if (!(await deleteDomain(tx, tenantId, { connectionId, domain }))) throw new ProblemError('domain.not_found');
  await append(ledger, tx, tenantId, { event: 'connection.domain_removed', data: { connectionId, domain } }, author);
}

/** Looks for the proof, outside any transaction, and lets the domain count where it is found. */
export async function verifyDomain(
  deps: DomainDependencies & { readonly database: Database; readonly textRecords: TextRecords },
  { tenantId, connectionId }: Place,
  domain: string,
  author: Author,
): Promise<void> {
  const rows = await listDomains(deps.database.reader, tenantId);
  const row = rows.find((one) => one.domain === domain && one.connection_id === connectionId);
  if (row === undefined) throw new ProblemError('domain.not_found');
  if (row.proven_at !== null) return;
  const { proof } = row;
  if (!(await isPublished(deps, domain, proof))) throw new ProblemError('domain.unproven');
  await deps.database.transaction({}, async (tx) => {
    if (!(await writeProven(tx, tenantId, { connectionId, domain, proof }))) throw new ProblemError('domain.not_found');
    const data = { connectionId, domain };
    await append(deps.ledger, tx, tenantId, { event: 'connection.domain_added', data }, author);
  });
}

export function toDomain(row: DomainRow): ConnectionDomain {
  return {
    domain: row.domain,
    connectionId: row.connection_id,
    state: row.proven_at === null ? 'pending' : 'proven',
    proof: row.proof,
    record: placesOf(row.domain).record,
    addedAt: row.created_at,
    provenAt: row.proven_at,
  };
}
