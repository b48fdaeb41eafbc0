/** Seals and opens what providers gave us as secrets: for one connection, and for nothing else. */
import type { Queries, Transaction } from '../../foundation/database/index.ts';
import type { Encryption } from '../../foundation/encryption/index.ts';
import { type SealedSecret, writeSecret } from './store/secrets.ts';

/** A secret, and where a configuration file says that it is kept. */
export type GivenSecret = { readonly text: string; readonly reference: object | null };

const placeOf = (tenantId: string, connectionId: string) =>
  ({ tenantId, subjectId: null, field: `connection.secret:${connectionId}` }) as const;

export async function keepSecret(
  encryption: Encryption,
  tx: Transaction,
  { tenantId, connectionId }: { readonly tenantId: string; readonly connectionId: string },
  secret: GivenSecret | null,
): Promise<void> {
  const sealed = secret === null ? null : await encryption.seal(tx, placeOf(tenantId, connectionId), secret.text);
  await writeSecret(tx, tenantId, { connectionId, sealed, reference: secret?.reference ?? null });
}

export async function openSecret(
  encryption: Encryption,
  queries: Queries,
  tenantId: string,
  { connectionId, sealed }: Pick<SealedSecret, 'connectionId' | 'sealed'>,
): Promise<string | null> {
  return sealed === null ? null : encryption.open(queries, placeOf(tenantId, connectionId), sealed);
}
