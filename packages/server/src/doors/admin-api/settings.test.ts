import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createManager, type Manager } from '../../../test/management.ts';

let house: TestHouse;
let writer: Manager;
beforeAll(async () => {
  house = await startTestHouse();
  writer = await createManager(house, 'settings:write', 'applications:write', 'keys:write');
});
afterAll(() => house.stop());

const etagOf = (answer: { headers: Readonly<Record<string, unknown>> }) => String(answer.headers['etag']);
const change = (path: string, body: object, etag: string, method = 'PATCH') =>
  writer.call(method, path, { body, headers: { 'if-match': etag } });

describe('settings over the management API', () => {
  it('say what counts, where it comes from, and what would count without', async () => {
    const read = await writer.call('GET', '/settings');
    expect(read).toMatchObject({
      status: 200,
      body: { settings: { session: { idleSeconds: 604_800 } }, sources: { 'session.idleSeconds': 'default' } },
    });
    const changed = await change('/settings', { session: { idleSeconds: 900 } }, etagOf(read));
    expect(changed).toMatchObject({
      status: 200,
      body: {
        settings: { session: { idleSeconds: 900, absoluteSeconds: 2_592_000 } },
        sources: { 'session.idleSeconds': 'tenant' },
        defaults: { session: { idleSeconds: 604_800 } },
      },
    });
    expect(await change('/settings', {}, etagOf(read))).toMatchObject({ status: 412 });
    const back = await change('/settings', { session: { idleSeconds: null } }, etagOf(changed));
    expect(back).toMatchObject({ body: { sources: { 'session.idleSeconds': 'default' } } });
  });

  it.each([
    [{ session: { idleSeconds: 1, idle: 2 } }, ['/session/idleSeconds', '/session/idle']],
    [{ mail: { senderName: 'Acme\r\nBcc: all@example.com' } }, ['/mail/senderName']],
    [{ mail: { replyTo: 'a@example.com, b@example.com' } }, ['/mail/replyTo']],
    [{ links: { terms: 'javascript:alert(1)' } }, ['/links/terms']],
    [{ securityContact: { contacts: ['mailto:a@b.example\nX: y'] } }, ['/securityContact/contacts/0']],
    [{ nothing: { here: 1 } }, ['/nothing']],
  ])('refuse %j by field (case 190)', async (body, pointers) => {
    const answer = await change('/settings', body, etagOf(await writer.call('GET', '/settings')));
    expect(answer).toMatchObject({ status: 400, body: { code: 'settings.invalid' } });
    const errors = answer.body['errors'] as { pointer: string }[];
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(pointers.toSorted());
  });

  it('are not changed by two at once without one of them noticing', async () => {
    const etag = etagOf(await writer.call('GET', '/settings'));
    const answers = await Promise.all(
      [3, 4, 5].map((days) => change('/settings', { account: { closingGraceDays: days } }, etag)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
  });
});

describe('the profile schema over the management API', () => {
  const size = { name: 'size', type: 'text', max_length: 20 };

  it('is planned, changed in the version that was read, and rolled back', async () => {
    const read = await writer.call('GET', '/profile-schema');
    const former = read.body['attributes'] as object[];
    const body = { attributes: [...former, size] };
    expect(await writer.call('POST', '/profile-schema/plan', { body })).toMatchObject({
      body: { has_changes: true, added: ['size'] },
    });
    const changed = await change('/profile-schema', body, etagOf(read), 'PUT');
    expect(changed).toMatchObject({ status: 200, body: { added: ['size'] } });
    expect(await change('/profile-schema', body, etagOf(read), 'PUT')).toMatchObject({
      status: 409,
      body: { code: 'profile_schema.conflict' },
    });
    const back = await change('/profile-schema/rollback', { version: 0 }, etagOf(changed), 'POST');
    expect(back).toMatchObject({ status: 200, body: { removed: [{ attribute: 'size', customers: 0 }] } });
    expect(await writer.call('GET', '/profile-schema?version=1')).toMatchObject({
      body: { attributes: expect.arrayContaining([expect.objectContaining(size)]) },
    });
    expect(await writer.call('GET', '/profile-schema?version=99')).toMatchObject({ status: 404 });
  });
});

describe('signing keys over the management API', () => {
  it('are listed with their states, rotated and withdrawn, by somebody whom the ledger names', async () => {
    await house.visitor().get('/oauth/jwks');
    const states = async () =>
      ((await writer.call('GET', '/keys')).body['items'] as { key_id: string; state: string }[]).map(
        ({ state }) => state,
      );
    expect(await states()).toEqual(['active', 'active']);
    const rotation = await writer.call('POST', '/keys/rotate', { body: {} });
    expect(rotation).toMatchObject({ status: 200, body: { key_ids: [expect.any(String), expect.any(String)] } });
    expect(await states()).toEqual(['active', 'active', 'pending', 'pending']);
    const [pending] = rotation.body['key_ids'] as string[];
    expect(await writer.call('POST', `/keys/${pending}/withdraw`, { body: {} })).toMatchObject({
      status: 200,
      body: { signs_now: null },
    });
    expect(await writer.call('POST', `/keys/${pending}/withdraw`, { body: {} })).toMatchObject({ status: 404 });
    const answer = await writer.call('GET', '/keys');
    expect(JSON.stringify(answer.body)).not.toContain('"d"');
    const actors = await house.sql(
      `select distinct actor_id from ledger_entries where event = 'signing_key.withdrawn'`,
    );
    expect(actors).toEqual([{ actor_id: writer.applicationId }]);
  });
});
