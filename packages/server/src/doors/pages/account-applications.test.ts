import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionOf, signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import type { Visitor } from '../../../test/visitor.ts';
import { newId } from '../../foundation/ids/index.ts';

const path = '/account/applications/remove';
let house: TestHouse;
let tenantId: string;

beforeAll(async () => {
  house = await startTestHouse();
  [{ tenant_id: tenantId = '' } = {}] = await house.sql<{ tenant_id: string }>('select tenant_id from tenants');
  const resource = 'https://orders.example/';
  await house.house.applications.registerResource(tenantId, {
    resource_uri: resource,
    name: 'Orders',
    scopes: { 'orders:read': 'See what you ordered' },
  });
  for (const [applicationId, name] of [
    ['diary', 'Diary'],
    ['atlas', 'Atlas <b>'],
  ] as const) {
    await house.house.applications.register(tenantId, {
      metadata: {
        client_name: name,
        redirect_uris: [`https://${applicationId}.example/`],
        allowed_resources: [resource],
      },
      firstParty: false,
      applicationId,
    });
  }
});
afterAll(() => house.stop());

/** Writes the consent as the consent page would. */
async function allow(visitor: Visitor, applicationId: string, scopes: string[]): Promise<string> {
  const { customerId } = await sessionOf(house, visitor);
  await house.sql('insert into consents (tenant_id, customer_id, application_id, scopes) values ($1, $2, $3, $4)', [
    tenantId,
    customerId,
    applicationId,
    scopes,
  ]);
  return customerId;
}
const consentsOf = (customerId: string) =>
  house.sql('select application_id from consents where customer_id = $1 order by 1', [customerId]);

describe('the connected applications of the account page', () => {
  it('are none at first, and then said by name and in plain words', async () => {
    const anna = await signUp(house, 'anna@example.com');
    expect((await anna.get('/account/applications')).body).toContain('No other application has access');
    await allow(anna, 'atlas', ['openid', 'email', 'orders:read', 'unheard:of']);
    const { body } = await anna.get('/account/applications');
    expect(body).toContain('One application has access');
    expect(body).toContain('Atlas &lt;b&gt;');
    for (const words of ['See your e-mail address', 'See what you ordered', 'Use “unheard:of”'])
      expect(body).toContain(words);
    expect((await anna.request('/account/applications', { headers: { 'accept-language': 'de' } })).body).toContain(
      'Zugriff entziehen',
    );
  });

  it('lose their access by one press: the consent is gone, the others stay, the ledger says so', async () => {
    const bert = await signUp(house, 'bert@example.com', { name: 'Bert' });
    const customerId = await allow(bert, 'atlas', ['openid']);
    const page = await bert.get('/account/applications');
    await allow(bert, 'diary', ['openid', 'email']);
    const answer = await bert.post(path, page.hidden(path));
    expect([answer.status, answer.headers['location']]).toEqual([
      303,
      '/account/applications?notice=application_removed',
    ]);
    expect((await bert.get('/account/applications?notice=application_removed')).body).toContain('Access removed');
    expect(await consentsOf(customerId)).toEqual([{ application_id: 'diary' }]);
    const entries = await house.sql(
      "select actor_id, data from ledger_entries where event = 'consent.withdrawn' and customer_id = $1",
      [customerId],
    );
    expect(entries).toEqual([{ actor_id: customerId, data: { applicationId: 'atlas', scopes: ['openid'] } }]);
    expect((await bert.post(path, page.hidden(path))).status).toBe(303);
  });

  it('lose with it every grant that the customer gave them, in any session', async () => {
    const carla = await signUp(house, 'carla@example.com', { name: 'Carla' });
    const { sessionId } = await sessionOf(house, carla);
    await allow(carla, 'atlas', ['openid']);
    for (const applicationId of ['atlas', 'diary']) {
      await house.sql(
        'insert into session_applications (tenant_id, session_id, application_id, sid, grant_id) values ($1, $2, $3, $4, $5)',
        [tenantId, sessionId, applicationId, newId('request'), newId('request')],
      );
    }
    await carla.post(path, (await carla.get('/account/applications')).hidden(path));
    const live = await house.sql(
      'select application_id from session_applications where session_id = $1 and revoked_at is null',
      [sessionId],
    );
    expect(live).toEqual([{ application_id: 'diary' }]);
  });

  it('are taken away by nobody else: not without the form token, from another site, or for another customer', async () => {
    const dora = await signUp(house, 'dora@example.com', { name: 'Dora' });
    const eve = await signUp(house, 'eve@example.com', { name: 'Eve' });
    const customerId = await allow(dora, 'atlas', ['openid']);
    const hidden = (await dora.get('/account/applications')).hidden(path);
    expect((await dora.post(path, { ...hidden, token: 'x' })).status).toBe(403);
    expect((await dora.post(path, hidden, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await house.visitor().post(path, hidden)).status).toBe(401);
    expect((await eve.post(path, hidden)).status).toBe(403);
    await allow(eve, 'diary', ['openid']);
    const own = (await eve.get('/account/applications')).hidden(path);
    await eve.post(path, { ...own, application: 'atlas' });
    expect(await consentsOf(customerId)).toEqual([{ application_id: 'atlas' }]);
  });

  it('are not taken back by what is no name at all', async () => {
    const visitor = await signUp(house, 'nil@example.com');
    await allow(visitor, 'atlas', ['openid']);
    const { token = '' } = (await visitor.get('/account/applications')).hidden(path);
    for (const application of ['\0', 'atl\0as', '']) {
      const answer = await visitor.post(path, { token, application });
      expect(answer.status).toBe(303);
    }
    expect((await visitor.get('/account/applications')).body).toContain('One application has access');
  });
});
