/** Makes a connection, with its secret and the domains that are claimed for it, in one transaction with the entry. */
import type { connectionDefinition } from '@cardea/contract';
import type { z } from 'zod';
import type { Clock } from '../../foundation/clock/index.ts';
import type { Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import type { Ledger } from '../ledger/index.ts';
import type { Author, Tenants } from '../tenants/index.ts';
import { checkSecret, checkSettings, type Rules } from './check-settings.ts';
import { settingsOf } from './connection.ts';
import { claimDomain } from './domains.ts';
import { append } from './events.ts';
import type { HeldConnection } from './held-connection.ts';
import { invalid } from './invalid.ts';
import { keepSecret } from './secrets.ts';
import { countConnections, insertConnection } from './store.ts';

export type ChangeDependencies = {
  readonly ledger: Ledger;
  readonly encryption: Encryption;
  readonly tenants: Pick<Tenants, 'profileSchema'>;
  readonly development: boolean;
  readonly clock: Clock;
  /** The port to what has to wait before a connection is held that is about to go. */
  readonly lockRemoval?: (tx: Transaction, tenantId: string, author: Author) => Promise<void>;
  /** The port to what hangs on a connection that is about to go, in the transaction that removes it. */
  readonly beforeRemoval?: (tx: Transaction, held: HeldConnection, author: Author) => Promise<void>;
};

/** As the contract reads it. `reference`: where a configuration file keeps the secret. */
export type NewConnection = z.output<typeof connectionDefinition> & { readonly secretReference?: object | undefined };

const mostConnections = 200;

/** Refuses with `connection.invalid` and one finding for each field that is wrong. */
export async function createConnection(
  deps: ChangeDependencies,
  tx: Transaction,
  tenantId: string,
  wanted: NewConnection,
  author: Author,
): Promise<void> {
  const { connection_id: connectionId, name, preset, state, client_secret: secret, domains = [], ...rest } = wanted;
  const { secretReference: reference = null, ...settings } = rest;
  const findings: Record<string, string> = checkSettings(preset, settings, await rulesOf(deps, tx, tenantId));
  const ofSecret = await checkSecret(preset, settings, { secret, isKept: false });
  if (ofSecret !== null) findings['client_secret'] = ofSecret;
  if (Object.keys(findings).length > 0) throw invalid(findings);
  if ((await countConnections(tx, tenantId)) >= mostConnections) throw new ProblemError('connection.too_many');
  if (!(await insertConnection(tx, { tenantId, connectionId, name, preset, state, settings })))
    throw invalid({ connection_id: 'taken' });
  if (secret !== undefined)
    await keepSecret(deps.encryption, tx, { tenantId, connectionId }, { text: secret, reference });
  const { email_is_authoritative: vouches } = settingsOf(preset, settings);
  await append(
    deps.ledger,
    tx,
    tenantId,
    { event: 'connection.created', data: { connectionId, preset, vouches } },
    author,
  );
  for (const domain of domains) await claimDomain(deps, tx, { tenantId, connectionId }, domain, author);
}

/** What counts for this tenant's connections. */
export async function rulesOf(
  { tenants, development }: Pick<ChangeDependencies, 'tenants' | 'development'>,
  tx: Transaction,
  tenantId: string,
): Promise<Rules> {
  const { attributes } = await tenants.profileSchema.currentWithin(tx, tenantId);
  return { development, attributes: new Set(attributes.map(({ name }) => name)) };
}
