/**
 * Pictures, colours and names that a business chooses, chosen by somebody who wants more than to be seen: script in what
 * should be a picture, sizes that no machine can hold, and what belongs to another tenant. Cases 93, 185, 231.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createManager, type Manager } from '../test/management.ts';
import { jpegHeader, png } from '../test/pictures.ts';

const host = 'second.localhost:4000';
const hostile = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
let house: TestHouse;
let manager: Manager;
let otherTenant: string;
const second = () => house.visitor({ host, origin: `http://${host}` });

const upload = (content: Buffer | string) =>
  manager.call('POST', '/branding/pictures', { body: { content: Buffer.from(content).toString('base64') } });
async function change(branding: object) {
  const read = await manager.call('GET', '/branding');
  return manager.call('PUT', '/branding', { body: branding, headers: { 'if-match': read.headers['etag'] } });
}

beforeAll(async () => {
  house = await startTestHouse();
  manager = await createManager(house, 'settings:write', 'tenants:write');
  otherTenant = (await house.house.tenants.create({ name: 'Second', host })) ?? '';
});
afterAll(() => house.stop());

describe('a picture', () => {
  it.each([
    ['SVG with script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG behind a declaration', '<?xml version="1.0"?><!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    [
      'a page that begins as a PNG does',
      Buffer.concat([png(1, 1).subarray(0, 33), Buffer.from('<script>alert(1)</script>')]),
    ],
    ['a picture with a page behind its end', Buffer.concat([png(9, 9), Buffer.from('<script>alert(1)</script>')])],
    ['a GIF', 'GIF89a/*<svg/onload=alert(1)>*/=1;'.padEnd(80, ' ')],
  ])('is refused when it is %s (case 185)', async (_name, content) => {
    const answer = await upload(content);
    expect(answer).toMatchObject({ status: 400, body: { code: 'asset.unreadable' } });
  });

  it.each([
    ['65535 pixels wide', png(1, 1, { claims: [65_535, 65_535] })],
    ['more than 32 bits can count', png(1, 1, { claims: [4_294_967_295, 1] })],
    ['a JPEG of 65535 pixels', jpegHeader(65_535, 1)],
    ['more than 256 kB', Buffer.concat([png(9, 9, { comment: 'x'.repeat(263_000) })])],
  ])('is refused when it is %s, by its header alone (case 231)', async (_name, content) => {
    expect(await upload(content)).toMatchObject({ status: 413, body: { code: 'asset.too_large' } });
  });

  it('is refused as a body that is larger than any picture', async () => {
    const answer = await manager.call('POST', '/branding/pictures', { body: { content: 'A'.repeat(800_000) } });
    expect(answer.status).toBe(413);
  });

  it('is served as what it is and nothing else, whatever is hidden in it (case 185)', async () => {
    const content = png(24, 8, { comment: '<script>alert(1)</script>' });
    const added = await upload(content);
    expect(added).toMatchObject({ status: 201, body: { content_type: 'image/png', width: 24, height: 8 } });
    const answer = await house.visitor().request(`/brand/${String(added.body['asset'])}`);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(Number(answer.headers['content-length'])).toBe(content.length);
  });

  it('is nowhere but at its own tenant, and no other tenant can wear it (case 93)', async () => {
    const ours = String((await upload(png(30, 10))).body['asset']);
    expect((await second().request(`/brand/${ours}`)).status).toBe(404);
    const { assets } = house.house.tenants;
    const theirs = await assets.add(otherTenant, png(31, 10), { actor: { kind: 'system' } });
    expect((await house.visitor().request(`/brand/${theirs.asset}`)).status).toBe(404);
    expect((await second().request(`/brand/${theirs.asset}`)).status).toBe(200);
    expect(await change({ logo: { light: theirs.asset } })).toMatchObject({
      status: 400,
      body: { code: 'settings.invalid' },
    });
    expect((await manager.call('DELETE', `/branding/pictures/${theirs.asset}`)).status).toBe(404);
    const listed = JSON.stringify((await manager.call('GET', '/branding/pictures')).body);
    expect(listed).toContain(ours);
    expect(listed).not.toContain(theirs.asset);
  });

  it.each(['javascript:alert(1)', 'https://evil.example/x.png', '../../etc/passwd', `${'A'.repeat(43)}.1x1`, hostile])(
    'is named by its digest and by nothing else: %j is none (case 185)',
    async (name) => {
      expect((await change({ logo: { light: name } })).status).toBe(400);
      expect((await change({ favicon: name })).status).toBe(400);
      expect((await house.visitor().request(`/brand/${encodeURIComponent(name)}`)).status).toBe(404);
    },
  );
});

