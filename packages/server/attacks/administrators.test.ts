/** Attacks on who may administer: cases 179 to 181, over real HTTP. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAdministrator, linkIn, password, type SignedInAdministrator, tokenOf } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { callerWith, createManager } from '../test/management.ts';
import type { JsonAnswer } from '../test/own-interface.ts';

let house: TestHouse;
let owner: SignedInAdministrator;
let security: SignedInAdministrator;
let support: SignedInAdministrator;

beforeAll(async () => {
  house = await startTestHouse();
  owner = await createAdministrator(house, 'owner@example.com', 'owner');
  security = await createAdministrator(house, 'security@example.com', 'security');
  support = await createAdministrator(house, 'support@example.com', 'support');
});
afterAll(() => house.stop());

const codeOf = (answer: JsonAnswer) => [answer.status, answer.body['code']];
const rolesOf = async (customerId: string) => {
  const [row] = await house.sql<{ roles: string[]; state: string }>(
    'select roles, state from administrators where customer_id = $1',
    [customerId],
  );
  return row;
};
const tagOf = async ({ customerId }: SignedInAdministrator) =>
  (await owner.call('GET', `/administrators/${customerId}`)).headers['etag'] ?? '';
/** Changes an administrator on what they are now. */
const change = async (by: SignedInAdministrator, of: SignedInAdministrator, body: object) =>
  by.call('PATCH', `/administrators/${of.customerId}`, { body, headers: { 'if-match': await tagOf(of) } });

describe('a token', () => {
  it('of nobody, of a customer, or for somebody else is no way in (case 179)', async () => {
    const { customerId } = owner;
    const body = { customer_id: customerId, roles: ['owner'] };
    const nobody = callerWith(house, null);
    expect(codeOf(await nobody('POST', '/administrators', { body }))).toEqual([401, 'token.required']);
    const garbled = callerWith(house, randomBytes(32).toString('base64url'));
    expect(codeOf(await garbled('POST', '/administrators', { body }))).toEqual([401, 'token.invalid']);
    const customer = house.visitor();
    const [mallory] = await signUp('mallory@example.com', customer);
    const token = await tokenOf(house, customer);
    const call = callerWith(house, token);
    const wanted = { customer_id: mallory, roles: ['owner'] };
    expect(codeOf(await call('POST', '/administrators', { body: wanted }))).toEqual([403, 'administrator.required']);
    expect(codeOf(await call('GET', '/me'))).toEqual([403, 'administrator.required']);
    expect(await rolesOf(mallory ?? '')).toBeUndefined();
  });

  it('of another application than the console opens nothing, whatever scopes it asks for', async () => {
    const tenant = await house.house.tenants.byHost('localhost:4000');
    const redirectUri = 'https://shop.example/callback';
    const { applicationId: clientId } = await house.house.applications.register(tenant?.tenantId ?? '', {
      firstParty: true,
      metadata: {
        client_name: 'Shop',
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'none',
        scope: 'openid customers:read admins:write admins:read',
      },
    });
    const scope = 'openid customers:read admins:write admins:read';
    const token = await tokenOf(house, owner.visitor, { clientId, redirectUri, scope });
    const [, body = ''] = token.split('.');
    const { scope: given = '' } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { scope?: string };
    expect(given).not.toMatch(/customers|admins/);
    expect(codeOf(await callerWith(house, token)('GET', '/me'))).toEqual([403, 'administrator.required']);
  });

  it('ends where its holder is suspended or removed, in the very next request, and comes back with their roles', async () => {
    const guest = await createAdministrator(house, 'guest@example.com', 'auditor');
    expect((await guest.call('GET', '/me')).status).toBe(200);
    expect((await change(owner, guest, { state: 'suspended' })).status).toBe(200);
    expect(codeOf(await guest.call('GET', '/me'))).toEqual([403, 'administrator.required']);
    const renewed = callerWith(house, await guest.renew());
    expect(codeOf(await renewed('GET', '/me'))).toEqual([403, 'administrator.required']);
    expect((await change(owner, guest, { state: 'active', roles: ['marketing'] })).status).toBe(200);
    expect(codeOf(await guest.call('GET', '/administrators'))).toEqual([403, 'token.insufficient_scope']);
    const headers = { 'if-match': await tagOf(guest) };
    expect((await owner.call('DELETE', `/administrators/${guest.customerId}`, { headers })).status).toBe(204);
    expect(codeOf(await guest.call('GET', '/me'))).toEqual([403, 'administrator.required']);
  });

  it('ends with the session it hangs on', async () => {
    const guest = await createAdministrator(house, 'leaving@example.com', 'auditor');
    await guest.visitor.fill('/account/sessions', {}).catch(() => null);
    await house.sql('update sessions set ended_at = now() where customer_id = $1', [guest.customerId]);
    expect(codeOf(await guest.call('GET', '/me'))).toEqual([401, 'token.invalid']);
  });
});

