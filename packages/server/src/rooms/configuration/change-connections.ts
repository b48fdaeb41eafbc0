/** Makes the changes of connections that a plan holds, through the room that owns them. */
import type { Transaction } from '../../foundation/database/index.ts';
import { ProblemError } from '../../foundation/errors/index.ts';
import { type ConnectionChanges, leadsElsewhere } from '../connections/index.ts';
import type { Author } from '../tenants/index.ts';
import { isOtherSecret, type WantedConnection } from './connections.ts';
import type { ConfigurationDependencies } from './dependencies.ts';
import type { Work } from './work.ts';

export async function changeConnections(
  deps: ConfigurationDependencies,
  tx: Transaction,
  tenantId: string,
  work: Work,
  author: Author,
): Promise<void> {
  const byId = new Map(work.wanted.connections.map((connection) => [connection.connectionId, connection]));
  const ofConnections = work.changes.filter(({ section }) => section === 'connections');
  const at = (id: string): ConnectionChanges => {
    const expectedVersion = work.state.connections.get(id)?.version;
    return deps.connections.within(tx, { ...author, expectedVersion });
  };
  // A domain may move from one to another: it leaves before it comes, and whatever goes away goes first.
  for (const { action, key } of ofConnections)
    if (action === 'remove') await named(key, at(key).remove(tenantId, key, 0));
  const plain = deps.connections.within(tx, author);
  for (const { key } of ofConnections) {
    const wanted = byId.get(key)?.domains ?? null;
    const leaving = (work.state.connectionDomains.get(key) ?? []).filter(
      (domain) => wanted?.includes(domain) === false,
    );
    for (const domain of leaving) await plain.removeDomain(tenantId, key, domain);
  }
  for (const { action, key } of ofConnections) {
    const wanted = byId.get(key);
    if (wanted === undefined || action === 'remove') continue;
    if (action === 'create') await createOne(plain, tenantId, wanted, work);
    else await changeOne(at(key), plain, tenantId, wanted, work);
    const there = work.state.connectionDomains.get(key) ?? [];
    for (const domain of wanted.domains ?? [])
      if (!there.includes(domain)) await named(key, plain.claimDomain(tenantId, key, domain));
  }
}

async function createOne(
  changes: ConnectionChanges,
  tenantId: string,
  wanted: WantedConnection,
  { connectionSecrets }: Work,
): Promise<void> {
  const { connectionId, name, preset, state, given, secret } = wanted;
  const text = connectionSecrets.get(connectionId) ?? null;
  const ofSecret = text === null || secret === null ? {} : { client_secret: text, secretReference: secret };
  const definition = { connection_id: connectionId, name, preset, state, ...given, ...ofSecret };
  await named(connectionId, changes.create(tenantId, definition));
}

async function changeOne(
  changes: ConnectionChanges,
  later: ConnectionChanges,
  tenantId: string,
  wanted: WantedConnection,
  { state, connectionSecrets }: Work,
): Promise<void> {
  const { connectionId: id, name, given, secret: reference } = wanted;
  const current = state.connectionSecrets.get(id) ?? null;
  const text = connectionSecrets.get(id) ?? null;
  const isMoved = text !== null && reference !== null;
  const secret =
    isMoved && (isOtherSecret(wanted, current, text) || hasMoved(wanted, state)) ? { text, reference } : undefined;
  // The first demands the version and holds the row for all that follow.
  await named(id, changes.change(tenantId, id, { name, settings: given, ...(secret === undefined ? {} : { secret }) }));
  if (secret === undefined && reference !== null) await later.noteReference(tenantId, id, reference);
  await later.setState(tenantId, id, wanted.state);
}

/** Whether it leads elsewhere than before: then the secret is given again, though it is the same. */
function hasMoved({ connectionId, preset, given }: WantedConnection, { connections }: Work['state']): boolean {
  const former = connections.get(connectionId)?.given;
  return former === undefined || leadsElsewhere(preset, former, given);
}

/** A refusal of the room, with the connection that it is about. */
async function named<T>(id: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.code.startsWith('connection.')) throw error;
    // A file has no word for how many: whoever removes it looks at it.
    if (error.code === 'connection.has_customers')
      throw new ProblemError('connection.invalid', { fields: { [id]: 'has_customers' }, cause: error });
    const fields = Object.entries(error.fields ?? {}).map(([field, finding]) => [`${id}.${field}`, finding]);
    throw new ProblemError('connection.invalid', { fields: Object.fromEntries(fields), cause: error });
  }
}
