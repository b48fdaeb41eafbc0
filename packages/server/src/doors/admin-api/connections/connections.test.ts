import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../../test/house.ts';
import { importText, lines } from '../../../../test/import-world.ts';
import { createManager, type Manager } from '../../../../test/management.ts';
import type { JsonAnswer } from '../../../../test/own-interface.ts';

let house: TestHouse;
let editor: Manager;
let reader: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  editor = await createManager(house, 'connections:write');
  reader = await createManager(house, 'connections:read');
});
afterAll(() => house.stop());

let count = 0;
const google = (id = `google-${++count}`) => ({
  connection_id: id,
  name: 'Google',
  preset: 'google',
  client_id: 'ours',
  client_secret: 'pssst-never-shown',
});
const create = async (definition: object = google()) => {
  const answer = await editor.call('POST', '/connections', { body: definition });
  expect(answer).toMatchObject({ status: 201 });
  return { id: String(answer.body['connection_id']), etag: etagOf(answer), answer };
};
const etagOf = ({ headers }: JsonAnswer) => String(headers['etag']);
const inVersion = (etag: string) => ({ 'if-match': etag });

describe('a connection over the management API', () => {
  it('is made, read and listed with what counts, and never with its secret', async () => {
    const { id, answer } = await create();
    expect(answer.body).toMatchObject({
      preset: 'google',
      state: 'active',
      issuer: 'https://accounts.google.com',
      email_is_authoritative: true,
      has_client_secret: true,
      redirect_uri: `${house.origin}/sign-in/with/${id}/callback`,
    });
    const read = await reader.call('GET', `/connections/${id}`);
    expect(read).toMatchObject({ status: 200, body: { connection_id: id } });
    const list = await reader.call('GET', '/connections?limit=1');
    for (const shown of [answer, read, list]) {
      expect(JSON.stringify(shown.body)).not.toContain('pssst');
      expect(JSON.stringify(shown.body)).not.toContain('"client_secret"');
    }
  });

  it('is listed a page at a time, by id', async () => {
    const made = [await create(), await create(), await create()].map(({ id }) => id);
    const seen: string[] = [];
    for (let query = '?limit=2'; ; ) {
      const { body } = await reader.call('GET', `/connections${query}`);
      const page = body as { items: { connection_id: string }[]; next_cursor: string | null };
      seen.push(...page.items.map((item) => item.connection_id));
      if (page.next_cursor === null) break;
      query = `?limit=2&cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    expect(seen).toEqual([...seen].sort());
    expect(seen).toEqual(expect.arrayContaining(made));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is listed with how much hangs on it', async () => {
    const [{ id }] = [await create(), await create()];
    await importText(
      house,
      lines({ email: 'hangs@connections.example', identities: [{ connection: id, subject: '7' }] }),
    );
    await editor.call('POST', `/connections/${id}/domains`, { body: { domain: 'hangs.example' } });
    const { body } = await reader.call('GET', '/connections');
    const counted = (body['items'] as { connection_id: string; identities: number; domains: number }[]).map(
      ({ connection_id: one, identities, domains }) => [one === id, identities, domains],
    );
    expect(counted).toContainEqual([true, 1, 1]);
    expect(counted.filter(([isIt]) => !isIt)).toEqual(expect.arrayContaining([[false, 0, 0]]));
  });

  it('is made once by a call that is repeated, and refused under an id that is taken', async () => {
    const body = google();
    const headers = { 'idempotency-key': 'make-it-once' };
    const first = await editor.call('POST', '/connections', { body, headers });
    const again = await editor.call('POST', '/connections', { body, headers });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const other = { ...body, name: 'Other' };
    expect(await editor.call('POST', '/connections', { body: other, headers })).toMatchObject({ status: 422 });
    expect(await editor.call('POST', '/connections', { body })).toMatchObject({
      status: 400,
      body: { code: 'connection.invalid', errors: [{ pointer: '/connection_id', text_id: 'taken' }] },
    });
  });

  it('is changed in the version that was read, and null takes back to the preset', async () => {
    const { id, etag } = await create();
    const one = `/connections/${id}`;
    const body = { sign_up: 'linked_only', scope: 'openid email' };
    expect(await editor.call('PATCH', one, { body })).toMatchObject({ status: 428 });
    const changed = await editor.call('PATCH', one, { body, headers: inVersion(etag) });
    expect(changed).toMatchObject({ status: 200, body: { ...body, has_client_secret: true } });
    expect(await editor.call('PATCH', one, { body, headers: inVersion(etag) })).toMatchObject({ status: 412 });
    const back = { scope: null, name: 'With Google' };
    const again = await editor.call('PATCH', one, { body: back, headers: inVersion(etagOf(changed)) });
    expect(again).toMatchObject({
      status: 200,
      body: { scope: 'openid profile email', sign_up: 'linked_only', name: 'With Google' },
    });
    for (const fixed of [{ preset: 'openid' }, { connection_id: 'x-y' }, { state: 'disabled' }, { tenant_id: 'x' }])
      expect(await editor.call('PATCH', one, { body: fixed, headers: inVersion(etagOf(again)) })).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      });
  });

  it('asks for the secret again when it would lead elsewhere (case 161)', async () => {
    const { id, etag } = await create({ ...google(), preset: 'openid', issuer: 'https://id.contoso.example' });
    const moved = { issuer: 'https://evil.example' };
    expect(await editor.call('PATCH', `/connections/${id}`, { body: moved, headers: inVersion(etag) })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/client_secret', text_id: 'needed_again' }] },
    });
    const knowing = { ...moved, client_secret: 'another' };
    const answer = await editor.call('PATCH', `/connections/${id}`, { body: knowing, headers: inVersion(etag) });
    expect(answer).toMatchObject({ status: 200, body: moved });
  });

  it('is switched off and on, and removed in the version that was read', async () => {
    const { id } = await create();
    expect(await reader.call('POST', `/connections/${id}/disable`, { body: {} })).toMatchObject({ status: 403 });
    const off = await editor.call('POST', `/connections/${id}/disable`, { body: {} });
    expect(off).toMatchObject({ status: 200, body: { state: 'disabled' } });
    const on = await editor.call('POST', `/connections/${id}/enable`, { body: {} });
    expect(on).toMatchObject({ status: 200, body: { state: 'active' } });
    expect(await reader.call('GET', `/connections/${id}/removal`)).toMatchObject({
      body: { identities: 0, domains: 0 },
    });
    const gone = await editor.call('DELETE', `/connections/${id}`, { headers: inVersion(etagOf(off)) });
    expect(gone).toMatchObject({ status: 412 });
    const headers = inVersion(etagOf(on));
    expect(await editor.call('DELETE', `/connections/${id}`, { headers })).toMatchObject({ status: 204 });
    expect(await reader.call('GET', `/connections/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'connection.not_found' },
    });
  });

  it('is removed with linked customers only by who says how many there are', async () => {
    const { id, etag } = await create();
    const email = 'linked@example.com';
    const made = await (await createManager(house, 'customers:write')).call('POST', '/customers', { body: { email } });
    await house.sql(
      `insert into customer_identities
         (tenant_id, identity_id, customer_id, connection_id, issuer, subject_key, sealed_subject, sealed_snapshot)
       select tenant_id, 'idy_one', customer_id, $1, 'https://accounts.google.com', 'a', 'b', 'c'
       from customers where customer_id = $2`,
      [id, made.body['customer_id']],
    );
    expect(await reader.call('GET', `/connections/${id}/removal`)).toMatchObject({ body: { identities: 1 } });
    const headers = inVersion(etag);
    for (const query of ['', '?confirm_identities=2'])
      expect(await editor.call('DELETE', `/connections/${id}${query}`, { headers })).toMatchObject({
        status: 409,
        body: { code: 'connection.has_customers' },
      });
    const gone = await editor.call('DELETE', `/connections/${id}?confirm_identities=1`, { headers });
    expect(gone).toMatchObject({ status: 204 });
  });

  it.each([
    { ...google('UPPER') },
    { ...google('a') },
    { ...google('../up') },
    { ...google('fine-id'), preset: 'myspace' },
    { ...google('fine-id'), name: 'Goo\u202egle' },
    { ...google('fine-id'), clientid: 'x' },
    { ...google('fine-id'), client_id: '' },
    { ...google('fine-id'), claims: { __proto__x: 'a', 'no spaces': 'b' } },
    { ...google('fine-id'), scope: 'openid  email' },
  ])('is refused as %j', async (body) => {
    expect(await editor.call('POST', '/connections', { body })).toMatchObject({
      status: 400,
      body: { code: 'request.invalid' },
    });
  });

  it('is tested against its provider, which is asked by the guarded client alone', async () => {
    const { id } = await create({ ...google(), preset: 'openid', issuer: 'http://127.0.0.1:9' });
    const answer = await editor.call('POST', `/connections/${id}/test`, { body: {} });
    expect(answer).toMatchObject({ status: 200, body: { ok: false, findings: [{ check: 'discovery' }] } });
    expect(JSON.stringify(answer.body)).not.toContain('ECONNREFUSED');
    expect(await editor.call('POST', '/connections/nobody/test', { body: {} })).toMatchObject({ status: 404 });
  });
});

