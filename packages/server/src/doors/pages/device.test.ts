import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOfApp, forgetSteps, halfSignedIn, protectedCustomer } from '../../../attacks/second-factors.ts';
import { password, signUp } from '../../../attacks/signed-in.ts';
import { answerDevice, createDevice, type Device, enterCode } from '../../../test/device.ts';
import { startTestHouse, type TestHouse } from '../../../test/house.ts';
import { follow } from '../../../test/relying-party.ts';
import type { Answer } from '../../../test/visitor.ts';

let house: TestHouse;
let tv: Device;
const userAgent = 'Mozilla/5.0 (Linux; Android 14; BRAVIA) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';

beforeAll(async () => {
  house = await startTestHouse();
  tv = await createDevice(house, { firstParty: false, metadata: { policy_uri: 'https://tv.example/privacy' } });
  await signUp(house, 'anna@example.com');
});
afterAll(() => house.stop());

/** Asks as a device at this address does. */
async function askFrom(address: string, more: Record<string, string> = {}): Promise<{ user_code: string }> {
  const device = house.visitor({ address, userAgent });
  const fields = { client_id: tv.applicationId, scope: 'openid profile email', ...more };
  return JSON.parse((await device.post('/oauth/device_authorization', fields, { origin: undefined })).body) as {
    user_code: string;
  };
}

describe('the pages of a device', () => {
  it('ask for a code in one field that fills in nothing by itself, and say what is wrong beside it', async () => {
    const visitor = house.visitor();
    const page = await visitor.get('/device');
    expect(page.status).toBe(200);
    expect(page.body).toMatch(/<label for="code">/);
    expect(page.body).toMatch(/<input id="code" name="code" type="text" autocomplete="off"[^>]* required/);
    expect(page.body.match(/<main/g)).toHaveLength(1);
    expect(page.body.match(/<h1/g)).toHaveLength(1);
    const empty = await visitor.post('/device', { code: '' });
    expect(empty.status).toBe(422);
    expect(empty.body).toContain('aria-invalid="true"');
    const wrong = await visitor.post('/device', { code: '"><script>' });
    expect(wrong.status).toBe(400);
    expect(wrong.body).not.toContain('<script>"');
    expect(wrong.body).toContain('role="alert"');
  });

  it('show what asks, from where and when, the code to compare, and warn, before anything happens', async () => {
    const visitor = house.visitor();
    await visitor.fill('/sign-in', { identifier: 'anna@example.com', password });
    const { user_code: code } = await askFrom('8.8.8.8');
    const page = await enterCode(house, visitor, ` ${code.toLowerCase().replace('-', '')} `);
    for (const text of [
      'Sign in to Living room on a device?',
      'Only go on if you started this yourself',
      'a device that is in front of you',
      code,
      'An application that somebody else runs, not',
      'United States (by its network address)',
      '8.8.8.8',
      'Chrome',
      'See your e-mail address',
      'a•••@example.com',
      'https://tv.example/privacy',
      '<button class="secondary" name="decision" value="deny">',
      '<button class="secondary" name="decision" value="approve">',
    ])
      expect(page.body).toContain(text);
    expect(page.body).not.toContain('anna@example.com');
    const done = await answerDevice(visitor, page, 'approve');
    expect(done.status).toBe(200);
    expect(done.body).toContain('Your device is signed in');
    expect((await visitor.get('/account/applications')).body).toContain('Living room');
  });

  it('ask whoever is not signed in to sign in, for that application, and come back to the request', async () => {
    const visitor = house.visitor();
    const { user_code: code } = await askFrom('203.0.113.78');
    const signInPage = await enterCode(house, visitor, code);
    expect(signInPage.body).toContain('to continue to');
    const fields = { ...signInPage.hidden('/sign-in'), identifier: 'anna@example.com', password };
    const page = await follow(house, visitor, await visitor.post('/sign-in', fields));
    expect(page.body).toContain('Your device must show this code');
    expect(page.body).toContain(code);
    // Of an address of the documentation nobody knows a place, and none is made up.
    expect(page.body).toContain('203.0.113.78');
    expect(page.body).not.toContain('by its network address');
  });

  it('ask for a new sign-in where the application wants a recent one, and again when it grew too old meanwhile', async () => {
    const visitor = house.visitor();
    await visitor.fill('/sign-in', { identifier: 'anna@example.com', password });
    const age = () => house.sql("update sessions set authenticated_at = authenticated_at - interval '1 hour'");
    const ageRequests = () => house.sql("update device_codes set created_at = created_at - interval '1 hour'");
    const signInTo = async (page: Answer) => {
      expect(page.body).toContain('to continue to');
      const fields = { ...page.hidden('/sign-in'), identifier: 'anna@example.com', password };
      return follow(house, visitor, await visitor.post('/sign-in', fields));
    };
    const recent = await askFrom('203.0.113.80', { max_age: '600' });
    expect((await enterCode(house, visitor, recent.user_code)).body).toContain(recent.user_code);
    // Of now: what was proven a moment before the device asked is too old.
    const now = await askFrom('203.0.113.80', { max_age: '0' });
    expect((await signInTo(await enterCode(house, visitor, now.user_code))).body).toContain(now.user_code);
    await age();
    const page = await signInTo(await enterCode(house, visitor, recent.user_code));
    expect(page.body).toContain(recent.user_code);
    await age();
    await ageRequests();
    await house.sql("update sessions set authenticated_at = authenticated_at - interval '1 hour'");
    const answered = await answerDevice(visitor, page, 'approve');
    expect(answered.status).toBe(303);
    const again = await signInTo(await follow(house, visitor, answered));
    expect((await answerDevice(visitor, again, 'approve')).body).toContain('Your device is signed in');
  });

  it('ask for the second factor that the application wants, and for no more than that', async () => {
    const { owner, secret, email } = await protectedCustomer(house, 'strong@example.com');
    const strict = await createDevice(house, { metadata: { client_name: 'Safe' } });
    await forgetSteps(house);
    const { visitor, place, flow } = await halfSignedIn(house, email);
    await visitor.post('/sign-in/second', {
      ...(await visitor.get(place)).hidden('/sign-in/second'),
      flow,
      code: codeOfApp(secret),
    });
    const asked = await strict.ask({ acr_values: 'urn:cardea:aal2' });
    expect((await enterCode(house, visitor, asked.user_code)).body).toContain('Your device must show this code');
    expect(owner).toBeTruthy();
  });

  it('speak German, and keep the code when the language changes', async () => {
    const { user_code: code } = await askFrom('203.0.113.79');
    const visitor = house.visitor({ locale: 'de' });
    const page = await visitor.get(`/device?user_code=${code}`);
    expect(page.body).toContain('Ein Gerät anmelden');
    expect(page.body).toContain(`value="${code}"`);
    expect(page.body).toContain(`user_code=${code}&amp;ui_locales=en`);
  });
});
