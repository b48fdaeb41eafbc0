/** Applications that register themselves get in only where they are let, and get nothing that nobody gave (case 118). */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { good, letAgents, ofThemselves, openNotes, register } from '../test/agent-world.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager } from '../test/management.ts';
import { createRelyingParty, houseFetch } from '../test/relying-party.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
  await openNotes(house);
  await createRelyingParty(house, { metadata: { client_name: 'Bridgewater Bank' }, applicationId: 'bank' });
  await createRelyingParty(house, { metadata: { client_name: 'Diary' }, applicationId: 'diary' });
});
afterAll(() => house.stop());
beforeEach(async () => {
  await letAgents(house, { registration: 'open' });
  // What was spent in one test is no other's business.
  await house.sql(`delete from budgets`);
});

const discovery = async () =>
  (await (await houseFetch(house)(`${house.origin}/.well-known/oauth-authorization-server`)).json()) as Record<
    string,
    unknown
  >;
const at = (answer: { body: Record<string, unknown> }) => new URL(String(answer.body['registration_client_uri']));
const bearer = (answer: { body: Record<string, unknown> }) => ({
  authorization: `Bearer ${answer.body['registration_access_token']}`,
});

describe('registration', () => {
  it('is off until a tenant turns it on, and nothing speaks of it until then', async () => {
    await letAgents(house, {});
    const before = await ofThemselves(house);
    expect((await register(house, good)).status).toBe(404);
    expect(await discovery()).not.toHaveProperty('registration_endpoint');
    expect(await discovery()).not.toHaveProperty('client_id_metadata_document_supported');
    expect((await house.visitor().request('/oauth/register', { method: 'OPTIONS' })).status).toBe(404);
    expect(await ofThemselves(house)).toBe(before);
  });

  it('makes none of the house, whatever is said of it later', async () => {
    const manager = await createManager(house, 'applications:read', 'applications:write');
    const id = String((await register(house, good)).body['client_id']);
    const place = `/applications/${id}`;
    const headers = { 'if-match': String((await manager.call('GET', place)).headers['etag']) };
    const answer = await manager.call('PATCH', place, { body: { first_party: true }, headers });
    expect(answer).toMatchObject({ status: 409, body: { code: 'application.registered_itself' } });
    const rows = await house.sql('select first_party from applications where application_id = $1', [id]);
    expect(rows).toEqual([{ first_party: false }]);
  });

  it('gives a public application with nothing that an operator would have had to grant', async () => {
    expect(await discovery()).toMatchObject({ registration_endpoint: `${house.origin}/oauth/register` });
    const answer = await register(house, {
      ...good,
      first_party: true,
      direct_sign_in: true,
      scope: 'openid account:write customers:read settings:write',
      allowed_resources: [`${house.origin}/api`],
      default_resource: `${house.origin}/api`,
      made_by: 'operator',
      logo_uri: 'http://169.254.169.254/',
      sector_identifier_uri: 'http://169.254.169.254/',
      backchannel_logout_uri: 'http://169.254.169.254/',
      unknown_thing: 'x',
    });
    expect(answer.status).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.body).toMatchObject({
      client_name: 'Notes agent',
      token_endpoint_auth_method: 'none',
      scope: 'openid profile email offline_access notes:read notes:write',
    });
    expect(answer.body).not.toHaveProperty('client_secret');
    const id = String(answer.body['client_id']);
    const [row] = await house.sql<{ first_party: boolean; metadata: Record<string, unknown>; made_by: string }>(
      'select first_party, metadata, made_by from applications where application_id = $1',
      [id],
    );
    expect(row).toMatchObject({ first_party: false, made_by: 'registration' });
    expect(JSON.stringify(row?.metadata)).not.toMatch(/169\.254|account|customers|settings/);
    expect(row?.metadata).toMatchObject({ direct_sign_in: false, allowed_resources: [] });
    const secrets = await house.sql('select 1 from application_secrets where application_id = $1', [id]);
    expect(secrets).toEqual([]);
    const [kept] = await house.sql<{ hash: string }>(
      `select encode(access_token_hash, 'escape') as hash from self_registrations where application_id = $1`,
      [id],
    );
    expect(kept?.hash).not.toContain(String(answer.body['registration_access_token']));
  });

  it.each([
    ['no redirect', { redirect_uris: [] }],
    ['a wildcard', { redirect_uris: ['https://*.agent.example/'] }],
    ['a fragment', { redirect_uris: ['https://agent.example/#x'] }],
    ['a user', { redirect_uris: ['https://shop.example@evil.example/'] }],
    ['plain http', { redirect_uris: ['http://agent.example/'] }],
    ['a name that begins like this machine’s', { redirect_uris: ['http://localhost.evil.example/'] }],
    ['an address that begins like this machine’s', { redirect_uris: ['http://127.0.0.1.evil.example/'] }],
    ['another spelling', { redirect_uris: ['https://agent.example/a/../b'] }],
    ['an encoded path', { redirect_uris: ['https://agent.example/a%2f..%2fb'] }],
    ['foreign letters', { redirect_uris: ['https://аgent.example/'] }],
    ['a script', { redirect_uris: ['javascript:alert(1)'] }],
    ['a script for a device', { redirect_uris: ['javascript:alert(1)'], application_type: 'native' }],
    ['data', { redirect_uris: ['data:text/html,x'] }],
    ['a scheme of a browser', { redirect_uris: ['blob:https://agent.example/x'], application_type: 'native' }],
    ['a scheme without a name', { redirect_uris: ['agent:/callback'], application_type: 'native' }],
    ['a private scheme on the web', { redirect_uris: ['com.agent.app:/callback'], application_type: 'web' }],
    ['one of two', { redirect_uris: ['https://agent.example/', 'javascript:alert(1)'] }],
  ])('refuses to send anybody to %s (cases 99, 100)', async (_name, said) => {
    const before = await ofThemselves(house);
    const answer = await register(house, { ...good, ...said });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_redirect_uri']);
    expect(await ofThemselves(house)).toBe(before);
  });

  it.each([
    ['a machine’s grant', { grant_types: ['client_credentials'] }],
    ['a machine’s grant among others', { grant_types: ['authorization_code', 'client_credentials'] }],
    ['the implicit grant', { grant_types: ['implicit'] }],
    ['no code', { grant_types: ['refresh_token'] }],
    ['tokens from the front', { response_types: ['token'] }],
    ['a secret by header', { token_endpoint_auth_method: 'client_secret_basic' }],
    ['a secret in the form', { token_endpoint_auth_method: 'client_secret_post' }],
    ['a secret of its own', { client_secret: 'chosen' }],
    ['keys elsewhere', { token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://169.254.169.254/' }],
    ['keys of nothing', { token_endpoint_auth_method: 'private_key_jwt' }],
    ['a private key', { token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [{ kty: 'oct', k: 'x' }] } }],
    ['no name', { client_name: '' }],
    ['an invisible name', { client_name: 'Agent\u202e' }],
    ['a weak signature', { id_token_signed_response_alg: 'none' }],
    ['a name with a line break', { client_name: 'Agent\nBank' }],
  ])('refuses %s', async (_name, said) => {
    const before = await ofThemselves(house);
    const answer = await register(house, { ...good, ...said });
    expect([answer.status, answer.body['error']]).toEqual([400, 'invalid_client_metadata']);
    expect(await ofThemselves(house)).toBe(before);
  });

  it.each([
    '[]',
    '"x"',
    '{',
    '{"redirect_uris":["https://a.example/"],"redirect_uris":["https://b.example/"]}',
    'null',
  ])('refuses a body that is no plain object: %s', async (body) => {
    expect((await register(house, body)).status).toBe(400);
  });

  it.each([
    'Bridgewater Bank',
    'BRIDGEWATER  BANK',
    'Brіdgewater Bank', // a Cyrillic і
    'Bridgevvater Bank',
    'Brldgewater 8ank',
    'Bridgewater Bank (official)',
    'Ｂｒｉｄｇｅｗａｔｅｒ Ｂａｎｋ',
    'Brídgewater-Bänk',
    'D1ary',
    'Console',
  ])('refuses a name that looks like somebody else’s: %s', async (name) => {
    const before = await ofThemselves(house);
    const answer = await register(house, { ...good, client_name: name });
    expect(answer.body).toMatchObject({ error: 'invalid_client_metadata' });
    expect(await ofThemselves(house)).toBe(before);
  });

  it('lets two agents have one name, and a name that only begins like another', async () => {
    expect((await register(house, { ...good, client_name: 'Diaryland' })).status).toBe(201);
    expect((await register(house, { ...good, client_name: 'Diaryland' })).status).toBe(201);
  });

  it('stops at the ceiling, exactly, however many come at once', async () => {
    const before = await ofThemselves(house);
    await letAgents(house, { registration: 'open', mostApplications: before + 2 });
    const answers = await Promise.all(Array.from({ length: 6 }, () => register(house, good)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 503, 503, 503, 503]);
    expect(await ofThemselves(house)).toBe(before + 2);
  });

  it('is paid for by network before anything is looked at', async () => {
    const visitor = house.visitor({ address: '203.0.113.77' });
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1) {
      const answer = await visitor.request('/oauth/register', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: '{}',
      });
      statuses.push(answer.status);
    }
    expect(statuses.filter((status) => status === 400)).toHaveLength(10);
    expect(statuses.slice(10)).toEqual([429, 429]);
  });

  it('may be tried from a page of any origin, and never with its cookies', async () => {
    const asked = await house.visitor().request('/oauth/register', {
      method: 'OPTIONS',
      headers: { origin: 'https://inspector.example', 'access-control-request-method': 'POST' },
    });
    expect(asked.headers).toMatchObject({ 'access-control-allow-origin': '*', 'access-control-allow-methods': 'POST' });
    expect(asked.headers['access-control-allow-credentials']).toBeUndefined();
  });
});