describe('a colour, a size or a font', () => {
  it.each([
    { accent: 'red;}body{display:none' },
    { accent: 'url(https://evil.example)' },
    { radius_pixels: 99_999 },
    { radius_pixels: '1;}' },
    { font: 'x;}@import "https://evil.example"' },
    { mode: hostile },
    { css: 'body{display:none}' },
    { logo: { light: null } },
  ])('that is none is refused: %j (case 185)', async (branding) => {
    expect((await change(branding)).status).toBe(400);
  });

  it.each([
    'accent=red;}body{display:none',
    'accent=%23ff0000',
    'radius=99999',
    'radius=-1',
    'radius=1e9',
    'font=x;}',
    'mode=dark&mode=light',
    `accent=${encodeURIComponent(hostile)}`,
  ])('that an address says wrongly does not reach the style sheet: %s (cases 185, 231)', async (query) => {
    const plain = await house.visitor().request('/assets/theme.css');
    const answer = await house.visitor().request(`/assets/theme.css?${query}`);
    expect(answer.status === 200 ? answer.body : plain.body).toBe(plain.body);
    expect(answer.body).not.toMatch(/script|display|evil/);
  });

  it('of one tenant is on no page of another (case 93)', async () => {
    const logo = String((await upload(png(80, 20))).body['asset']);
    expect((await change({ accent: '#aa0055', logo: { light: logo }, favicon: logo })).status).toBe(200);
    const ours = await house.visitor().get('/sign-in');
    expect(ours.body).toContain(`/brand/${logo}`);
    const theirs = await second().get('/sign-in');
    expect(theirs.body).not.toContain('/brand/');
    const [style, other] = [ours, theirs].map(({ body }) => /theme\.css\?v=[^"]+/.exec(body)?.[0] ?? '');
    expect(style).not.toBe(other);
    expect((await second().request(`/assets/${other}`)).body).not.toContain('#aa0055');
  });
});

describe('the name of a tenant', () => {
  it('is text wherever it stands: page, title, mail and what stands for the logo (case 185)', async () => {
    const [tenantId = ''] = await house.house.tenants.listIds();
    await house.house.tenants.rename(tenantId, hostile);
    const visitor = house.visitor();
    const accepted = await visitor.fill('/sign-up', {
      email: 'anna@names.example',
      password: 'the quiet river bends twice',
    });
    expect(accepted.status).toBe(303);
    const page = await visitor.get('/sign-in');
    expect(page.body).not.toContain('<script>alert');
    expect(page.body).not.toContain('<img src=x');
    const mail = await house.mailTo('anna@names.example');
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).not.toContain('<img src=x');
    await house.house.tenants.rename(tenantId, 'First');
  });

  it.each(['', ' ', 'a\r\nBcc: all@example.com', 'a\u0000b', 'a\u2028b', 'a\u202eb', 'x'.repeat(81)])(
    'is on one line and visible, or refused: %j (case 190)',
    async (name) => {
      const [tenantId = ''] = await house.house.tenants.listIds();
      const read = await manager.call('GET', `/tenants/${tenantId}`);
      const headers = { 'if-match': read.headers['etag'] };
      expect((await manager.call('PATCH', `/tenants/${tenantId}`, { body: { name }, headers })).status).toBe(400);
    },
  );
});

describe('a preview', () => {
  it('has a policy of its own, runs nothing, and is at no other tenant (cases 93, 185)', async () => {
    const body = { page: 'sign-in', branding: { accent: '#0044ee' }, texts: { 'pages:sign_in.title': hostile } };
    const drawn = await manager.call('POST', '/branding/preview', { body });
    expect(drawn.status).toBe(200);
    const { pathname } = new URL(String(drawn.body['address']));
    const shown = await house.visitor().request(pathname);
    expect(shown.status).toBe(200);
    expect(shown.body).not.toContain('<script>alert');
    expect(shown.body).toContain('&lt;script&gt;alert(1)');
    const policy = shown.headers['content-security-policy'] ?? '';
    for (const rule of ['sandbox', "default-src 'none'", "form-action 'none'", `frame-ancestors ${house.origin}`])
      expect(policy).toContain(rule);
    expect(policy).not.toContain('allow-');
    expect(policy).not.toContain('script-src');
    expect((await second().request(pathname)).status).toBe(404);
    expect((await house.visitor().request('/sign-in')).headers['content-security-policy']).not.toContain('unsafe');
  });

  it('is there for minutes and at its whole address only', async () => {
    const drawn = await manager.call('POST', '/branding/preview', { body: { page: 'error' } });
    const { pathname } = new URL(String(drawn.body['address']));
    expect((await house.visitor().request(pathname.slice(0, -1))).status).toBe(404);
    await house.sql("update branding_previews set expires_at = now() - interval '1 second'");
    expect((await house.visitor().request(pathname)).status).toBe(404);
  });

  it('is drawn for nobody who may not read settings', async () => {
    const stranger = await createManager(house, 'ledger:read');
    const answer = await stranger.call('POST', '/branding/preview', { body: { page: 'sign-in' } });
    expect(answer.status).toBe(403);
  });
});
