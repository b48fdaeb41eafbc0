/** Attacks on administrators by way of applications and domains, by whoever runs those. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitMail, createAdministrator, type SignedInAdministrator, tokenOf } from '../test/administrators.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createDevice, type JsonAnswer } from '../test/own-interface.ts';

let house: TestHouse;
let owner: SignedInAdministrator;
beforeAll(async () => {
  house = await startTestHouse();
  owner = await createAdministrator(house, 'owner@example.com', 'owner');
});
afterAll(() => house.stop());

const codeOf = (answer: JsonAnswer) => [answer.status, answer.body['code']];

describe('whoever runs applications', () => {
  const metadata = {
    client_name: 'Nice',
    redirect_uris: ['https://nice.example/cb'],
    token_endpoint_auth_method: 'none',
    scope: 'openid account:read account:write',
  };

  it('makes none that acts for administrators unasked, on no path', async () => {
    const developer = await createAdministrator(house, 'developer@example.com', 'developer');
    const make = (body: object) => developer.call('POST', '/applications', { body });
    const aboveOwn = [403, 'administrator.above_own'];
    const plain = { ...metadata, scope: 'openid' };
    expect(codeOf(await make({ ...metadata, client_id: 'nice', first_party: true }))).toEqual(aboveOwn);
    expect(codeOf(await make({ ...plain, client_id: 'nice', first_party: true, direct_sign_in: true }))).toEqual(
      aboveOwn,
    );
    expect((await make({ ...plain, client_id: 'modest', first_party: true })).status).toBe(201);
    for (const body of [{ scope: metadata.scope }, { direct_sign_in: true }]) {
      const headers = { 'if-match': String((await developer.call('GET', '/applications/modest')).headers['etag']) };
      expect(codeOf(await developer.call('PATCH', '/applications/modest', { body, headers }))).toEqual(aboveOwn);
    }
    const document = `applications: { nice: { client_name: Nice, first_party: true, scope: "${metadata.scope}",
      redirect_uris: ["https://nice.example/cb"], token_endpoint_auth_method: none } }`;
    expect(codeOf(await developer.call('POST', '/configuration/apply', { body: { document } }))).toEqual(aboveOwn);

    expect(
      (await owner.call('POST', '/applications', { body: { ...metadata, client_id: 'ours', first_party: true } }))
        .status,
    ).toBe(201);
    const headers = { 'if-match': String((await developer.call('GET', '/applications/ours')).headers['etag']) };
    const body = { redirect_uris: ['https://evil.example/cb'] };
    expect(codeOf(await developer.call('PATCH', '/applications/ours', { body, headers }))).toEqual(aboveOwn);
    const rows = await house.sql(`select application_id from applications where application_id = 'nice'`);
    expect(rows).toEqual([]);
  });

  it('changes no account of an administrator through one that acts for customers', async () => {
    const guest = await createAdministrator(house, 'hosted@example.com', 'owner');
    const clientId = 'account-app';
    await owner.call('POST', '/applications', { body: { ...metadata, client_id: clientId, first_party: true } });
    const redirectUri = 'https://nice.example/cb';
    const token = await tokenOf(house, guest.visitor, { clientId, redirectUri, scope: metadata.scope });
    const device = createDevice(house, clientId);
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'de' };
    const refused = await device.call('POST', '/api/account/identifiers/email', {
      headers,
      body: { email: 'evil@example.net' },
    });
    expect(codeOf(refused)).toEqual([403, 'account.hosted_only']);
    expect(refused.body['detail']).toContain('Seiten dieses Dienstes');
    expect((await device.call('POST', '/api/account/close', { headers, body: {} })).status).toBe(403);
    expect((await device.call('GET', '/api/account', { headers })).status).toBe(200);
    expect((await house.mails()).filter(({ to }) => to === 'evil@example.net')).toEqual([]);
  });

  it('moves no issuer, and owners are told of domains and of applications that administer', async () => {
    const mover = await createAdministrator(house, 'mover@example.com', 'developer', 'security');
    const host = 'elsewhere.localhost:4000';
    const path = `/domains/${encodeURIComponent(host)}`;
    const refused = [403, 'token.insufficient_scope'];
    expect(codeOf(await mover.call('POST', '/domains', { body: { host } }))).toEqual(refused);
    expect((await owner.call('POST', '/domains', { body: { host } })).status).toBe(201);
    expect(codeOf(await mover.call('POST', `${path}/verify`))).toEqual(refused);
    const confirm = { confirm_issuer: `http://${host}` };
    expect(codeOf(await mover.call('POST', `${path}/make-primary`, { body: confirm }))).toEqual(refused);
    expect(codeOf(await mover.call('DELETE', path))).toEqual(refused);
    expect((await owner.call('DELETE', path)).status).toBe(204);
    await awaitMail(house, 'owner@example.com', 'A domain of');
    await awaitMail(house, 'owner@example.com', 'A domain of', 2);

    const service = { client_id: 'reporter', client_name: 'R', grant_types: ['client_credentials'], scope: 'openid' };
    expect((await owner.call('POST', '/applications', { body: service })).status).toBe(201);
    const headers = { 'if-match': String((await owner.call('GET', '/applications/reporter')).headers['etag']) };
    const raised = await owner.call('PATCH', '/applications/reporter', { body: { scope: 'ledger:read' }, headers });
    expect(raised.status).toBe(200);
    const rotated = await owner.call('POST', '/applications/reporter/secret', { body: { keep_former_seconds: 0 } });
    expect(rotated.status).toBe(200);
    await awaitMail(house, 'owner@example.com', 'An application may administer', 2);
  });
});
