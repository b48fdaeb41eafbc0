/** Addresses in pages: what they lead to is there, and what may be kept for ever is what it says. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import type { Answer } from '../../../test/visitor.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await startTestHouse();
});
afterAll(() => house.stop());

const german = (answer: Answer) =>
  (/href="([^"]*ui_locales=de)"/.exec(answer.body)?.[1] ?? '').replaceAll('&amp;', '&');

describe('the language links of a page that answered a form', () => {
  it('lead to where the form is shown', async () => {
    const email = 'anna@addresses.example';
    const visitor = house.visitor();
    const accepted = await visitor.fill('/sign-up', { email, password: 'the quiet river bends twice' });
    const flow = /flow=(flw_\w+)/.exec(accepted.headers['location'] ?? '')?.[1] ?? '';
    const token = /token=([\w-]{43})/.exec((await house.mailTo(email)).text)?.[1] ?? '';

    const other = house.visitor();
    const refused = await other.post('/verify/link', { token, password: 'not the one chosen' });
    expect(refused.status).toBe(422);
    expect((await other.request(german(refused))).status).toBe(200);

    let exhausted = await visitor.post('/verify/resend', { flow });
    while (exhausted.status === 303) exhausted = await visitor.post('/verify/resend', { flow });
    expect(exhausted.status).toBe(429);
    expect(german(exhausted)).toMatch(/^\/verify\?/);
    expect((await visitor.request(german(exhausted))).status).toBe(200);

    const stranger = await other.post('/account/sessions/end', { token: 'form-token', session: 'ses_' });
    expect(german(stranger)).toBe('/account/sessions?ui_locales=de');
  });
});

describe('an asset', () => {
  it.each(['theme.css', 'pages.css', 'pages.js'])('is kept for ever only under its own version: %s', async (name) => {
    const visitor = house.visitor();
    const page = await visitor.get('/sign-in');
    const own = new RegExp(`/assets/${name}\\?v=[^"]+`).exec(page.body)?.[0] ?? '';
    expect((await visitor.request(own)).headers['cache-control']).toContain('immutable');
    for (const path of [`/assets/${name}?v=of-another-node`, `/assets/${name}`]) {
      expect((await visitor.request(path)).headers['cache-control']).toBe('public, max-age=300');
    }
  });
});
