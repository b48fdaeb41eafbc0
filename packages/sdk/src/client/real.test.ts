/** The clients against a whole server: a program that manages, and an app with screens of its own. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, goodPassword, registerCustomer } from '../../../server/attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../server/test/house.ts';
import { createRelyingParty, houseFetch } from '../../../server/test/relying-party.ts';
import { createFlowClient, createManagementClient, demand, type ManagementClient, TokenRefusal } from '../index.ts';

let house: TestHouse;
let client: ManagementClient;
beforeAll(async () => {
  house = await startTestHouse();
  for (const name of ['anna', 'bert', 'cleo']) await registerCustomer(house, `${name}@example.com`);
  client = await manager('customers:read customers.personal:read');
});
afterAll(() => house.stop());

async function manager(scope: string): Promise<ManagementClient> {
  const { applicationId, secret } = await createRelyingParty(house, {
    metadata: { grant_types: ['client_credentials'], redirect_uris: [], response_types: [], scope },
  });
  const clientCredentials = { clientId: applicationId, clientSecret: secret ?? '', scope };
  return createManagementClient({ issuer: house.origin, clientCredentials, fetch: houseFetch(house) });
}

describe('a program that manages', () => {
  it('walks through all customers, page by page, and sees no personal fields', async () => {
    const seen = new Map<string, string | null>();
    for await (const { customer_id, email } of client.items('/api/admin/customers', { query: { limit: 1 } }))
      seen.set(customer_id, email);
    expect(seen.size).toBe(3);
    expect([...seen.values()].every((email) => email !== null && !email.includes('anna'))).toBe(true);
  });

  it('sees them with a reason in any language, which is recorded', async () => {
    const reason = 'Rückfrage – Ticket 4711';
    const page = await demand(client.withReason(reason).GET('/api/admin/customers', {}));
    expect(page.items.map(({ email }) => email)).toContain('anna@example.com');
    const seen = await house.sql(`select 1 from ledger_entries where event = 'customer.viewed'`);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('is refused with a stable code', async () => {
    const helpless = await manager('applications:read');
    const { data, error, response } = await helpless.GET('/api/admin/customers');
    expect([data, error?.code, response.status]).toEqual([undefined, 'token.insufficient_scope', 403]);
    await expect(demand(helpless.GET('/api/admin/customers'))).rejects.toMatchObject({
      code: 'token.insufficient_scope',
      problem: { reference: expect.stringMatching(/^req_/) },
    });
    const forged = client.GET('/api/admin/customers', { params: { query: { cursor: 'forged' } } });
    expect((await forged).error?.code).toBe('cursor.invalid');
  });
});

describe('an app with screens of its own', () => {
  const app = (options: { deviceToken?: string | null; language?: string } = {}) =>
    createFlowClient({ issuer: house.origin, clientId: 'own-app', fetch: houseFetch(house), ...options });

  beforeAll(async () => {
    await createRelyingParty(house, {
      applicationId: 'own-app',
      metadata: {
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        redirect_uris: ['com.example.app:/callback'],
        direct_sign_in: true,
        scope: 'openid profile email account:read',
      },
    });
  });

  it('registers a customer, keeps the device, and refreshes', async () => {
    const flows = app();
    const journey = await flows.begin('registration', { scope: 'openid email' });
    expect(journey.flow.state).toBe('details');
    await journey.take('details', { email: 'dora@example.com', password: goodPassword, profile: {} });
    expect((await journey.read()).state).toBe('verify');
    await expect(journey.redeem()).rejects.toThrow('it waits for verify');
    await journey.take('verify', { code: codeOf(await house.mailTo('dora@example.com')) });
    const tokens = await journey.redeem();
    expect(tokens.scope).toContain('email');
    expect(tokens.expiresAt.getTime()).toBeGreaterThan(Date.now());
    expect(flows.deviceToken).toMatch(/^[\w-]{43}\.[\w.-]+$/);
    // A code is good once.
    await expect(journey.redeem()).rejects.toBeInstanceOf(TokenRefusal);
  });

  it('signs in with the language of the person, and a refusal leaves the journey where it was', async () => {
    const flows = app({ language: 'de' });
    const journey = await flows.begin('sign-in', { scope: 'openid email' });
    const wrong = journey.take('password', { identifier: 'anna@example.com', password: 'something else' });
    await expect(wrong).rejects.toMatchObject({ code: 'sign_in.refused', problem: { detail: /[äöüß]|Passwort/ } });
    expect(journey.flow.state).toBe('password');
    await journey.take('password', { identifier: 'anna@example.com', password: goodPassword });
    const { refreshToken, accessToken } = await journey.redeem();
    const newer = await flows.refresh(refreshToken ?? '');
    expect(newer.accessToken).not.toBe(accessToken);
    await expect(flows.refresh('nonsense')).rejects.toMatchObject({ error: 'invalid_grant', status: 400 });
  });
});
