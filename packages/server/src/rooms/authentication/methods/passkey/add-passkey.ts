/** Keeps a passkey that was just made, under its owner's lock, and says so in the ledger. Making it has proven it too. */
import type { Transaction } from '../../../../foundation/database/index.ts';
import { ProblemError } from '../../../../foundation/errors/index.ts';
import { type Credentials, type NewPasskey, providerOf, readPasskeyName } from '../../../credentials/index.ts';
import type { Ledger } from '../../../ledger/index.ts';
import { type Client, describeDevice } from '../../../sessions/index.ts';
import type { ProofRecord } from '../../flow.ts';

export type Adding = {
  readonly tenantId: string;
  readonly customerId: string;
  readonly passkey: NewPasskey;
  /** What its owner calls it; without it, what made it, or else the browser it was made in. */
  readonly name: string;
  readonly client: Client;
  readonly requestId: string;
};

/** The proof that making it was; refuses a key that is somebody's already (case 74). */
export async function addPasskey(
  deps: { readonly credentials: Pick<Credentials, 'passkeys'>; readonly ledger: Pick<Ledger, 'append'> },
  tx: Transaction,
  { tenantId, customerId, passkey, name: given, client, requestId }: Adding,
): Promise<ProofRecord> {
  const name = readPasskeyName(given) ?? providerOf(passkey.aaguid) ?? readPasskeyName(browserOf(client)) ?? 'Passkey';
  const credentialId = await deps.credentials.passkeys.add(tx, tenantId, customerId, { passkey, name });
  if (credentialId === null) throw new ProblemError('passkey.taken');
  await deps.ledger.append(tx, {
    tenantId,
    customerId,
    event: 'factor.enrolled',
    actor: { kind: 'customer', id: customerId },
    requestId,
    data: { method: 'passkey', credentialId },
    personal: client,
  });
  const { isUserVerified: userVerified, isBackupEligible: synced } = passkey;
  return { method: 'passkey', credentialId, userVerified, synced };
}

/** Such as "Firefox · Linux": in no language, for it stays when its owner reads another one. */
function browserOf({ userAgent }: Client): string {
  const { browser, system } = describeDevice(userAgent);
  return [browser, system].filter((part) => part !== undefined).join(' · ');
}