describe('the mail domains of a connection', () => {
  it('wait for a proof, say which, and go', async () => {
    const { id } = await create();
    const path = `/connections/${id}/domains`;
    const added = await editor.call('POST', path, { body: { domain: 'Contoso.Example' } });
    expect(added).toMatchObject({
      status: 201,
      body: {
        domain: 'contoso.example',
        state: 'pending',
        proof: { dns_record: '_cardea.contoso.example', value: expect.stringMatching(/^cardea-connection=/) as string },
        proven_at: null,
      },
    });
    expect(await reader.call('GET', path)).toMatchObject({ body: { items: [{ domain: 'contoso.example' }] } });
    expect(await reader.call('GET', `/connections/${id}/removal`)).toMatchObject({ body: { domains: 1 } });
    const other = await create();
    const taken = await editor.call('POST', `/connections/${other.id}/domains`, {
      body: { domain: 'contoso.example' },
    });
    expect(taken).toMatchObject({ status: 400, body: { errors: [{ text_id: 'taken' }] } });
    expect(await editor.call('DELETE', `/connections/${other.id}/domains/contoso.example`)).toMatchObject({
      status: 404,
    });
    expect(await editor.call('DELETE', `${path}/contoso.example`)).toMatchObject({ status: 204 });
    expect(await reader.call('GET', path)).toMatchObject({ body: { items: [] } });
  });

  it('count at once where their mail never leaves this machine', async () => {
    const { id } = await create();
    const added = await editor.call('POST', `/connections/${id}/domains`, { body: { domain: 'contoso.localhost' } });
    expect(added).toMatchObject({ status: 201, body: { state: 'proven', proof: null } });
    const [tenantId = ''] = await house.house.tenants.listIds();
    const found = await house.house.connections.forDomain(tenantId, 'contoso.localhost');
    expect(found).toMatchObject({ connectionId: id });
  });
});

