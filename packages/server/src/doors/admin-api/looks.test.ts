import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { createManager, type Manager } from '../../../test/management.ts';
import { png } from '../../../test/pictures.ts';
import { createRelyingParty } from '../../../test/relying-party.ts';

let house: TestHouse;
let manager: Manager;

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'settings:write', 'applications:write');
});
afterAll(() => house.stop());

const upload = async (content: Buffer) =>
  String(
    (await manager.call('POST', '/branding/pictures', { body: { content: content.toString('base64') } })).body['asset'],
  );
async function change(branding: object, path = '/branding') {
  const read = await manager.call('GET', path);
  return manager.call('PUT', path, { body: branding, headers: { 'if-match': read.headers['etag'] } });
}
const styleOf = (html: string) => (/theme\.css\?[^"]+/.exec(html)?.[0] ?? '').replaceAll('&amp;', '&');

describe('the branding of a tenant', () => {
  it('is worn by pages and mails, and a colour that could not be read gives way and is told', async () => {
    const [light, dark] = [await upload(png(120, 40)), await upload(png(121, 40))];
    const wished = { accent: '#ffe600', radius_pixels: 4, font: 'serif', logo: { light, dark }, favicon: light };
    const answer = await change(wished);
    expect(answer).toMatchObject({
      status: 200,
      body: { branding: wished, adjustments: [{ mode: 'light', reason: 'contrast', from: '#ffe600' }] },
    });
    const [adjustment] = answer.body['adjustments'] as { to: string }[];

    const page = await house.visitor().get('/sign-in');
    expect(page.body).toContain(`<link rel="icon" href="/brand/${light}">`);
    expect(page.body).toContain(`<img src="/brand/${light}" width="120" height="40" alt="Cardea">`);
    expect(page.body).toContain(`<source srcset="/brand/${dark}"`);
    const style = await house.visitor().request(`/assets/${styleOf(page.body)}`);
    expect(style.headers['cache-control']).toContain('immutable');
    expect(style.body).toContain(`--accent:${adjustment?.to}`);
    expect(style.body).toContain('--radius:4px');
    expect(style.body).toContain('--font:ui-serif');

    await house.visitor().fill('/sign-up', { email: 'mail@looks.example', password: 'the quiet river bends twice' });
    const { html } = await house.mailTo('mail@looks.example');
    const pictures = [...html.matchAll(/\ssrc="([^"]+)"/g)].map(([, address]) => address);
    expect(pictures).toEqual([`${house.origin}/brand/${light}`, `${house.origin}/brand/${dark}`]);
    expect(html).toContain(`background:${adjustment?.to}`);
    expect(html).not.toMatch(/url\(|@import|<link/);
  });

  it('is changed by who saw what there is', async () => {
    const read = await manager.call('GET', '/branding');
    expect((await change({ mode: 'dark' })).status).toBe(200);
    const late = await manager.call('PUT', '/branding', { body: {}, headers: { 'if-match': read.headers['etag'] } });
    expect(late).toMatchObject({ status: 412, body: { code: 'request.precondition_failed' } });
    expect((await manager.call('PUT', '/branding', { body: {} })).status).toBe(428);
    expect((await change({})).body).toEqual({ branding: {}, adjustments: [] });
  });

  it('names the tenant as who may change settings wishes', async () => {
    const read = await manager.call('GET', '/branding');
    const rename = (name: string) =>
      manager.call('PUT', '/branding/name', { body: { name }, headers: { 'if-match': read.headers['etag'] } });
    expect((await rename('Acme\nEurope')).body['code']).toBe('tenant.name_refused');
    expect(await rename(' Acme Europe ')).toMatchObject({ status: 200, body: { name: 'Acme Europe' } });
    expect((await rename('Too late')).status).toBe(412);
    expect((await house.visitor().get('/sign-in')).body).toContain('Acme Europe');
  });

  it('shows one logo where the mode is fixed, and the only one on both grounds', async () => {
    const [light, dark] = [await upload(png(60, 20)), await upload(png(61, 20))];
    await change({ logo: { light, dark }, mode: 'dark' });
    const page = await house.visitor().get('/sign-in');
    expect(page.body).toContain(`src="/brand/${dark}"`);
    expect(page.body).not.toContain(light);
    await change({ logo: { dark } });
    expect((await house.visitor().get('/sign-in')).body).not.toContain('<source');
    expect(await manager.call('DELETE', `/branding/pictures/${dark}`)).toMatchObject({
      status: 409,
      body: { code: 'asset.in_use' },
    });
    expect((await manager.call('DELETE', `/branding/pictures/${light}`)).status).toBe(204);
    await change({});
  });
});

describe('the branding of an application', () => {
  it('is worn on the way to it and nowhere else, with what the tenant has where it wishes nothing', async () => {
    const logo = await upload(png(90, 30));
    await change({ accent: '#114488', radius_pixels: 3 });
    const party = await createRelyingParty(house);
    const changed = await change(
      { accent: '#882222', logo: { light: logo } },
      `/applications/${party.applicationId}/branding`,
    );
    expect(changed.status).toBe(200);
    const visitor = house.visitor();
    const page = await visitor.get((await party.begin()).address);
    expect(page.body).toContain(`/brand/${logo}`);
    const style = await visitor.request(`/assets/${styleOf(page.body)}`);
    expect(style.headers['cache-control']).toContain('immutable');
    expect(style.body).toContain('--accent:#882222');
    expect(style.body).toContain('--radius:3px');
    const plain = await house.visitor().get('/sign-in');
    expect(plain.body).not.toContain(logo);
    expect((await visitor.request(`/assets/${styleOf(plain.body)}`)).body).toContain('--accent:#114488');
    expect((await manager.call('DELETE', `/branding/pictures/${logo}`)).body['code']).toBe('asset.in_use');
    await change({});
  });
});

describe('the branding of an application, which is a setting of the application', () => {
  it('is changed by who may change both, and by nobody who may change only one of them', async () => {
    const party = await createRelyingParty(house);
    const path = `/applications/${party.applicationId}/branding`;
    const headers = { 'if-match': (await manager.call('GET', path)).headers['etag'] };
    for (const permission of ['settings:write', 'applications:write']) {
      const half = await createManager(house, permission);
      const refused = await half.call('PUT', path, { body: { accent: '#882222' }, headers });
      expect(refused, permission).toMatchObject({ status: 403, body: { code: 'token.insufficient_scope' } });
    }
    expect(await manager.call('PUT', path, { body: { accent: '#882222' }, headers })).toMatchObject({ status: 200 });
  });
});

describe('the texts of a tenant', () => {
  it('are listed with ours, found by a piece of them, and a page at a time', async () => {
    const first = await manager.call('GET', '/texts/de?prefix=mails:verify_address.&limit=3');
    expect(first.status).toBe(200);
    const items = first.body['items'] as { id: string; default: string; placeholders: string[] }[];
    expect(items).toHaveLength(3);
    const rest = await manager.call(
      'GET',
      `/texts/de?prefix=mails:verify_address.&limit=100&cursor=${String(first.body['next_cursor'])}`,
    );
    const ids = [...items, ...(rest.body['items'] as { id: string }[])].map(({ id }) => id);
    expect(ids).toContain('mails:verify_address.subject');
    expect(new Set(ids).size).toBe(ids.length);
    const found = await manager.call('GET', '/texts/de?find=IHR%20CODE%20F%C3%BCr');
    expect(found.body['items']).toContainEqual({
      id: 'mails:verify_address.subject',
      default: '{{code}} ist Ihr Code für {{tenant}}',
      placeholders: ['code', 'tenant'],
      most_characters: 120,
      text: null,
    });
  });

  it('are said in the language they were worded in, counted too, and taken back', async () => {
    const texts = {
      'pages:sign_in.title': 'Schön, dass Sie da sind',
      'pages:rate_limited.when_one': 'Noch {{count}} Minütchen.',
      'pages:sign_in.identifier.email': 'Ihre Adresse',
    };
    expect((await manager.call('PATCH', '/texts/de', { body: { texts } })).body).toEqual({
      locale: 'de',
      changed: 3,
      reset: 0,
    });
    const german = await house.visitor({ locale: 'de' }).get('/sign-in');
    expect(german.body).toContain('Schön, dass Sie da sind');
    expect(german.body).toContain('Ihre Adresse');
    expect((await house.visitor().get('/sign-in')).body).toContain('Sign in');
    const worded = await manager.call('GET', '/texts/de?worded=true');
    expect((worded.body['items'] as { id: string }[]).map(({ id }) => id)).toEqual(Object.keys(texts).sort());
    const languages = await manager.call('GET', '/languages');
    expect(languages.body['items']).toContainEqual(expect.objectContaining({ locale: 'de', worded: 3 }));

    await manager.call('PATCH', '/texts/de', { body: { texts: { 'pages:sign_in.title': null } } });
    expect((await house.visitor({ locale: 'de' }).get('/sign-in')).body).not.toContain('Schön, dass');
    expect((await manager.call('DELETE', '/texts/de')).body).toEqual({ locale: 'de', changed: 0, reset: 2 });
    expect((await house.visitor({ locale: 'de' }).get('/sign-in')).body).not.toContain('Ihre Adresse');
  });

  it('are said in refusals of the API, too', async () => {
    const texts = { 'pages:problems.asset.not_found.text': 'Gone fishing.' };
    await manager.call('PATCH', '/texts/en', { body: { texts } });
    expect((await manager.call('DELETE', '/branding/pictures/none')).body['detail']).toBe('Gone fishing.');
    await manager.call('DELETE', '/texts/en');
  });
});

describe('a preview', () => {
  it.each([
    ['sign-in', 'Sign in'],
    ['sign-up', 'Create'],
    ['verify', 'm•••@example.com'],
    ['error', 'req_'],
    ['mail', '482'],
  ])('draws the real page with what is not saved: %s', async (page, words) => {
    const logo = await upload(png(44, 11));
    const branding = { accent: '#ffe600', font: 'rounded', logo: { light: logo } };
    const drawn = await manager.call('POST', '/branding/preview', { body: { page, branding } });
    expect(drawn.status).toBe(200);
    const html = String(drawn.body['html']);
    expect(html).toContain(words);
    expect(html).toContain(`/brand/${logo}`);
    expect(drawn.body['adjustments']).toMatchObject([{ from: '#ffe600' }]);
    const { pathname } = new URL(String(drawn.body['address']));
    expect((await house.visitor().request(pathname)).body).toBe(html);
    if (page !== 'mail') {
      const style = await house.visitor().request(`/assets/${styleOf(html)}`);
      expect(style.body).toContain('--font:ui-rounded');
      expect(style.headers['access-control-allow-origin']).toBe('*');
    }
    expect((await house.visitor().get('/sign-in')).body).not.toContain(logo);
  });

  it('draws texts that are not saved, in the language that is wanted, and saves nothing', async () => {
    const texts = { 'pages:sign_in.title': 'Nur zum Ansehen' };
    const drawn = await manager.call('POST', '/branding/preview', { body: { page: 'sign-in', locale: 'de', texts } });
    expect(drawn.body['html']).toContain('<h1>Nur zum Ansehen</h1>');
    expect((await house.visitor({ locale: 'de' }).get('/sign-in')).body).not.toContain('Nur zum Ansehen');
    const refused = await manager.call('POST', '/branding/preview', { body: { page: 'mail', mail: 'nothing' } });
    expect(refused.status).toBe(400);
  });

  it('names the application that it is drawn for', async () => {
    const party = await createRelyingParty(house, { metadata: { client_name: 'Acme Boots' } });
    const body = { page: 'sign-in', application_id: party.applicationId };
    expect((await manager.call('POST', '/branding/preview', { body })).body['html']).toContain('Acme Boots');
    const unknown = { page: 'sign-in', application_id: 'nobody' };
    expect((await manager.call('POST', '/branding/preview', { body: unknown })).status).toBe(404);
  });
});
