/** What making, rotating and advancing keys have in common: sealing, the ledger, and how long a former key is kept. */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Encryption } from '../../../foundation/encryption/index.ts';
import type { Ledger } from '../../ledger/index.ts';
import { type Author, system } from '../author.ts';
import type { TenantSettings } from '../settings.ts';
import type { KeyName, NewKeyRow } from '../store/signing-keys.ts';
import type { MadeKey } from './signing-key.ts';

const day = 24 * 60 * 60;

type KeyEvent = `signing_key.${'created' | 'activated' | 'retired' | 'removed' | 'withdrawn'}`;

/** Where a private key is sealed: at its own id, so that no key can be put in another's place. */
export function placeOf(tenantId: string, keyId: string) {
  return { tenantId, subjectId: null, field: `signing-key.${keyId}` };
}

/** A made key as it rests. */
export async function sealKey(
  encryption: Encryption,
  tx: Transaction,
  tenantId: string,
  key: MadeKey,
): Promise<NewKeyRow> {
  const { keyId, algorithm, publicJwk } = key;
  const privateJwk = await encryption.seal(tx, placeOf(tenantId, keyId), JSON.stringify(key.privateJwk));
  return { tenantId, keyId, algorithm, publicJwk, privateJwk };
}

/** Writes one entry for each key. */
export function recordKeys(ledger: Ledger, tx: Transaction, tenantId: string, { actor, requestId }: Author = system) {
  return (event: KeyEvent, keys: readonly KeyName[]): Promise<void> =>
    ledger.appendAll(
      tx,
      keys.map(({ keyId, algorithm }) => {
        const data = { keyId, algorithm };
        return { tenantId, customerId: null, event, actor, requestId, data };
      }),
    );
}

/**
 * How long a former key stays published. Of all that it signed the id token is of use for longest: an application shows
 * it when the customer signs out, at the latest when the session is over.
 */
export function keptSecondsOf(settings: TenantSettings): number {
  return Math.max(day, settings.session.absoluteSeconds);
}
