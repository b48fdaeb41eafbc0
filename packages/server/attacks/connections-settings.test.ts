/**
 * What administrators may do with connections, and what a thief of their token may not (security.md, cases 100, 161): no
 * secret is read or sent elsewhere, and no address leads to a script or into this network.
 */
import type { ConnectionDefinition, ConnectionPreset } from '@cardea/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';

let house: TestHouse;
let editor: Manager;
beforeAll(async () => {
  house = await startTestHouse({
    PUBLIC_URL: 'https://id.shop.example',
    SMTP_URL: 'smtps://u:p@127.0.0.1:2525',
    MAIL_FROM: 'Shop <no-reply@shop.example>',
  });
  editor = await createManager(house, 'connections:read connections:write');
});
afterAll(() => house.stop());

const secret = 'the-secret-that-only-the-provider-knows';
let made = 0;
const addresses = {
  authorization_endpoint: 'https://login.contoso.example/authorize',
  token_endpoint: 'https://login.contoso.example/token',
  userinfo_endpoint: 'https://login.contoso.example/me',
} as const;

function definition(preset: ConnectionPreset, more: Partial<ConnectionDefinition> = {}): Record<string, unknown> {
  made += 1;
  const own = preset === 'oauth2' ? addresses : preset === 'openid' ? { issuer: 'https://login.contoso.example' } : {};
  return {
    connection_id: `c-${made}`,
    name: 'Contoso',
    preset,
    client_id: 'ours',
    client_secret: secret,
    ...own,
    ...more,
  };
}

const rows = () =>
  house.sql(
    "select connection_id, settings, encode(sealed_secret, 'hex') as secret, version from connections order by 1",
  );

async function refused(
  method: string,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<void> {
  const before = await rows();
  const answer = await editor.call(method, path, { body, headers });
  expect([answer.status, path, JSON.stringify(body)]).toEqual([400, path, JSON.stringify(body)]);
  expect(await rows()).toEqual(before);
  expect(JSON.stringify(answer.body)).not.toContain(secret);
}

const dangerous = [
  'javascript:alert(1)',
  'JAVASCRIPT:alert(1)//https://x.example',
  'data:text/html,hello',
  'file:///etc/passwd',
  'ftp://login.contoso.example/x',
  'http://login.contoso.example/x',
  'http://127.0.0.1:8080/x',
  'http://localhost/x',
  '//login.contoso.example/x',
  'https://user:pass@login.contoso.example/x',
  'https://login.contoso.example\\@evil.example/x',
  'https://login.contoso.example/\t/x',
  'https://login.contoso.example/x#fragment',
  'https://login.contoso.example/%2e%2e/x',
  ' https://login.contoso.example/x',
  'login.contoso.example',
] as const;

describe('an address of a provider', () => {
  it.each(dangerous)('is refused as %j, wherever it stands (case 100)', async (address) => {
    for (const field of Object.keys(addresses))
      await refused('POST', '/connections', { ...definition('oauth2'), [field]: address });
    await refused('POST', '/connections', { ...definition('openid'), issuer: address });
  });

  it('stands only where the preset leaves it to the operator', async () => {
    for (const preset of ['google', 'facebook', 'linkedin', 'x', 'amazon', 'discord', 'microsoft'] as const) {
      await refused('POST', '/connections', { ...definition(preset), issuer: 'https://evil.example' });
      await refused('POST', '/connections', { ...definition(preset), token_endpoint: 'https://evil.example/token' });
    }
  });
});

describe('the secret of a connection', () => {
  it('is never read: not by who made it, in no list, answer, entry or export (case 161)', async () => {
    const body = definition('oauth2');
    const answers = [await editor.call('POST', '/connections', { body })];
    const path = `/connections/${String(body['connection_id'])}`;
    answers.push(await editor.call('GET', path), await editor.call('GET', '/connections'));
    const etag = String(answers[1]?.headers['etag']);
    answers.push(await editor.call('PATCH', path, { body: { name: 'Contoso Ltd' }, headers: { 'if-match': etag } }));
    const operator = await createManager(house, 'settings:read applications:read connections:read');
    answers.push(await operator.call('GET', '/configuration/export'));
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200]);
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain(secret);
    for (const table of ['connections', 'ledger_entries']) {
      const dump = JSON.stringify(await house.sql(`select ${table}::text as row from ${table}`));
      expect(dump).not.toContain(secret);
      expect(dump).not.toContain(Buffer.from(secret).toString('hex'));
    }
  });

  it.each([
    ['openid', { issuer: 'https://evil.example' }],
    ['openid', { issuer: 'https://login.contoso.example/evil' }],
    ['oauth2', { token_endpoint: 'https://evil.example/token' }],
    ['oauth2', { userinfo_endpoint: 'https://evil.example/me' }],
    ['oauth2', { authorization_endpoint: 'https://evil.example/authorize' }],
    ['github', { token_endpoint: 'https://evil.example/token' }],
    ['microsoft', { microsoft_tenant: '11111111-2222-4333-8444-555555555555' }],
  ] as const)('is not sent elsewhere by who does not know it: %s %j (case 161)', async (preset, change) => {
    const body = definition(preset);
    const created = await editor.call('POST', '/connections', { body });
    expect(created.status).toBe(201);
    const path = `/connections/${String(body['connection_id'])}`;
    const headers = { 'if-match': String(created.headers['etag']) };
    for (const guess of [{}, { client_secret: '' }, { client_secret: null }])
      await refused('PATCH', path, { ...change, ...guess }, headers);
    const knowing = await editor.call('PATCH', path, { body: { ...change, client_secret: 'a new one' }, headers });
    expect(knowing).toMatchObject({ status: 200, body: change });
  });

  it('is not put into the open by another way of proving that it is us', async () => {
    const body = definition('oauth2');
    const created = await editor.call('POST', '/connections', { body });
    const path = `/connections/${String(body['connection_id'])}`;
    const headers = { 'if-match': String(created.headers['etag']) };
    // Without a secret the change to none forgets it; a later change back must ask for one.
    const none = await editor.call('PATCH', path, { body: { token_endpoint_auth_method: 'none' }, headers });
    if (none.status !== 200) return;
    expect(none.body).toMatchObject({ has_client_secret: false });
    const later = { 'if-match': String(none.headers['etag']) };
    await refused('PATCH', path, { token_endpoint_auth_method: 'client_secret_post' }, later);
  });
});

describe('who may not', () => {
  it('reads, makes, changes, tests and removes nothing', async () => {
    const body = definition('openid');
    const { headers } = await editor.call('POST', '/connections', { body });
    const path = `/connections/${String(body['connection_id'])}`;
    const reader = await createManager(house, 'connections:read');
    const other = await createManager(house, 'applications:write');
    const before = await rows();
    const match = { 'if-match': String(headers['etag']) };
    for (const [method, at, given] of [
      ['POST', '/connections', definition('openid')],
      ['PATCH', path, { name: 'Mine' }],
      ['POST', `${path}/disable`, {}],
      ['POST', `${path}/domains`, { domain: 'contoso.example' }],
      ['DELETE', path, undefined],
    ] as const)
      for (const who of [reader, other])
        expect([(await who.call(method, at, { body: given, headers: match })).status, method, at]).toEqual([
          403,
          method,
          at,
        ]);
    expect((await other.call('GET', '/connections')).status).toBe(403);
    expect(await rows()).toEqual(before);
  });
});
