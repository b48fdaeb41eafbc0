/** The secrets of an application: a fresh one, or one that is kept elsewhere. Two are the most that count at a time. */
import { applicationMetadata } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret, newSecret } from '../../foundation/ids/index.ts';
import type { Ledger } from '../ledger/index.ts';
import { type Author, demandVersion } from '../tenants/index.ts';
import { needsSecret } from './application.ts';
import { invalid } from './read-metadata.ts';
import { insertSecret, retireSecret, type SecretRow } from './store/secrets.ts';
import { holdApplication, touchApplication } from './store.ts';
import { mayAdminister } from './tenant-api.ts';

const longestKeepSeconds = 90 * 24 * 60 * 60;

type Place = { readonly tenantId: string; readonly applicationId: string };

/** Makes a new secret and returns it; the one before keeps working for so long, and any older one ends now. */
export async function rotateSecret(
  deps: { readonly ledger: Ledger },
  tx: Transaction,
  place: Place,
  keepFormerSeconds: number,
  author: Author,
): Promise<string> {
  const secret = newSecret();
  await replaceSecret(deps, tx, place, { hash: hashSecret(secret), reference: null }, keepFormerSeconds, author);
  return secret;
}

/** Puts a given secret in the place of the current one, in the same way. */
export async function replaceSecret(
  deps: { readonly ledger: Ledger },
  tx: Transaction,
  { tenantId, applicationId }: Place,
  secret: SecretRow,
  keepFormerSeconds: number,
  author: Author,
): Promise<void> {
  const keepSeconds = Math.min(Math.max(Math.trunc(keepFormerSeconds), 0), longestKeepSeconds);
  if (author.expectedVersion !== undefined) {
    const held = await holdApplication(tx, tenantId, applicationId);
    if (held !== undefined) demandVersion(author, held.version);
  }
  // Two rotations at once wait for each other here, so each finds the other's secret as the current one.
  const row = await touchApplication(tx, tenantId, applicationId);
  if (row === undefined) throw new ProblemError('application.not_found');
  const metadata = applicationMetadata.parse(row.metadata);
  if (!needsSecret(metadata)) throw invalid({ token_endpoint_auth_method: 'needs_no_secret' });
  await retireSecret(tx, tenantId, applicationId, keepSeconds);
  await insertSecret(tx, tenantId, applicationId, secret);
  await deps.ledger.append(tx, {
    tenantId,
    customerId: null,
    event: 'application.secret_rotated',
    actor: author.actor,
    requestId: author.requestId,
    data: { applicationId, keepFormerSeconds: keepSeconds, isAdministrative: mayAdminister(metadata.scope) },
  });
}
