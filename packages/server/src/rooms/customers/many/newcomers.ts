/** What an import needs of this room: newcomers sealed and written many at a time, and found by what they were called. */
import type { Queries, Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { ProfileSchemas } from '../../tenants/index.ts';
import { findByExternalDigests } from '../store/external-ids.ts';
import { findImports } from '../store/newcomers.ts';
import type { Newcomer, Taken } from './newcomer.ts';
import { externalIdField, type PreparedNewcomers, prepareNewcomers } from './prepare-newcomers.ts';
import { writeNewcomers } from './write-newcomers.ts';

export function createNewcomers(deps: {
  readonly encryption: Encryption;
  readonly profileSchema: Pick<ProfileSchemas, 'current'>;
}) {
  const { encryption } = deps;
  return {
    /** Seals newcomers outside of any transaction; nothing is written yet. */
    prepareNewcomers: (
      queries: Queries,
      tenantId: string,
      newcomers: readonly Newcomer[],
    ): Promise<PreparedNewcomers> => prepareNewcomers(deps, queries, tenantId, newcomers),

    /** Writes prepared newcomers; customer id → who is in the way of that one. Holds the lock of each of them. */
    writeNewcomers: (
      tx: Transaction,
      tenantId: string,
      prepared: PreparedNewcomers,
      importId: string,
    ): Promise<ReadonlyMap<string, Taken>> => writeNewcomers(tx, tenantId, prepared, importId),

    /** Of these customers, the import that each came with; null for who registered here. */
    importsOf: (
      queries: Queries,
      tenantId: string,
      customerIds: readonly string[],
    ): Promise<ReadonlyMap<string, string | null>> => findImports(queries, tenantId, customerIds),

    /** Former id → whose it is, for those that are known. */
    async findByExternalIds(
      queries: Queries,
      tenantId: string,
      externalIds: readonly string[],
    ): Promise<ReadonlyMap<string, string>> {
      const { version, digest } = await encryption.blindIndexer(queries, tenantId);
      const digests = externalIds.map((value) => digest(externalIdField, value));
      const found = await findByExternalDigests(queries, tenantId, version, digests);
      const pairs = externalIds.map((value, at) => [value, found.get(digests[at]?.toString('hex') ?? '')] as const);
      return new Map(pairs.filter((pair): pair is [string, string] => pair[1] !== undefined));
    },
  };
}
