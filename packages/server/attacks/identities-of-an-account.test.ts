/**
 * Accounts elsewhere in the account of their owner: whose they are to unlink, the last way in (case 162), what was planted
 * before the owner came (case 3), and what becomes of sessions and kept tokens.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { beginWith, linkIdentity, makeConnection, sealing } from '../test/link-identity.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import type { Visitor } from '../test/visitor.ts';
import { age, linkOf, mailAbout, recover } from './lives.ts';
import { goodPassword, isSignedIn, registerCustomer, signIn } from './people.ts';
import { sessionOf } from './signed-in.ts';

const path = '/account/connections';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse(sealing);
  for (const connectionId of ['contoso', 'other']) await makeConnection(house, connectionId);
});
afterAll(() => house.stop());
afterEach(() => house.sql('delete from budgets'));

async function customer(name: string, subject = name) {
  const email = `${name}@shop.example`;
  const visitor = await registerCustomer(house, email);
  const { customerId, sessionId } = await sessionOf(house, visitor);
  const identityId = await linkIdentity(house, customerId, { subject });
  return { email, visitor, customerId, sessionId, identityId };
}

const held = async (customerId: string) =>
  (
    await house.sql<{ identity_id: string }>(
      'select identity_id from customer_identities where customer_id = $1 order by linked_at',
      [customerId],
    )
  ).map((row) => row.identity_id);
const unlinked = async (identityId: string) =>
  (
    await house.sql("select 1 from ledger_entries where event = 'identity.unlinked' and data ->> 'identityId' = $1", [
      identityId,
    ])
  ).length;

/** Sends the form of the page, for this identity. */
async function unlink(visitor: Visitor, identityId: string) {
  const token = (await visitor.get(path)).hidden('/sign-out')['token'] ?? '';
  return visitor.post(`${path}/unlink`, { token, identity: identityId });
}

describe('unlinking', () => {
  test('takes the identity, ends what others began with it, goes on here, and is told by mail and ledger', async () => {
    const { email, visitor, customerId, sessionId, identityId } = await customer('unlink');
    const [there, other] = [house.visitor(), house.visitor()];
    for (const browser of [there, other]) expect((await signIn(browser, email)).status).toBe(303);
    await beginWith(house, (await sessionOf(house, there)).sessionId, identityId);
    await beginWith(house, sessionId, identityId);
    const page = await visitor.get(path);
    expect(page.body).toContain('anna@contoso.example');
    expect(page.body).not.toContain('Anna there');

    expect((await unlink(visitor, identityId)).headers['location']).toBe(`${path}?notice=unlinked`);
    expect(await held(customerId)).toEqual([]);
    expect(await isSignedIn(there)).toBe(false);
    expect(await isSignedIn(other)).toBe(true);
    expect(await isSignedIn(visitor)).toBe(true);
    const [own] = await house.sql<{ proofs: object[] }>('select proofs from sessions where session_id = $1', [
      sessionId,
    ]);
    expect(own?.proofs).toEqual([]);
    expect(await unlinked(identityId)).toBe(1);
    expect((await mailAbout(house, email, /unlinked/)).text).toContain('/secure-account?token=');
    expect((await unlink(visitor, identityId)).status).toBe(404);
    expect(await unlinked(identityId)).toBe(1);
  });

  test('asks for a proof of the last minutes', async () => {
    const { visitor, customerId, identityId } = await customer('stale');
    await age(house);
    expect((await unlink(visitor, identityId)).headers['location']).toContain('/account/confirm');
    expect(await held(customerId)).toEqual([identityId]);
    expect((await visitor.get(path)).body).toContain('/account/confirm');
  });

  test('is its owner’s alone: to anybody else the identity is not there', async () => {
    const victim = await customer('victim');
    const attacker = await customer('attacker');
    expect((await unlink(attacker.visitor, victim.identityId)).status).toBe(404);
    expect((await attacker.visitor.get(path)).body).not.toContain(victim.identityId);
    expect(await held(victim.customerId)).toEqual([victim.identityId]);
    expect(await unlinked(victim.identityId)).toBe(0);
  });

  test('takes no form from elsewhere, and none without its token', async () => {
    const { visitor, customerId, identityId } = await customer('csrf');
    const token = (await visitor.get(path)).hidden('/sign-out')['token'] ?? '';
    const form = { token, identity: identityId };
    const evil = await visitor.post(`${path}/unlink`, form, { origin: 'https://evil.example' });
    expect(evil.status).toBe(403);
    expect((await visitor.post(`${path}/unlink`, { ...form, token: 'x' })).status).toBeGreaterThanOrEqual(400);
    expect(await held(customerId)).toEqual([identityId]);
  });
});