describe('a configuration file with connections', () => {
  it('needs the permission for them, to be applied and to be seen', async () => {
    await create();
    const document = 'connections: {}\nprune: [connections]\n';
    const ordinary = ['settings:write', 'applications:read'];
    const without = await createManager(house, ...ordinary);
    const refused = { status: 403, body: { code: 'token.insufficient_scope' } };
    expect(await without.call('POST', '/configuration/apply', { body: { document } })).toMatchObject(refused);
    expect(await without.call('POST', '/configuration/plan', { body: { document } })).toMatchObject(refused);
    expect(await without.call('GET', '/configuration/export')).toMatchObject(refused);
    const allowed = await createManager(house, ...ordinary, 'connections:write');
    const exported = await allowed.call('GET', '/configuration/export');
    expect(exported).toMatchObject({ status: 200 });
    expect(String(exported.body['document'])).toContain('connections:');
    expect(JSON.stringify(exported.body)).not.toContain('pssst');
    // A file has no word for how many customers would lose their way in.
    const held = await allowed.call('POST', '/configuration/apply', { body: { document } });
    expect(held).toMatchObject({ status: 400, body: { code: 'configuration.invalid' } });
    await house.sql('delete from customer_identities');
    expect(await allowed.call('POST', '/configuration/apply', { body: { document } })).toMatchObject({ status: 200 });
    expect(await reader.call('GET', '/connections')).toMatchObject({ body: { items: [] } });
  });
});
