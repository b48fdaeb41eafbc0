import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { password, sessionOf, signUp } from '../../../attacks/signed-in.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createRelyingParty, follow } from '../../../test/relying-party.ts';
import type { Answer, Visitor } from '../../../test/visitor.ts';

let house: TestHouse;
let tenantId: string;
let people = 0;

beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(() => house.stop());
beforeEach(() => set({}));

const set = (settings: object) => house.house.tenants.changeSettings(tenantId, settings);
const sessionCookie = (answer: Answer) => answer.setCookies.find((line) => line.startsWith('cardea_session='));

async function person(): Promise<{ email: string; visitor: Visitor }> {
  people += 1;
  const email = `person${people}@settings.example`;
  return { email, visitor: await signUp(house, email) };
}

async function signInAs(email: string, fields: Record<string, string> = {}, visitor = house.visitor()) {
  const answer = await visitor.fill('/sign-in', { identifier: email, password, ...fields });
  return { visitor, answer };
}

async function rowOf(visitor: Visitor) {
  const { sessionId } = await sessionOf(house, visitor);
  const [row] = await house.sql<{ is_kept: boolean; idle: number; life: number }>(
    `select is_kept, extract(epoch from cookie_idle_at - created_at)::int as idle,
       extract(epoch from ends_at - created_at)::int as life from sessions where session_id = $1`,
    [sessionId],
  );
  return row;
}

describe('staying signed in', () => {
  const session = { keepSignedIn: 'ask', idleSeconds: 86_400, unkeptIdleSeconds: 600, absoluteSeconds: 172_800 };

  it('is asked; without the tick the cookie ends with the browser and the row soon after', async () => {
    const { email } = await person();
    await set({ session });
    expect((await house.visitor().get('/sign-in')).body).toContain('name="keep"');
    const brief = await signInAs(email);
    expect(sessionCookie(brief.answer)).not.toMatch(/max-age|expires/i);
    expect(await rowOf(brief.visitor)).toEqual({ is_kept: false, idle: 600, life: 172_800 });
    const kept = await signInAs(email, { keep: 'yes' });
    expect(sessionCookie(kept.answer)).toMatch(/max-age=172800/i);
    expect(await rowOf(kept.visitor)).toEqual({ is_kept: true, idle: 86_400, life: 172_800 });
  });

  it('is decided by the row: a browser that keeps a brief cookie for itself gains nothing', async () => {
    const { email } = await person();
    await set({ session });
    const { visitor } = await signInAs(email);
    const { sessionId } = await sessionOf(house, visitor);
    // Used now, after a while: its own short limit moves, and not the long one.
    await house.sql(`update sessions set last_seen_at = now() - interval '5 minutes' where session_id = $1`, [
      sessionId,
    ]);
    expect((await visitor.request('/account')).status).toBe(200);
    const [row] = await house.sql<{ left: number }>(
      'select extract(epoch from cookie_idle_at - now())::int as left from sessions where session_id = $1',
      [sessionId],
    );
    expect(row?.left).toBeLessThanOrEqual(600);
    await house.sql(`update sessions set cookie_idle_at = now() - interval '1 second' where session_id = $1`, [
      sessionId,
    ]);
    expect((await visitor.request('/account')).headers['location']).toContain('/sign-in');
  });

  it('cannot be asked for where it is off, whatever the form says', async () => {
    const { email } = await person();
    await set({ session: { ...session, keepSignedIn: 'off' } });
    expect((await house.visitor().get('/sign-in')).body).not.toContain('name="keep"');
    const { visitor, answer } = await signInAs(email, { keep: 'yes' });
    expect(sessionCookie(answer)).not.toMatch(/max-age/i);
    expect(await rowOf(visitor)).toMatchObject({ is_kept: false });
  });

  it('survives a fresh proof as it was', async () => {
    const { email } = await person();
    await set({ session });
    const { visitor } = await signInAs(email);
    const { sessionId } = await sessionOf(house, visitor);
    await house.sql(`update sessions set authenticated_at = now() - interval '1 hour' where session_id = $1`, [
      sessionId,
    ]);
    const answer = await visitor.fill('/account/confirm?to=/account', { password });
    expect(answer.status).toBe(303);
    expect(sessionCookie(answer)).not.toMatch(/max-age/i);
    expect(await rowOf(visitor)).toMatchObject({ is_kept: false });
  });
});