describe('the last way in (case 162)', () => {
  const withoutPassword = async (name: string) => {
    const made = await customer(name);
    await house.sql('delete from password_credentials where customer_id = $1', [made.customerId]);
    return made;
  };

  test('stays until there is another one', async () => {
    const { visitor, customerId, identityId } = await withoutPassword('last');
    const refused = await unlink(visitor, identityId);
    expect(refused.status).toBe(409);
    expect(refused.body).toContain('only way in');
    expect(await held(customerId)).toEqual([identityId]);
    expect(await unlinked(identityId)).toBe(0);
  });

  test('is not kept open by an identity whose connection is off', async () => {
    const { visitor, customerId, identityId } = await withoutPassword('off');
    const dead = await linkIdentity(house, customerId, { subject: 'off-there', connectionId: 'other' });
    await house.sql("update connections set state = 'disabled' where connection_id = 'other'");
    expect((await unlink(visitor, identityId)).status).toBe(409);
    expect(await held(customerId)).toEqual([identityId, dead]);
    await house.sql("update connections set state = 'active' where connection_id = 'other'");
  });

  test('two at once do not take the last two', async () => {
    const { visitor, customerId, identityId } = await withoutPassword('two');
    const second = await linkIdentity(house, customerId, { subject: 'two-there', connectionId: 'other' });
    const answers = await Promise.all([unlink(visitor, identityId), unlink(visitor, second)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await held(customerId)).toHaveLength(1);
  });
});

describe('an identity that somebody planted', () => {
  test('goes when the owner of the mailbox proves it for the first time (case 3)', async () => {
    const { email, visitor, customerId, identityId } = await customer('trojan');
    await house.sql('update customer_identifiers set verified_at = null, verified_by = null where customer_id = $1', [
      customerId,
    ]);
    expect((await recover(house, email)).chosen.headers['location']).toBe('/account');
    expect(await held(customerId)).toEqual([]);
    expect(await unlinked(identityId)).toBe(1);
    expect(await isSignedIn(visitor)).toBe(false);
  });

  test('goes with “this was not me”; one of long ago stays', async () => {
    const { email, customerId, identityId } = await customer('secured');
    await house.sql("update customer_identities set linked_at = now() - interval '40 days' where identity_id = $1", [
      identityId,
    ]);
    const planted = await linkIdentity(house, customerId, { subject: 'planted', connectionId: 'other' });
    await signIn(house.visitor(), email);
    const link = linkOf(await mailAbout(house, email, /New sign-in/), '/secure-account');
    expect((await house.visitor().fill(link, {})).headers['location']).toMatch(/^\/secured\b/);
    expect(await held(customerId)).toEqual([identityId]);
    expect(await unlinked(planted)).toBe(1);
  });
});

describe('kept tokens', () => {
  let provider: Server;
  const told: { authorization: string | undefined; body: string }[] = [];
  let status = 200;
  let issuer = '';
  beforeAll(async () => {
    provider = createServer((request, response) => {
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify({ issuer, jwks_uri: `${issuer}/keys`, revocation_endpoint: `${issuer}/revoke` }));
        return;
      }
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        told.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
        response.statusCode = status;
        response.end();
      });
    });
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    issuer = `http://localhost:${(provider.address() as AddressInfo).port}`;
    await makeConnection(house, 'keeping', { issuer, keeps_tokens: true });
  });
  afterAll(() => new Promise((resolve) => provider.close(resolve)));

  const waiting = async () => (await house.sql('select tries from leaving_tokens')) as { tries: number }[];

  test('are given back to their provider, and tried again while it is unwell', async () => {
    const { visitor, customerId } = await customer('tokens');
    const tokens = JSON.stringify({ access_token: 'short', refresh_token: 'long-lived' });
    const identityId = await linkIdentity(house, customerId, { connectionId: 'keeping', subject: 'kept', tokens });
    status = 503;
    expect((await unlink(visitor, identityId)).status).toBe(303);
    await expect.poll(() => told.length).toBe(1);
    await expect.poll(waiting).toEqual([{ tries: 1 }]);
    status = 200;
    await house.sql('update leaving_tokens set try_at = now()');
    await house.sql(
      `select graphile_worker.add_job('revoke-upstream-tokens', '{}', job_key => 'revoke-upstream-tokens')`,
    );
    await expect.poll(waiting).toEqual([]);
    expect(told.map(({ body }) => new URLSearchParams(body).get('token'))).toEqual(['long-lived', 'long-lived']);
  });
});

describe('as JSON', () => {
  test('are listed and unlinked by their owner, with the scope to write and a fresh proof', async () => {
    const { email, customerId, identityId } = await customer('json');
    const app = await createOwnInterface(house);
    const enter = async (scope: string) => {
      const device = app.device();
      const journey = await device.begin('sign-in', { scope: `openid ${scope}` });
      const complete = await journey.act('password', { identifier: email, password: goodPassword });
      const { access_token: token } = await app.redeemDirect(journey, complete);
      return (method: string, at: string) => device.call(method, at, { headers: { authorization: `Bearer ${token}` } });
    };
    const reads = await enter('account:read');
    const listed = await reads('GET', '/api/account/identities');
    expect(listed.body['items']).toEqual([
      {
        identity_id: identityId,
        connection_id: 'contoso',
        connection_name: 'Contoso',
        email: 'anna@contoso.example',
        name: 'Anna there',
        usable: true,
        linked_at: expect.any(String),
        last_used_at: null,
      },
    ]);
    const one = `/api/account/identities/${identityId}`;
    expect(await reads('DELETE', one)).toMatchObject({ status: 403, body: { code: 'token.insufficient_scope' } });
    const writes = await enter('account:read account:write');
    const victim = await customer('json-victim');
    expect(await writes('DELETE', `/api/account/identities/${victim.identityId}`)).toMatchObject({
      status: 404,
      body: { code: 'identity.not_found' },
    });
    await age(house);
    expect(await writes('DELETE', one)).toMatchObject({ status: 401, body: { code: 'session.stale' } });
    expect(await held(customerId)).toEqual([identityId]);
    const fresh = await enter('account:read account:write');
    expect((await fresh('DELETE', one)).status).toBe(204);
    expect(await held(customerId)).toEqual([]);
    expect(await held(victim.customerId)).toEqual([victim.identityId]);
  });
});
