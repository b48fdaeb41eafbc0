/**
 * Accounts elsewhere in the hands of staff, and at the end of what they hang on: an account that closes, a connection that
 * is removed (cases 160, 162, 180).
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { system } from '../src/rooms/tenants/index.ts';
import { createAdministrator, type SignedInAdministrator } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { beginWith, linkIdentity, makeConnection, sealing } from '../test/link-identity.ts';
import { because, createManager, type Manager } from '../test/management.ts';
import { mailAbout } from './lives.ts';
import { isSignedIn, registerCustomer } from './people.ts';
import { sessionOf } from './signed-in.ts';

let house: TestHouse;
let manager: Manager;
let reader: Manager;
let support: SignedInAdministrator;
let owner: SignedInAdministrator;

beforeAll(async () => {
  house = await startTestHouse(sealing);
  owner = await createAdministrator(house, 'owner@example.com', 'owner');
  support = await createAdministrator(house, 'support@example.com', 'support');
  manager = await createManager(house, 'customers:read', 'customers:write', 'customers.personal:read');
  reader = await createManager(house, 'customers:read');
  await makeConnection(house, 'contoso');
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

async function customer(name: string, given: { readonly connectionId?: string; readonly tokens?: string } = {}) {
  const email = `${name}@shop.example`;
  const visitor = await registerCustomer(house, email);
  const { customerId, sessionId } = await sessionOf(house, visitor);
  const identityId = await linkIdentity(house, customerId, { subject: name, ...given });
  return { email, visitor, customerId, sessionId, identityId, path: `/customers/${customerId}/identities` };
}

const held = async (customerId: string) =>
  (await house.sql('select 1 from customer_identities where customer_id = $1', [customerId])).length;
const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) => [status, body['code']];

describe('staff', () => {
  test('see them masked, and whole only for a reason, which is recorded once', async () => {
    const { customerId, identityId, path } = await customer('masks');
    await linkIdentity(house, customerId, { subject: 'masks-too' });
    const masked = await manager.call('GET', path);
    expect(masked.body['items']).toMatchObject([
      { identity_id: identityId, connection_name: 'Contoso', usable: true, subject: null, masked: true },
      { subject: null, masked: true },
    ]);
    for (const hidden of ['anna@contoso', 'Anna there', 'masks'])
      expect(JSON.stringify(masked.body)).not.toContain(hidden);
    expect((await reader.call('GET', path, { headers: because('Ticket 1') })).body).toEqual(masked.body);
    const whole = await manager.call('GET', path, { headers: because('Ticket 1') });
    expect((whole.body['items'] as object[])[0]).toMatchObject({
      ...{ subject: 'masks', email: 'anna@contoso.example', name: 'Anna there', masked: false },
    });
    const views = await house.sql<{ data: object }>(
      "select data from ledger_entries where event = 'customer.viewed' and customer_id = $1",
      [customerId],
    );
    expect(views.map(({ data }) => data)).toEqual([{ fields: ['identities'] }]);
    expect((await manager.call('GET', '/customers/cus_0000000000000000000000000/identities')).status).toBe(404);
  });

  test('unlink one: whoever came in by it is out, and its owner is told without where staff sit', async () => {
    const { email, visitor, customerId, sessionId, identityId, path } = await customer('taken');
    await beginWith(house, sessionId, identityId);
    const other = await customer('untouched');
    expect(codeOf(await reader.call('DELETE', `${path}/${identityId}`))).toEqual([403, 'token.insufficient_scope']);
    expect(codeOf(await manager.call('DELETE', `${path}/${other.identityId}`))).toEqual([404, 'identity.not_found']);
    expect(codeOf(await manager.call('DELETE', `${path}/nonsense`))).toEqual([404, 'identity.not_found']);
    expect((await manager.call('DELETE', `${path}/${identityId}`)).status).toBe(204);
    expect([await held(customerId), await held(other.customerId)]).toEqual([0, 1]);
    expect(await isSignedIn(visitor)).toBe(false);
    expect(await isSignedIn(other.visitor)).toBe(true);
    const [entry] = await house.sql(
      "select actor_kind, actor_id, data from ledger_entries where event = 'identity.unlinked' and customer_id = $1",
      [customerId],
    );
    expect(entry).toMatchObject({
      ...{ actor_kind: 'application', actor_id: manager.applicationId },
      data: { identityId, connectionId: 'contoso' },
    });
    expect((await mailAbout(house, email, /unlinked/)).text).toContain('/secure-account?token=');
    expect(codeOf(await manager.call('DELETE', `${path}/${identityId}`))).toEqual([404, 'identity.not_found']);
  });

  test('take the last way in only from somebody whom recovery leads back', async () => {
    const { customerId, identityId, path } = await customer('lonely');
    await house.sql('delete from password_credentials where customer_id = $1', [customerId]);
    await house.sql('update customer_identifiers set verified_at = null, verified_by = null where customer_id = $1', [
      customerId,
    ]);
    expect(codeOf(await manager.call('DELETE', `${path}/${identityId}`))).toEqual([409, 'identity.last_way']);
    expect(await held(customerId)).toBe(1);
    await house.sql(
      "update customer_identifiers set verified_at = now(), verified_by = 'email-code' where customer_id = $1",
      [customerId],
    );
    expect((await manager.call('DELETE', `${path}/${identityId}`)).status).toBe(204);
  });

  test('unlink nothing of an administrator who may do more than they (case 180)', async () => {
    const identityId = await linkIdentity(house, owner.customerId, { subject: 'owner-there' });
    const path = `/customers/${owner.customerId}/identities/${identityId}`;
    expect(codeOf(await support.call('DELETE', path))).toEqual([403, 'administrator.above_own']);
    expect(codeOf(await manager.call('DELETE', path))).toEqual([403, 'administrator.above_own']);
    expect(await held(owner.customerId)).toBe(1);
  });
});

describe('kept tokens', () => {
  let provider: Server;
  let told: (string | null)[] = [];
  let issuer = '';
  const tokens = (token: string) => JSON.stringify({ refresh_token: token });
  beforeAll(async () => {
    provider = createServer((request, response) => {
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys`, revocation_endpoint: `${issuer}/revoke` }));
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        told.push(new URLSearchParams(Buffer.concat(chunks).toString()).get('token'));
        response.end();
      });
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    issuer = `http://localhost:${(provider.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => provider.close(resolve)));
  beforeEach(async () => {
    told = [];
    await house.sql("delete from connections where connection_id = 'keeping'");
    await makeConnection(house, 'keeping', { issuer, keeps_tokens: true });
  });
  const wait = () => expect.poll(() => house.sql('select 1 from leaving_tokens')).toEqual([]);

  test('are given back when the account closes, and what was linked to it may begin another', async () => {
    const { customerId } = await customer('closing', { connectionId: 'keeping', tokens: tokens('of-closed') });
    await house.sql(
      "update customers set state = 'closing', closes_at = now() - interval '1 minute' where customer_id = $1",
      [customerId],
    );
    await house.sql("select graphile_worker.add_job('close-accounts', '{}', job_key => 'close-accounts')");
    await expect.poll(() => told).toEqual(['of-closed']);
    await wait();
    expect(await held(customerId)).toBe(0);
    // The same account elsewhere is nobody's now.
    const next = await registerCustomer(house, 'closing-again@shop.example');
    const { customerId: nextId } = await sessionOf(house, next);
    await linkIdentity(house, nextId, { connectionId: 'keeping', subject: 'closing' });
    expect(await held(nextId)).toBe(1);
  });

  test('are given back when their connection is removed, by what was known of it, also those that waited', async () => {
    const one = await customer('removed', { connectionId: 'keeping', tokens: tokens('of-linked') });
    const plain = await customer('removed-plain', { connectionId: 'keeping' });
    const waiting = await customer('removed-waiting', { connectionId: 'keeping', tokens: tokens('of-waiting') });
    await house.sql(
      'update connections set settings = settings || \'{"issuer": "http://localhost:1"}\' where connection_id = \'keeping\'',
    );
    expect((await manager.call('DELETE', `${waiting.path}/${waiting.identityId}`)).status).toBe(204);
    await house.sql(
      "update connections set settings = settings || jsonb_build_object('issuer', $1::text), version = version + 1 where connection_id = 'keeping'",
      [issuer],
    );
    const [tenantId = ''] = await house.house.tenants.listIds();
    await house.database.transaction({}, (tx) =>
      house.house.connections.within(tx, system).remove(tenantId, 'keeping', 2),
    );
    await house.sql('update leaving_tokens set try_at = now()');
    await house.sql(
      `select graphile_worker.add_job('revoke-upstream-tokens', '{}', job_key => 'revoke-upstream-tokens')`,
    );
    await expect.poll(() => [...told].sort()).toEqual(['of-linked', 'of-waiting']);
    await wait();
    expect([await held(one.customerId), await held(plain.customerId)]).toEqual([0, 0]);
  });
});