describe('nobody gives above their own (case 180)', () => {
  it('neither roles to themselves, nor to others, nor by an invitation', async () => {
    const raised = await change(security, security, { roles: ['security', 'owner'] });
    expect(codeOf(raised)).toEqual([403, 'administrator.above_own']);
    const friend = await change(security, support, { roles: ['owner'] });
    expect(codeOf(friend)).toEqual([403, 'administrator.above_own']);
    const invited = await security.call('POST', '/administrator-invitations', {
      body: { email: 'friend@example.com', roles: ['developer'] },
    });
    expect(codeOf(invited)).toEqual([403, 'administrator.above_own']);
    expect((await rolesOf(security.customerId))?.roles).toEqual(['security']);
    expect((await rolesOf(support.customerId))?.roles).toEqual(['support']);
  });

  it('and nobody touches an administrator who holds more', async () => {
    for (const body of [{ state: 'suspended' }, { roles: ['marketing'] }])
      expect(codeOf(await change(security, owner, body))).toEqual([403, 'administrator.above_own']);
    const headers = { 'if-match': await tagOf(owner) };
    const removed = await security.call('DELETE', `/administrators/${owner.customerId}`, { headers });
    expect(codeOf(removed)).toEqual([403, 'administrator.above_own']);
    expect(await rolesOf(owner.customerId)).toEqual({ roles: ['owner'], state: 'active' });
  });

  it('nor their account: staff who mend accounts cannot end, close or recover that of an owner', async () => {
    for (const action of ['disable', 'close', 'end-sessions', 'send-password-link']) {
      const answer = await support.call('POST', `/customers/${owner.customerId}/${action}`, { body: {} });
      expect([action, ...codeOf(answer)]).toEqual([action, 403, 'administrator.above_own']);
    }
    expect((await owner.call('GET', '/me')).status).toBe(200);
  });

  it('nor opens it again once it was closed to them', async () => {
    const guest = await createAdministrator(house, 'paused@example.com', 'auditor');
    const stateOf = async () => {
      const rows = await house.sql<{ state: string }>('select state from customers where customer_id = $1', [
        guest.customerId,
      ]);
      return rows[0]?.state;
    };
    for (const [end, back, state] of [
      ['disable', 'enable', 'disabled'],
      ['close', 'keep', 'closing'],
    ] as const) {
      const path = `/customers/${guest.customerId}`;
      expect((await owner.call('POST', `${path}/${end}`, { body: {} })).status).toBeLessThan(300);
      const refused = await support.call('POST', `${path}/${back}`, { body: {} });
      expect([back, ...codeOf(refused)]).toEqual([back, 403, 'administrator.above_own']);
      expect(await stateOf()).toBe(state);
      expect((await owner.call('POST', `${path}/${back}`, { body: {} })).status).toBeLessThan(300);
      expect(await stateOf()).toBe('active');
    }
  });

  it('nor an invitation to hold more, by taking it back or by another one to the same address', async () => {
    const body = { email: 'next-owner@example.com', roles: ['owner'] };
    const sent = await owner.call('POST', '/administrator-invitations', { body });
    const taken = await security.call('DELETE', `/administrator-invitations/${String(sent.body['invitation_id'])}`);
    expect(codeOf(taken)).toEqual([403, 'administrator.above_own']);
    const replaced = await security.call('POST', '/administrator-invitations', {
      body: { ...body, roles: ['support'] },
    });
    expect(codeOf(replaced)).toEqual([403, 'administrator.above_own']);
    const { items } = (await owner.call('GET', '/administrator-invitations?limit=1')).body;
    expect(items).toMatchObject([{ roles: ['owner'], state: 'open' }]);
  });

  it('a service gives no more than its own scopes either', async () => {
    const service = await createManager(house, 'admins:write', 'customers:read');
    const body = { email: 'by-service@example.com', roles: ['owner'] };
    expect(codeOf(await service.call('POST', '/administrator-invitations', { body }))).toEqual([
      403,
      'administrator.above_own',
    ]);
  });

  it('an invitation is worth what its author holds when it is accepted, not when it was sent', async () => {
    const inviter = await createAdministrator(house, 'inviter@example.com', 'security');
    const sent = await inviter.call('POST', '/administrator-invitations', {
      body: { email: 'sleeper@example.com', roles: ['security'] },
    });
    expect(sent.status).toBe(201);
    const mail = await house.mailTo('sleeper@example.com');
    const link = linkIn(/http\S+\/setup\?token=\S+/.exec(mail.text)?.[0] ?? '');
    expect((await change(owner, inviter, { roles: ['support'] })).status).toBe(200);
    const sleeper = house.visitor();
    await sleeper.get(link);
    const answer = await sleeper.post('/setup', { password, name: 'Sleeper' });
    expect(answer.status).toBe(403);
    expect(
      await house.sql(`select 1 from administrators where roles = '{security}' and customer_id <> $1`, [
        security.customerId,
      ]),
    ).toEqual([]);
  });
});

