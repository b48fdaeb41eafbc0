/**
 * Every change of connections, within a transaction of the caller's: several of them are made together or not at all. This
 * node knows of them once the transaction is committed.
 */
import type { Transaction } from '../../foundation/database/index.ts';
import type { Author } from '../tenants/index.ts';
import { type ChangedConnection, changeConnection, hold, removeConnection, setState } from './change-connection.ts';
import type { Connection, Place } from './connection.ts';
import { type ChangeDependencies, createConnection, type NewConnection } from './create-connection.ts';
import { claimDomain, removeDomain } from './domains.ts';
import { writeSecretReference } from './store/secrets.ts';

export type ChangesDependencies = ChangeDependencies & {
  /** Called once the change is committed, so that this node does not serve the former state. */
  readonly forget: (tenantId: string) => void;
};

export type ConnectionChanges = ReturnType<typeof changesWithin>;

export function changesWithin(deps: ChangesDependencies, tx: Transaction, author: Author) {
  const at = (tenantId: string, connectionId: string): Place => {
    tx.afterCommit(() => deps.forget(tenantId));
    return { tenantId, connectionId };
  };

  return {
    /** Makes a connection. */
    async create(tenantId: string, wanted: NewConnection): Promise<void> {
      at(tenantId, wanted.connection_id);
      await createConnection(deps, tx, tenantId, wanted, author);
    },
    /** It as it is now, in the author's version, held until the transaction ends. */
    hold: (tenantId: string, connectionId: string): Promise<Connection> => hold(tx, { tenantId, connectionId }, author),
    /** Replaces name and settings, whole; returns the names of the fields that changed. */
    change: (tenantId: string, connectionId: string, wanted: ChangedConnection): Promise<readonly string[]> =>
      changeConnection(deps, tx, at(tenantId, connectionId), wanted, author),
    /** Stops or starts signing in by it; false when there is nothing to do. */
    setState: (tenantId: string, connectionId: string, state: 'active' | 'disabled'): Promise<boolean> =>
      setState(deps, tx, at(tenantId, connectionId), state, author),
    /** Removes it; `confirmed` is how many links of customers go with it. */
    remove: (tenantId: string, connectionId: string, confirmed: number): Promise<{ readonly identities: number }> =>
      removeConnection(deps, tx, at(tenantId, connectionId), { confirmed, author }),
    /** Notes where its secret is kept. */
    noteReference: (tenantId: string, connectionId: string, reference: object): Promise<void> =>
      writeSecretReference(tx, tenantId, connectionId, reference),
    /** Claims a mail domain for it; returns the domain as it is stored. */
    claimDomain: (tenantId: string, connectionId: string, domain: string): Promise<string> =>
      claimDomain(deps, tx, at(tenantId, connectionId), domain, author),
    /** Takes a mail domain away from it. */
    removeDomain: (tenantId: string, connectionId: string, domain: string): Promise<void> =>
      removeDomain(deps, tx, at(tenantId, connectionId), domain, author),
  };
}
