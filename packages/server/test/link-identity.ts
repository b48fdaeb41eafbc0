/**
 * Connections and identities put in place for tests, sealed as the house under test seals them. Start the house with
 * `sealing`, so that its keys are known here.
 */
import { randomBytes } from 'node:crypto';
import { systemClock } from '../src/foundation/clock/index.ts';
import { createEncryption, masterKeyFrom } from '../src/foundation/encryption/index.ts';
import type { createHashing } from '../src/foundation/hashing/index.ts';
import type { NewIdentity } from '../src/rooms/credentials/index.ts';
import { createCredentials, type LeakedPasswordsDependencies } from '../src/rooms/credentials/index.ts';
import type { TestHouse } from './house.ts';

const masterKey = randomBytes(32);

/** What the house is started with. */
export const sealing = { MASTER_KEY: masterKey.toString('base64') };

export async function makeConnection(
  house: TestHouse,
  connectionId: string,
  settings: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await house.sql(
    `insert into connections (tenant_id, connection_id, name, preset, state, settings)
     select tenant_id, $1, 'Contoso', 'openid', 'active', $2 from tenants`,
    [connectionId, JSON.stringify({ client_id: 'shop', issuer: 'https://login.contoso.example', ...settings })],
  );
}

/** Links an account elsewhere to a customer; its id here. */
export async function linkIdentity(
  house: TestHouse,
  customerId: string,
  given: Partial<NewIdentity> & { readonly subject: string },
): Promise<string> {
  const encryption = createEncryption({ masterKey: masterKeyFrom(masterKey), clock: systemClock });
  const hashing = {} as ReturnType<typeof createHashing>;
  const { identities } = createCredentials({ hashing, encryption, leaked: {} as LeakedPasswordsDependencies });
  const [tenant] = await house.sql<{ tenant_id: string }>('select tenant_id from customers where customer_id = $1', [
    customerId,
  ]);
  const identity = {
    connectionId: 'contoso',
    issuer: 'https://login.contoso.example',
    email: 'anna@contoso.example',
    name: 'Anna there',
    ...given,
  };
  const identityId = await house.database.transaction({ customers: [customerId] }, (tx) =>
    identities.link(tx, tenant?.tenant_id ?? '', customerId, identity),
  );
  if (identityId === null) throw new Error('this account elsewhere is linked already');
  return identityId;
}

/** Makes a browser's session one that was begun with this identity. */
export const beginWith = (house: TestHouse, sessionId: string, identityId: string) =>
  house.sql(
    `update sessions set proofs = jsonb_build_array(
       jsonb_build_object('method', 'connection', 'credentialId', $2::text, 'at', now()))
     where session_id = $1`,
    [sessionId, identityId],
  );