describe('an application', () => {
  it('may shorten the life of sessions that begin on the way to it, and never lengthen it', async () => {
    const shop = await createRelyingParty(house);
    const { email } = await person();
    await set({ session: { idleSeconds: 86_400, absoluteSeconds: 172_800 } });
    const change = (session: object) =>
      house.house.applications.changeSettings(tenantId, shop.applicationId, { session });
    const lifeBy = async () => {
      const visitor = house.visitor();
      const page = await follow(house, visitor, await visitor.request((await shop.begin()).address));
      await follow(
        house,
        visitor,
        await visitor.post('/sign-in', { ...page.hidden('/sign-in'), identifier: email, password }),
      );
      return rowOf(visitor);
    };
    await change({ idleSeconds: 900, absoluteSeconds: 3600, keepSignedIn: 'off' });
    expect(await lifeBy()).toEqual({ is_kept: false, idle: 900, life: 3600 });
    await change({ absoluteSeconds: 30 * 86_400, keepSignedIn: 'always' });
    expect(await lifeBy()).toEqual({ is_kept: true, idle: 86_400, life: 172_800 });
  });

  it('shortens a session that there was before, too, when it asks for a new sign-in', async () => {
    const shop = await createRelyingParty(house);
    await set({ session: { idleSeconds: 86_400, absoluteSeconds: 172_800 } });
    const { email } = await person();
    const { visitor } = await signInAs(email);
    expect(await rowOf(visitor)).toMatchObject({ life: 172_800 });
    const session = { absoluteSeconds: 3600 };
    await house.house.applications.changeSettings(tenantId, shop.applicationId, { session });
    const { address } = await shop.begin({ prompt: 'login' });
    const page = await follow(house, visitor, await visitor.request(address));
    const signedIn = { ...page.hidden('/sign-in'), identifier: email, password };
    await follow(house, visitor, await visitor.post('/sign-in', signedIn));
    expect((await rowOf(visitor))?.life).toBeLessThan(3700);
  });

  it('may be closed to newcomers while the tenant is open, and shows its own terms on the way', async () => {
    const shop = await createRelyingParty(house, { metadata: { tos_uri: 'https://shop.example/terms' } });
    const visitor = house.visitor();
    const page = await follow(house, visitor, await visitor.request((await shop.begin()).address));
    expect(page.body).toContain('href="https://shop.example/terms"');
    expect(page.body).toContain('Create an account');
    const from = /\/sign-up\?from=\w+/.exec(page.body)?.[0] ?? '';
    await house.house.applications.changeSettings(tenantId, shop.applicationId, { registration: { mode: 'closed' } });
    const closed = await visitor.get(from);
    expect([closed.status, closed.body.includes('No new accounts')]).toEqual([403, true]);
    expect((await house.visitor().get('/sign-up')).status).toBe(200);
  });
});

describe('remembered browsers', () => {
  it('are strangers again after the days that the tenant says', async () => {
    const { email, visitor } = await person();
    await set({ devices: { rememberDays: 30 } });
    const told = () => house.sql(`select 1 from ledger_entries where event = 'device.remembered'`);
    const before = (await told()).length;
    await signInAs(email, {}, visitor);
    await visitor.post('/sign-out', (await visitor.get('/sign-out')).hidden('/sign-out'));
    await signInAs(email, {}, visitor);
    expect((await told()).length).toBe(before);
    await house.sql(`update known_devices set last_seen_at = now() - interval '31 days'`);
    await visitor.post('/sign-out', (await visitor.get('/sign-out')).hidden('/sign-out'));
    await signInAs(email, {}, visitor);
    expect((await told()).length).toBe(before + 1);
  });
});

describe('languages', () => {
  it('are those that the tenant offers, with its own default', async () => {
    await set({ languages: { offered: ['de'] } });
    const page = await house.visitor({ locale: 'en' }).get('/sign-in?ui_locales=en');
    expect(page.body).toContain('<html lang="de"');
    expect(page.body).not.toContain('hreflang="en"');
    await set({ languages: { default: 'de' } });
    expect((await house.visitor({ locale: 'fr' }).get('/sign-in')).body).toContain('<html lang="de"');
    expect((await house.visitor({ locale: 'en' }).get('/sign-in')).body).toContain('<html lang="en"');
    await set({ languages: { offered: ['xx'], default: 'yy' } });
    expect((await house.visitor({ locale: 'en' }).get('/sign-in')).body).toContain('<html lang="en"');
  });
});

