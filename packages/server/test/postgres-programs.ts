/** PostgreSQL's programs, and the account that may run them on this machine: for whoever starts a database of their own. */
import { type Account, chooseAccount } from '../src/foundation/database/embedded/account.ts';
import { findBinaries } from '../src/foundation/database/embedded/binaries.ts';

export type PostgresPrograms = { readonly initdb: string; readonly postgres: string; readonly account: Account };

/** `cluster`: a folder that may not exist yet; one that does stays with its owner. */
export function postgresPrograms(cluster: string): PostgresPrograms {
  const account = chooseAccount(cluster);
  const { initdb, postgres } = findBinaries(account);
  return { initdb, postgres, account };
}