describe('a registration', () => {
  it('is read and removed with its own token and by nobody else, and what hung on it is gone', async () => {
    const [own, other] = [await register(house, good), await register(house, good)];
    const ask = (method: string, headers: Record<string, string>) =>
      houseFetch(house)(at(own).href, { method, headers });
    const read = await ask('GET', bearer(own));
    expect(await read.json()).toEqual(own.body);
    for (const headers of [bearer(other), {}, { authorization: 'Bearer x' }, { authorization: 'Bearer ' }])
      for (const method of ['GET', 'DELETE']) {
        const refused = await ask(method, headers);
        expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
          401,
          'Bearer error="invalid_token"',
        ]);
      }
    const bank = await houseFetch(house)(`${house.origin}/oauth/register/bank`, {
      method: 'DELETE',
      headers: bearer(own),
    });
    expect(bank.status).toBe(401);
    expect((await ask('DELETE', bearer(own))).status).toBe(204);
    expect((await ask('GET', bearer(own))).status).toBe(401);
    const left = await house.sql('select 1 from applications where application_id = $1', [own.body['client_id']]);
    expect(left).toEqual([]);
    expect(await house.sql(`select 1 from applications where application_id = 'bank'`)).toHaveLength(1);
  });

  it('keeps its way out when the tenant lets no more in', async () => {
    const own = await register(house, good);
    await letAgents(house, {});
    expect((await houseFetch(house)(at(own).href, { headers: bearer(own) })).status).toBe(200);
    expect((await houseFetch(house)(at(own).href, { method: 'DELETE', headers: bearer(own) })).status).toBe(204);
  });

  it('goes by itself when nobody uses it, and not before', async () => {
    const [old, young] = [await register(house, good), await register(house, good)];
    const age = 'update applications set created_at = created_at - $2::interval where application_id = $1';
    await house.sql(age, [old.body['client_id'], '7 days 1 minute']);
    await house.sql(age, [young.body['client_id'], '6 days']);
    await house.house.applications.ofItself.purge();
    const left = await house.sql<{ application_id: string }>(
      `select application_id from applications where made_by = 'registration'`,
    );
    const ids = left.map((row) => row.application_id);
    expect([ids.includes(String(old.body['client_id'])), ids.includes(String(young.body['client_id']))]).toEqual([
      false,
      true,
    ]);
    const entries = await house.sql(
      `select 1 from ledger_entries where event = 'application.removed' and data->>'applicationId' = $1`,
      [old.body['client_id']],
    );
    expect(entries).toHaveLength(1);
  });
});
