import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import type { Tenant } from '../../tenants/index.ts';

let house: TestHouse;
let tenant: Tenant;
const password = 'the quiet river bends twice';

beforeAll(async () => {
  house = await startTestHouse();
  const [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, { registration: { mode: 'invitation' } });
  tenant = (await house.house.tenants.byId(tenantId)) as Tenant;
});
afterAll(() => house.stop());

async function invited(email: string, applicationId: string | null = null, count = 1) {
  const { invitationId } = await house.house.registration.invite({ tenant, email, applicationId, locale: 'en' });
  const mail = await house.mailTo(email, count);
  const path = /\/invitation\?token=[\w-]+/.exec(mail.text)?.[0] ?? '';
  return { invitationId, mail, path, token: path.split('=')[1] ?? '' };
}

const accepted = () => house.sql(`select 1 from ledger_entries where event = 'invitation.accepted'`);

describe('registration by invitation', () => {
  it('takes nobody who was not invited, and says so where people look for a way in', async () => {
    const visitor = house.visitor();
    const page = await visitor.get('/sign-up');
    expect(page.status).toBe(403);
    expect(page.body).toContain('Accounts here are by invitation');
    expect((await visitor.get('/sign-in')).body).not.toContain('Create an account');
  });

  it('cannot be walked around with a journey that began while it was open', async () => {
    const visitor = house.visitor();
    await house.house.tenants.changeSettings(tenant.tenantId, {});
    const form = (await visitor.get('/sign-up')).hidden('/sign-up');
    const waiting = house.visitor();
    const email = 'early@invited.example';
    await waiting.fill('/sign-up', { email, password });
    const code = /\d{3} \d{3}/.exec((await house.mailTo(email)).subject)?.[0].replace(' ', '') ?? '';
    const [row] = await house.sql<{ flow_id: string }>('select flow_id from flows where payload is not null');
    await house.house.tenants.changeSettings(tenant.tenantId, { registration: { mode: 'invitation' } });
    const answer = await visitor.post('/sign-up', { ...form, email: 'late@invited.example', password });
    expect(answer.status).toBe(403);
    const proven = await waiting.post('/verify', { flow: row?.flow_id ?? '', code });
    expect(proven.status).toBe(403);
    expect(await house.sql('select 1 from customers')).toEqual([]);
  });

  it('lets the link register once, without a second code, and signs its owner in', async () => {
    const { path, token, mail } = await invited('anna@invited.example');
    expect(mail.subject).toContain('invites you');
    const visitor = house.visitor();
    const page = await visitor.get(path);
    expect(page.status).toBe(200);
    expect(page.body).toContain('anna@invited.example');
    expect(page.body).not.toContain('name="email"');
    const answer = await visitor.post('/invitation', { token, password });
    expect(answer.headers['location']).toBe('/account');
    expect((await visitor.get('/account')).body).toContain('anna@invited.example');
    expect(await accepted()).toHaveLength(1);
    const rows = await house.sql('select email, state from invitations where state = $1', ['accepted']);
    expect(rows).toEqual([{ email: null, state: 'accepted' }]);

    const stranger = house.visitor();
    expect((await stranger.get(path)).status).toBe(410);
    expect((await stranger.post('/invitation', { token, password })).status).toBe(410);
  });

  it('is used up by one of several at once', async () => {
    const { token, path } = await invited('many@invited.example');
    const visitors = [1, 2, 3, 4].map(() => house.visitor());
    await Promise.all(visitors.map((visitor) => visitor.get(path)));
    const answers = await Promise.all(visitors.map((visitor) => visitor.post('/invitation', { token, password })));
    expect(answers.filter(({ status }) => status === 303).map(({ headers }) => headers['location'])).toContain(
      '/account',
    );
    const sessions = await house.sql(
      `select 1 from sessions where customer_id = (select customer_id from invitations where state = 'accepted' order by settled_at desc limit 1)`,
    );
    expect(sessions).toHaveLength(1);
  });

  it('is not used up by looking, by weak passwords or by other sites', async () => {
    const { token, path } = await invited('slow@invited.example');
    const visitor = house.visitor();
    for (let look = 0; look < 3; look += 1) await visitor.get(path);
    await visitor.request(path, { method: 'HEAD' });
    expect((await visitor.post('/invitation', { token, password: 'short' })).status).toBe(422);
    expect((await visitor.post('/invitation', { token, password }, { origin: 'https://evil.example' })).status).toBe(
      403,
    );
    expect((await visitor.post('/invitation', { token, password })).status).toBe(303);
  });

  it('dies when it is taken back, replaced or too old', async () => {
    const { registration } = house.house;
    const taken = await invited('back@invited.example');
    expect(await registration.revokeInvitation(tenant.tenantId, taken.invitationId)).toBe(true);
    expect(await registration.revokeInvitation(tenant.tenantId, taken.invitationId)).toBe(false);
    expect((await house.visitor().post('/invitation', { token: taken.token, password })).status).toBe(410);

    const first = await invited('twice@invited.example');
    await registration.invite({ tenant, email: 'twice@invited.example', applicationId: null, locale: 'de' });
    const second = await house.mailTo('twice@invited.example', 2);
    expect(second.subject).toContain('lädt Sie ein');
    expect((await house.visitor().get(first.path)).status).toBe(410);

    const old = await invited('old@invited.example');
    await house.sql(`update invitations set expires_at = now() - interval '1 second' where invitation_id = $1`, [
      old.invitationId,
    ]);
    expect((await house.visitor().get(old.path)).status).toBe(410);
    expect((await house.visitor().post('/invitation', { token: old.token, password })).status).toBe(410);
  });

  it('leads whoever has an account already to the sign-in', async () => {
    const { path, token } = await invited('anna@invited.example', null, 2);
    const visitor = house.visitor();
    const answer = await visitor.request(path);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in']);
    expect((await visitor.post('/invitation', { token, password })).status).toBe(409);
  });

  it('taken back at the moment it is accepted is over: neither waits for the other', async () => {
    const { invitationId, token } = await invited('moment@invited.example');
    const taker = new pg.Client({ connectionString: house.ownerUrl });
    await taker.connect();
    // In the order of whoever takes it back: the invitation, then its link.
    await taker.query('begin');
    await taker.query(
      "update invitations set state = 'revoked', email = null, settled_at = now() where invitation_id = $1",
      [invitationId],
    );
    const answer = house.visitor().post('/invitation', { token, password });
    await expect
      .poll(
        async () => (await house.sql("select 1 from pg_locks where locktype = 'transactionid' and not granted")).length,
      )
      .toBeGreaterThan(0);
    await taker.query('update proofs set superseded_at = now() where subject = $1', [invitationId]);
    await taker.query('commit');
    await taker.end();
    expect((await answer).status).toBe(410);
    expect(
      await house.sql('select 1 from proofs where subject = $1 and consumed_at is not null', [invitationId]),
    ).toEqual([]);
  });

  it('of a tenant is nothing at another', async () => {
    const { token } = await invited('house@invited.example');
    await house.house.tenants.create({ name: 'Other', host: 'other.example:4000' });
    const there = await house
      .visitor()
      .request(`/invitation?token=${token}`, { headers: { host: 'other.example:4000' } });
    expect(there.status).toBe(410);
  });

  it('leads on to the application it was for, where that says how to begin', async () => {
    const { applicationId } = await house.house.applications.register(tenant.tenantId, {
      firstParty: true,
      metadata: {
        client_name: 'Shop',
        redirect_uris: ['https://shop.example/callback'],
        initiate_login_uri: 'https://shop.example/begin',
      },
    });
    const { path, token } = await invited('shop@invited.example', applicationId);
    const visitor = house.visitor();
    const page = await visitor.get(path);
    expect(page.body).toContain('Shop');
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://shop.example");
    expect((await visitor.post('/invitation', { token, password })).headers['location']).toBe(
      'https://shop.example/begin',
    );
  });

  it('is refused altogether while registration is closed', async () => {
    const { token } = await invited('closed@invited.example');
    await house.house.tenants.changeSettings(tenant.tenantId, { registration: { mode: 'closed' } });
    const closed = (await house.house.tenants.byId(tenant.tenantId)) as Tenant;
    const visitor = house.visitor();
    expect((await visitor.post('/invitation', { token, password })).status).toBe(403);
    expect((await visitor.get('/sign-up')).body).toContain('No new accounts');
    const asked = { tenant: closed, email: 'x@invited.example', applicationId: null, locale: 'en' };
    await expect(house.house.registration.invite(asked)).rejects.toMatchObject({ code: 'registration.closed' });
  });
});
