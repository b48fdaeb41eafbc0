/**
 * Writes prepared newcomers with a handful of statements. Whoever is in the way of one of them keeps what they have, and
 * of that newcomer nothing stays; the others are not held up.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
import {
  deleteNewcomers,
  dropAllReserved,
  findHolders,
  findImports,
  insertExternalIds,
  insertIdentifiers,
  insertNewcomers,
  insertTerms,
} from '../store/newcomers.ts';
import type { PreparedNewcomer, Taken } from './newcomer.ts';
import type { PreparedNewcomers } from './prepare-newcomers.ts';

/** Returns, for each newcomer who could not be written, who is in the way. The caller holds the lock of each. */
export async function writeNewcomers(
  tx: Transaction,
  tenantId: string,
  prepared: PreparedNewcomers,
  importId: string,
): Promise<ReadonlyMap<string, Taken>> {
  const { newcomers, indexVersion } = prepared;
  const taken = new Map<string, Taken>();
  if (newcomers.length === 0) return taken;
  const isStill = ({ customerId }: PreparedNewcomer) => !taken.has(customerId);

  const written = new Set(await insertNewcomers(tx, tenantId, importId, newcomers));
  const known = newcomers.map(({ customerId }) => customerId).filter((customerId) => !written.has(customerId));
  const imports = known.length === 0 ? null : await findImports(tx, tenantId, known);
  for (const customerId of known)
    taken.set(customerId, { customerId, by: 'customer_id', importId: imports?.get(customerId) ?? null });

  const claiming = newcomers.filter(isStill);
  const claimed = new Set(await insertIdentifiers(tx, tenantId, indexVersion, claiming));
  for (const reserved of await dropAllReserved(tx, tenantId, [...claimed])) claimed.delete(reserved);
  const refused = claiming.filter(({ identifiers }) => !identifiers.every((one) => claimed.has(one.identifierId)));
  await note('identifier', refused, ({ identifiers }) =>
    identifiers.filter((one) => !claimed.has(one.identifierId)).map(({ digest }) => digest),
  );

  const named = newcomers.filter((newcomer) => isStill(newcomer) && newcomer.externalId !== null);
  const kept = new Set(await insertExternalIds(tx, tenantId, indexVersion, named));
  const twice = named.filter(({ customerId }) => !kept.has(customerId));
  await note('external_id', twice, ({ externalId }) => (externalId === null ? [] : [externalId.digest]));

  await deleteNewcomers(tx, tenantId, [...refused, ...twice]);
  const staying = newcomers.filter(isStill);
  await prepared.writeKeys(
    tx,
    staying.map(({ customerId }) => customerId),
  );
  await insertTerms(tx, tenantId, indexVersion, staying);
  return taken;

  async function note(
    by: 'identifier' | 'external_id',
    losers: readonly PreparedNewcomer[],
    digestsOf: (newcomer: PreparedNewcomer) => readonly Buffer[],
  ): Promise<void> {
    if (losers.length === 0) return;
    const holders = await findHolders(tx, tenantId, { by, indexVersion, digests: losers.flatMap(digestsOf) });
    for (const loser of losers) {
      const holder = digestsOf(loser)
        .map((digest) => holders.get(digest.toString('hex')))
        .find((found) => found !== undefined);
      taken.set(loser.customerId, {
        by,
        customerId: holder?.customerId ?? '',
        importId: holder?.importId ?? null,
      });
    }
  }
}
