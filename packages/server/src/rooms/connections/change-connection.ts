/** What changes a connection after it is made: its settings and secret, its state, and its end. */
import type { GivenConnectionSettings } from '@cardea/contract';
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type Author, demandVersion } from '../tenants/index.ts';
import { canonical } from './canonical.ts';
import { checkSecret, checkSettings, leadsElsewhere } from './check-settings.ts';
import { type Connection, type Place, settingsOf } from './connection.ts';
import { type ChangeDependencies, rulesOf } from './create-connection.ts';
import { append } from './events.ts';
import { readHeld } from './held-connection.ts';
import { invalid } from './invalid.ts';
import { toConnection } from './known-connections.ts';
import { type GivenSecret, keepSecret } from './secrets.ts';
import { countIdentities, deleteConnection, holdConnection, writeConnection, writeState } from './store.ts';

/** All that may be changed, whole. Without a secret, the one there is stays. */
export type ChangedConnection = {
  readonly name: string;
  readonly settings: GivenConnectionSettings;
  readonly secret?: GivenSecret | undefined;
};

/** Replaces name and settings; returns the names of the fields that changed. */
export async function changeConnection(
  deps: ChangeDependencies,
  tx: Transaction,
  place: Place,
  { name, settings, secret }: ChangedConnection,
  author: Author,
): Promise<readonly string[]> {
  const former = await hold(tx, place, author);
  const { preset, given } = former;
  const findings: Record<string, string> = checkSettings(preset, settings, await rulesOf(deps, tx, place.tenantId));
  const needsNone = settingsOf(preset, settings).token_endpoint_auth_method === 'none';
  const isKept = former.hasSecret && !leadsElsewhere(preset, given, settings);
  const ofSecret = await checkSecret(preset, settings, { secret: secret?.text, isKept });
  if (ofSecret !== null)
    findings['client_secret'] = ofSecret === 'required' && former.hasSecret ? 'needed_again' : ofSecret;
  if (Object.keys(findings).length > 0) throw invalid(findings);
  const fields = changedFields({ ...given, name: former.name }, { ...settings, name });
  if (secret !== undefined || (needsNone && former.hasSecret)) {
    await keepSecret(deps.encryption, tx, place, secret ?? null);
    fields.push('client_secret');
  }
  if (fields.length === 0) return [];
  await writeConnection(tx, { ...place, name, settings });
  const { email_is_authoritative: vouches } = settingsOf(preset, settings);
  const data = { connectionId: place.connectionId, fields, vouches };
  await append(deps.ledger, tx, place.tenantId, { event: 'connection.changed', data }, author);
  return fields;
}

/** Nobody signs in by a disabled connection, on any node, within a second. What is linked by it stays. */
export async function setState(
  deps: Pick<ChangeDependencies, 'ledger'>,
  tx: Transaction,
  place: Place,
  state: 'active' | 'disabled',
  author: Author,
): Promise<boolean> {
  await hold(tx, place, author);
  if (!(await writeState(tx, place.tenantId, place.connectionId, state))) return false;
  const event = state === 'active' ? 'connection.enabled' : 'connection.disabled';
  await append(deps.ledger, tx, place.tenantId, { event, data: { connectionId: place.connectionId } }, author);
  return true;
}

/**
 * Removes it with its domains and with the links of customers, who may lose their only way in by that: as long as there are
 * any, whoever removes it says how many (`connection.has_customers`).
 */
export async function removeConnection(
  deps: ChangeDependencies,
  tx: Transaction,
  place: Place,
  { confirmed, author }: { readonly confirmed: number; readonly author: Author },
): Promise<{ readonly identities: number }> {
  await deps.lockRemoval?.(tx, place.tenantId, author);
  await hold(tx, place, author);
  const identities = await countIdentities(tx, place.tenantId, place.connectionId);
  if (identities !== 0 && identities !== confirmed)
    throw new ProblemError('connection.has_customers', { fields: { confirm_identities: 'required' } });
  const held = await readHeld(deps, tx, place);
  if (held !== null) await deps.beforeRemoval?.(tx, held, author);
  await deleteConnection(tx, place.tenantId, place.connectionId);
  const data = { connectionId: place.connectionId, identities };
  await append(deps.ledger, tx, place.tenantId, { event: 'connection.removed', data }, author);
  return { identities };
}

/** It as it is now, held until the transaction ends; refuses what is of another version than the author's. */
export async function hold(tx: Transaction, { tenantId, connectionId }: Place, author: Author): Promise<Connection> {
  const row = await holdConnection(tx, tenantId, connectionId);
  const connection = row === undefined ? null : toConnection(row);
  if (connection === null) throw new ProblemError('connection.not_found');
  demandVersion(author, connection.version);
  return connection;
}

function changedFields(former: Readonly<Record<string, unknown>>, next: Readonly<Record<string, unknown>>): string[] {
  const names = new Set([...Object.keys(former), ...Object.keys(next)]);
  return [...names].filter((name) => canonical(former[name]) !== canonical(next[name])).sort();
}