describe('at the same moment (case 181)', () => {
  it('two owners who take each other out leave one', async () => {
    for (let round = 0; round < 2; round += 1) {
      const anna = await createAdministrator(house, `anna-${round}@example.com`, 'owner');
      const bert = await createAdministrator(house, `bert-${round}@example.com`, 'owner');
      const [ofAnna, ofBert] = [await tagOf(anna), await tagOf(bert)];
      const answers = await Promise.all([
        anna.call('PATCH', `/administrators/${bert.customerId}`, {
          body: { roles: ['marketing'] },
          headers: { 'if-match': ofBert },
        }),
        bert.call('PATCH', `/administrators/${anna.customerId}`, {
          body: { roles: ['marketing'] },
          headers: { 'if-match': ofAnna },
        }),
      ]);
      expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403]);
      const roles = [await rolesOf(anna.customerId), await rolesOf(bert.customerId)].map((row) => row?.roles[0]);
      expect(roles.toSorted()).toEqual(['marketing', 'owner']);
      await house.sql(`delete from administrators where customer_id = any($1)`, [[anna.customerId, bert.customerId]]);
    }
  });

  it('an owner who leaves while the other is taken out stays', async () => {
    const second = await startTestHouse();
    try {
      const [anna, bert] = [
        await createAdministrator(second, 'anna@example.com', 'owner'),
        await createAdministrator(second, 'bert@example.com', 'owner'),
      ];
      const tag = (await anna.call('GET', `/administrators/${anna.customerId}`)).headers['etag'] ?? '';
      const page = await bert.visitor.get('/account/close');
      const [changed, closed] = await Promise.all([
        anna.call('PATCH', `/administrators/${anna.customerId}`, {
          body: { roles: ['support'] },
          headers: { 'if-match': tag },
        }),
        bert.visitor.post('/account/close', { ...page.hidden('/account/close'), understood: 'yes' }),
      ]);
      const done = [changed.status === 200, closed.status === 303];
      expect(done.filter(Boolean)).toHaveLength(1);
      const owners = await second.sql(`select 1 from administrator_standings where is_live and 'owner' = any(roles)`);
      expect(owners).toHaveLength(1);
    } finally {
      await second.stop();
    }
  });

  it('the last owner is neither demoted, suspended nor removed, not even by themselves', async () => {
    for (const body of [{ roles: ['support'] }, { state: 'suspended' }])
      expect(codeOf(await change(owner, owner, body))).toEqual([409, 'administrator.last_owner']);
    const headers = { 'if-match': await tagOf(owner) };
    const left = await owner.call('DELETE', `/administrators/${owner.customerId}`, { headers });
    expect(codeOf(left)).toEqual([409, 'administrator.last_owner']);
  });
});

describe('another tenant', () => {
  it('knows neither administrators nor tokens of this one, and its owners do not own the installation', async () => {
    const { tenants } = house.house;
    await tenants.create({ name: 'Acme', host: 'acme.localhost:4000' });
    const acme = await tenants.byHost('acme.localhost:4000');
    if (acme === null) throw new Error('there is no such tenant');
    const elsewhere = house.visitor({ host: 'acme.localhost:4000', origin: 'http://acme.localhost:4000' });
    const answer = await elsewhere.request('/api/admin/me', { headers: { authorization: `Bearer ${owner.token}` } });
    expect(answer.status).toBe(401);
    const { link } = await house.house.administration.inviteHere({
      tenant: acme,
      email: 'acme-owner@example.com',
      roles: ['owner'],
      locale: 'en',
    });
    // A link of one tenant is nothing at the other.
    expect((await house.visitor().get(linkIn(link))).status).toBe(410);
    await elsewhere.get(linkIn(link));
    expect((await elsewhere.fill('/setup', { password, name: 'Acme' })).headers['location']).toBe('/console');
    const token = await tokenOf({ ...house, origin: acme.origin }, elsewhere, {
      scope: 'openid tenants:read tenants:write system:read admins:read',
    });
    const me = await elsewhere.request('/api/admin/me', { headers: { authorization: `Bearer ${token}` } });
    expect(JSON.parse(me.body)).toMatchObject({ roles: ['owner'], permissions: ['admins:read'] });
  });
});

/** Registers a customer and signs them in; their id. */
async function signUp(email: string, visitor: ReturnType<TestHouse['visitor']>): Promise<string[]> {
  const accepted = await visitor.fill('/sign-up', { email, password, name: 'Mallory' });
  const mail = await house.mailTo(email);
  const code = /\b(\d{3}) ?(\d{3})\b/.exec(mail.subject)?.slice(1).join('') ?? '';
  await visitor.fill(accepted.headers['location'] ?? '', { code });
  const rows = await house.sql<{ customer_id: string }>(
    `select customer_id from ledger_entries where event = 'customer.registered' order by entry_id desc limit 1`,
  );
  return rows.map((row) => row.customer_id);
}
