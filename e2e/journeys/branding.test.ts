/** How a business looks: its colour, letters and logo on real pages, in light and dark, and before they are saved. */
import { expect, test } from 'vitest';
import { lookAt } from '../support/look-at.ts';
import type { Person } from '../support/person.ts';
import { setStage } from '../support/stage.ts';

const stage = setStage();

type Manager = (method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>;

/** A service that may change settings, made and used as an operator would. */
async function manager(): Promise<Manager> {
  const { origin, runVerb } = stage.server();
  const scope = 'settings:write';
  const made = await runVerb('applications', 'register', '--name', 'Painter', '--machine', '--scope', scope, '--json');
  const { client_id: id, client_secret: secret } = JSON.parse(made) as Record<string, string>;
  const answer = await fetch(`${origin}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope, resource: `${origin}/api` }),
  });
  const { access_token: token } = (await answer.json()) as Record<string, string>;
  return async (method, path, body) => {
    const headers = { authorization: `Bearer ${token}` };
    const version =
      method === 'PUT' ? (await fetch(`${origin}/api/admin${path}`, { headers })).headers.get('etag') : null;
    const call = await fetch(`${origin}/api/admin${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json', ...(version === null ? {} : { 'if-match': version }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(call.status, `${method} ${path}`).toBeLessThan(300);
    return (await call.json()) as Record<string, unknown>;
  };
}

/** A logo that a browser painted, of this ink. */
async function paint(person: Person, ink: string): Promise<string> {
  await person.open('/sign-in');
  return await person.page.evaluate(`(() => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 80 });
    const brush = canvas.getContext('2d');
    brush.fillStyle = '${ink}';
    brush.fillRect(0, 16, 48, 48);
    brush.font = 'bold 56px sans-serif';
    brush.fillText('Acme', 64, 60);
    return canvas.toDataURL('image/png').split(',')[1];
  })()`);
}

const shownLogo = (person: Person) =>
  person.page.evaluate<{ address: string; width: number; loaded: number }>(`(() => {
    const image = document.querySelector('.brand img');
    return { address: image.currentSrc, width: image.width, loaded: image.naturalWidth };
  })()`);
const seconds = (count: number) => new Promise((resolve) => setTimeout(resolve, count * 1000));

test('pages wear what the business chose, in light and dark, and everybody can read them', async () => {
  const manage = await manager();
  const maria = await stage.person();
  const upload = async (ink: string) =>
    String((await manage('POST', '/branding/pictures', { content: await paint(maria, ink) }))['asset']);
  const [light, dark] = [await upload('#10307a'), await upload('#dce6ff')];
  const saved = await manage('PUT', '/branding', {
    accent: '#ffd400',
    radius_pixels: 18,
    font: 'humanist',
    logo: { light, dark },
    favicon: light,
  });
  expect(saved['adjustments']).toMatchObject([{ mode: 'light', from: '#ffd400' }]);
  await manage('PATCH', '/texts/en', { texts: { 'pages:sign_in.title': 'Good to see you <again>' } });
  await seconds(1.5);

  for (const path of ['/sign-in', '/sign-up', '/recover', '/nothing']) {
    await maria.open(path);
    expect(await shownLogo(maria), path).toMatchObject({
      address: expect.stringContaining(light),
      width: 160,
      loaded: 320,
    });
    await lookAt(maria.page, `branding${path.replace('/', '.')}`, { dark: true });
  }
  await maria.open('/sign-in');
  expect(await maria.page.locator('h1').innerText()).toBe('Good to see you <again>');
  await maria.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(async () => (await shownLogo(maria)).address).toContain(dark);
});

test('a preview in a frame shows the real page with what is not saved, and can do nothing else', async () => {
  const manage = await manager();
  const maria = await stage.person();
  const logo = String(
    (await manage('POST', '/branding/pictures', { content: await paint(maria, '#10307a') }))['asset'],
  );
  for (const page of ['sign-in', 'sign-up', 'verify', 'error', 'mail']) {
    const branding = { accent: '#a00060', radius_pixels: 0, logo: { light: logo } };
    const { address } = await manage('POST', '/branding/preview', { page, branding });
    // A page of the same origin, as strict as the console.
    await maria.page.route('**/around', (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: {
          'content-security-policy': "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'",
        },
        body: `<!doctype html><title>Around</title><iframe sandbox title="Preview" width="500" height="900" src="${String(address)}"></iframe>`,
      }),
    );
    await maria.page.goto(`${maria.origin}/around`);
    const frame = maria.page.frameLocator('iframe');
    const image = frame.locator('img').first();
    await image.waitFor();
    await expect.poll(async () => (await image.boundingBox())?.width).toBe(160);
    const action = frame.locator('main button.primary, main a.primary, .action').first();
    await action.waitFor();
    const look = await action.evaluate((element) => {
      const browser = globalThis as unknown as { getComputedStyle(of: unknown): Record<string, string> };
      const { backgroundColor, borderRadius } = browser.getComputedStyle(element);
      return { backgroundColor, borderRadius };
    });
    expect(look, page).toEqual({ backgroundColor: 'rgb(160, 0, 96)', borderRadius: '0px' });
    await maria.page.unroute('**/around');
  }
});