describe('terms, privacy notice and imprint', () => {
  const links = {
    terms: 'https://acme.example/terms',
    privacy: 'https://acme.example/privacy',
    imprint: 'https://acme.example/imprint',
    version: '2026-11',
  };

  it('are on every page and in every mail, and what was agreed to is in the ledger', async () => {
    await set({ links });
    for (const path of ['/sign-in', '/sign-up', '/recover', '/nowhere']) {
      const { body } = await house.visitor().get(path);
      for (const link of [links.terms, links.privacy, links.imprint]) expect(body).toContain(`href="${link}"`);
    }
    expect((await house.visitor().get('/sign-up')).body).toContain('you agree to our');
    const { email } = await person();
    const mail = await house.mailTo(email);
    expect(mail.text).toContain(`Terms: ${links.terms}`);
    expect(mail.html).toContain(links.imprint);
    const [entry] = await house.sql<{ data: object }>(
      `select data from ledger_entries where event = 'customer.registered' order by entry_id desc limit 1`,
    );
    expect(entry?.data).toMatchObject({ agreedVersion: '2026-11' });
  });

  it.each([
    'http://acme.example/',
    'javascript:alert(1)',
    'https://a:b@acme.example/',
    'https://acme.example/"<x>',
    'x',
  ])('lead to https only: %s', async (terms) => {
    await expect(set({ links: { terms } })).rejects.toMatchObject({
      code: 'settings.invalid',
      fields: { 'links.terms': expect.any(String) },
    });
  });
});

describe('settings', () => {
  it('that are unknown or out of reach are named, and nothing is changed', async () => {
    const before = await house.sql('select settings from tenants where tenant_id = $1', [tenantId]);
    await expect(set({ sesion: {}, session: { idleSeconds: 1 }, mail: { senderName: 'a\nb' } })).rejects.toMatchObject({
      fields: { sesion: 'unknown', 'session.idleSeconds': 'too_small', 'mail.senderName': 'invalid_format' },
    });
    expect(await house.sql('select settings from tenants where tenant_id = $1', [tenantId])).toEqual(before);
  });
});

describe('security.txt', () => {
  it('is there only when the tenant says where reports go', async () => {
    const get = () => house.visitor().get('/.well-known/security.txt');
    expect((await get()).status).toBe(404);
    await set({
      securityContact: { contacts: ['mailto:security@acme.example'], policy: 'https://acme.example/policy' },
    });
    const { status, body, headers } = await get();
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    expect(body).toMatch(
      /^Contact: mailto:security@acme\.example\nExpires: \d{4}-\d\d-\d\dT00:00:00\.000Z\nCanonical: http:\/\/localhost:4000\/\.well-known\/security\.txt\nPreferred-Languages: en, de\nPolicy: https:\/\/acme\.example\/policy\n$/,
    );
    await expect(set({ securityContact: { contacts: ['mailto:a@b\nPolicy: x'] } })).rejects.toThrow();
  });
});

describe('sign-ups that nobody proved', () => {
  it('are gone with their codes long before seven days are over', async () => {
    const visitor = house.visitor();
    await visitor.fill('/sign-up', { email: 'never@settings.example', password });
    await house.mailTo('never@settings.example');
    const left = () =>
      house.sql(`select extract(epoch from expires_at - now())::int as left from flows where payload is not null`);
    for (const row of await left()) expect(row['left']).toBeLessThanOrEqual(7 * 86_400);
    await house.sql(`update flows set expires_at = expires_at - interval '7 days'`);
    await house.sql(
      `update proofs set created_at = created_at - interval '8 days', link_expires_at = link_expires_at - interval '8 days'`,
    );
    await house.sql(
      `select graphile_worker.add_job('purge-expired', '{}', job_key => 'purge-expired', run_at => now())`,
    );
    await expect.poll(left).toEqual([]);
    const proofs = () => house.sql(`select 1 from proofs where purpose = 'verify-email' and consumed_at is null`);
    await expect.poll(proofs).toEqual([]);
  });
});
