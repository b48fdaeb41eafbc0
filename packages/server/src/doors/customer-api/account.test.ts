import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, goodPassword, registerCustomer, signIn } from '../../../attacks/people.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createOwnInterface, type JsonAnswer, type OwnInterface } from '../../../test/own-interface.ts';

let house: TestHouse;
let app: OwnInterface;
beforeAll(async () => {
  house = await startTestHouse();
  app = await createOwnInterface(house);
});
afterAll(() => house.stop());

type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<JsonAnswer>;

/** A customer, signed in within the app. */
async function enter(email: string, password = goodPassword): Promise<Send> {
  const device = app.device();
  const journey = await device.begin('sign-in');
  const complete = await journey.act('password', { identifier: email, password });
  const { access_token: token } = await app.redeemDirect(journey, complete);
  return (method, path, body, headers = {}) =>
    device.call(method, `/api/account${path}`, { body, headers: { authorization: `Bearer ${token}`, ...headers } });
}

const staleNow = () => house.sql(`update sessions set authenticated_at = now() - interval '1 hour'`);

describe('the account in an interface of our own', () => {
  it('shows itself and its profile, and changes what was read and nothing newer', async () => {
    await registerCustomer(house, 'anna@example.com', { name: 'Anna' });
    const send = await enter('anna@example.com');
    expect((await send('GET', '')).body).toMatchObject({ email: 'anna@example.com', name: 'Anna' });
    const read = await send('GET', '/profile');
    const etag = read.headers['etag'] ?? '';
    expect(read.body).toMatchObject({ values: { name: 'Anna' }, attributes: [{ name: 'name', editable: true }] });
    expect(await send('PATCH', '/profile', { name: 'Anna B' })).toMatchObject({ status: 428 });
    const changed = await send('PATCH', '/profile', { name: 'Anna B' }, { 'if-match': etag });
    expect(changed).toMatchObject({ status: 200, body: { values: { name: 'Anna B' } } });
    const late = await send('PATCH', '/profile', { name: 'Anna C' }, { 'if-match': etag });
    expect(late).toMatchObject({ status: 412, body: { code: 'request.precondition_failed' } });
    const unknown = await send('PATCH', '/profile', { role: 'admin' }, { 'if-match': changed.headers['etag'] ?? '' });
    expect(unknown).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/role', text_id: 'attribute.unknown' }] },
    });
    expect((await send('GET', '/profile')).body['values']).toEqual({ name: 'Anna B' });
    await send('GET', '/identifiers');
    const shown = await house.sql<{ attributes: string[]; count: string }>(
      "select attributes, count from disclosure_log where purpose = 'self_service' order by attributes",
    );
    expect(shown).toEqual([
      { attributes: ['email'], count: '1' },
      { attributes: ['email', 'name'], count: '1' },
      { attributes: ['name'], count: '3' },
    ]);
  });

  it('changes the address by a code, after a fresh proof, and once for a call that is repeated', async () => {
    await registerCustomer(house, 'bert@example.com');
    const send = await enter('bert@example.com');
    await staleNow();
    const stale = await send('POST', '/identifiers/email', { email: 'bert@new.example' });
    expect(stale).toMatchObject({ status: 401, body: { code: 'session.stale' } });
    expect(stale.headers['www-authenticate']).toMatch(/insufficient_user_authentication.*max_age="600"/);
    expect(await send('POST', '/confirm', { password: 'wrong' })).toMatchObject({ status: 422 });
    expect(await send('POST', '/confirm', { password: goodPassword })).toMatchObject({ status: 204 });

    const key = { 'idempotency-key': 'one' };
    const asked = await send('POST', '/identifiers/email', { email: 'bert@new.example' }, key);
    expect(asked).toMatchObject({ status: 202, body: { sent_to: expect.stringContaining('@new.example') } });
    const again = await send('POST', '/identifiers/email', { email: 'bert@new.example' }, key);
    expect(again.body).toEqual(asked.body);
    const other = await send('POST', '/identifiers/email', { email: 'bert@other.example' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'request.repeated_differently' } });

    const code = codeOf(await house.mailTo('bert@new.example'));
    const change = { change_id: asked.body['change_id'], code };
    expect(await send('POST', '/identifiers/email/verify', change)).toMatchObject({ status: 204 });
    expect((await send('GET', '/identifiers')).body['items']).toMatchObject([
      { type: 'email', value: 'bert@new.example' },
    ]);
    expect((await signIn(house.visitor(), 'bert@new.example')).status).toBe(303);
  });

  it('changes the password and ends the other sessions, one or all', async () => {
    const browser = await registerCustomer(house, 'cleo@example.com');
    const send = await enter('cleo@example.com');
    const listed = await send('GET', '/sessions');
    expect(listed.body).toMatchObject({ next_cursor: null, items: [{ current: true }, { current: false }] });
    const [, other] = listed.body['items'] as { session_id: string }[];
    expect((await send('DELETE', `/sessions/${other?.session_id}`)).status).toBe(204);
    expect((await browser.request('/account')).status).toBe(303);
    expect((await send('DELETE', `/sessions/${other?.session_id}`)).status).toBe(404);

    const wrong = await send('POST', '/password', { current_password: 'no', password: 'six grey herons wait' });
    expect(wrong.body['errors']).toMatchObject([{ pointer: '/current_password', text_id: 'password.not_yours' }]);
    const right = { current_password: goodPassword, password: 'six grey herons wait' };
    expect((await send('POST', '/password', right)).status).toBe(204);
    expect((await send('GET', '')).status).toBe(200);
    const second = await enter('cleo@example.com', 'six grey herons wait');
    expect((await second('POST', '/sessions/end-others', {})).body).toEqual({ ended: 1 });
    expect((await send('GET', '')).status).toBe(401);
    expect((await second('POST', '/sign-out', {})).status).toBe(204);
    expect((await second('GET', '')).status).toBe(401);
  });

  it('is listed and can be ended for as long as an application holds it, though no browser used it', async () => {
    const browser = await registerCustomer(house, 'greta@example.com');
    const send = await enter('greta@example.com');
    await house.sql(`update sessions set cookie_idle_at = now() - interval '1 second' where session_id = $1`, [
      (await send('GET', '')).body['session_id'],
    ]);
    expect((await send('GET', '')).status).toBe(200);
    const { items } = (await send('GET', '/sessions')).body as { items: { current: boolean }[] };
    expect(items.map(({ current }) => current).sort()).toEqual([false, true]);
    const page = await browser.get('/account/sessions');
    await browser.post('/account/sessions/end-others', page.hidden('/account/sessions/end-others'));
    expect((await send('GET', '')).status).toBe(401);
  });

  it('tells what happened, page by page', async () => {
    await registerCustomer(house, 'dora@example.com');
    const send = await enter('dora@example.com');
    const { items } = (await send('GET', '/activity')).body as { items: { kind: string; text: string }[] };
    expect(items.map(({ kind }) => kind)).toContain('session_started');
    expect(items.every(({ text }) => text !== '')).toBe(true);
    expect((await send('GET', '/applications')).body).toEqual({ items: [], next_cursor: null });
    expect((await send('GET', '/recipients')).body['next_cursor']).toBeNull();
    expect((await send('GET', '/activity?limit=5')).status).toBe(400);
  });

  it('closes, and is kept by its owner in a journey of the same interface', async () => {
    await registerCustomer(house, 'emil@example.com');
    const send = await enter('emil@example.com');
    const closing = await send('POST', '/close', {});
    expect(closing).toMatchObject({ status: 202, body: { closes_at: expect.any(String) } });
    expect((await send('GET', '')).status).toBe(401);
    const journey = await app.device().begin('sign-in');
    const asked = await journey.act('password', { identifier: 'emil@example.com', password: goodPassword });
    expect(asked.body).toMatchObject({ state: 'keep-account', messages: [{ id: 'keep.text' }] });
    const kept = await journey.act('keep');
    expect((await app.redeemDirect(journey, kept)).access_token).toBeDefined();
  });

  it('takes the link of a notice without a token', async () => {
    await registerCustomer(house, 'finn@example.com');
    const send = await enter('finn@example.com');
    await send('POST', '/password', { current_password: goodPassword, password: 'six grey herons wait' });
    const mail = await house.mailTo('finn@example.com', 3);
    const token = /secure-account\?token=([\w-]+)/.exec(mail.text)?.[1] ?? '';
    const device = app.device();
    const once = () => device.call('POST', '/api/account/links/secure', { body: { token } });
    expect((await once()).status).toBe(204);
    expect(await once()).toMatchObject({ status: 410, body: { code: 'link.refused' } });
    expect((await send('GET', '')).status).toBe(401);
  });
});
