/** What a thief with the password tries in an account that has a second factor (attack 81), and how its owner goes on. */
import { expect } from 'vitest';
import type { TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import type { Visitor } from '../test/visitor.ts';
import { goodPassword, signIn } from './people.ts';
import { addPath, answerSecond, codeOfApp, forgetSteps, halfSignedIn, type Protected } from './second-factors.ts';

export const newPassword = 'nine small boats at dusk';
export const tokenOf = async (visitor: Visitor) => (await visitor.get('/account')).hidden('/sign-out')['token'] ?? '';

/** User names and numbers are allowed throughout, so that there is something to change. */
export async function setPolicy(house: TestHouse, signIn: object = {}): Promise<void> {
  const tenant = await house.house.tenants.byHost(new URL(house.origin).host);
  const identifiers = { username: 'optional', phone: 'optional', defaultCountry: 'DE' } as const;
  await house.house.tenants.changeSettings(tenant?.tenantId ?? '', { identifiers, signIn });
  await letMemoryFade();
}

/** What a thief would change; times of use and of the session alone may differ. */
export const stateOf = (house: TestHouse, customerId: string) =>
  house.sql(
    `select customer.state,
      array(select identifier_id from customer_identifiers where customer_id = $1 order by 1) as identifiers,
      array(select credential_id from password_credentials where customer_id = $1) as passwords,
      array(select credential_id from authenticators where customer_id = $1 and confirmed_at is not null) as apps,
      array(select credential_id from passkeys where customer_id = $1) as passkeys,
      array(select made_at::text from recovery_codes where customer_id = $1 order by 1) as codes,
      (select count(*)::int from flows where customer_id = $1 and state = 'open') as under_way
    from customers customer where customer_id = $1`,
    [customerId],
  );

/** Everything that is sensitive, as forms that the thief fills in with all that they have. */
async function attemptsOf(visitor: Visitor, victim: { readonly appId: string }) {
  const token = await tokenOf(visitor);
  const password = { current_password: goodPassword, password: newPassword };
  const key = { credential: '{}' };
  const forms: readonly [string, Readonly<Record<string, string>>][] = [
    ['/account/password', { token, ...password }],
    ['/account/sign-in/email', { token, email: 'thief@evil.example' }],
    ['/account/sign-in/phone', { token, phone: '+4915112345678' }],
    ['/account/sign-in/username', { token, username: 'a-new-name' }],
    ['/account/close', { token, understood: 'yes' }],
    ['/account/factors/authenticator/remove', { token, factor: victim.appId }],
    [addPath, { token, code: '123456', name: '' }],
    ['/account/factors/passkey', { token, ...key }],
    ['/account/factors/recovery-codes', { token }],
    ['/account/sign-in/phone/remove', { token }],
  ];
  return forms;
}

export async function appOf(house: TestHouse, customerId: string): Promise<string> {
  const [row] = await house.sql('select credential_id from authenticators where customer_id = $1', [customerId]);
  return String(row?.['credential_id']);
}

/** All of it leads to the page that asks for the factor, and nothing is changed. */
export async function expectAllRefused(house: TestHouse, visitor: Visitor, customerId: string): Promise<void> {
  const before = await stateOf(house, customerId);
  for (const [path, fields] of await attemptsOf(visitor, { appId: await appOf(house, customerId) })) {
    const answer = await visitor.post(path, fields);
    expect([answer.status, answer.headers['location'] ?? ''], path).toEqual([
      303,
      expect.stringMatching(/^\/account\/confirm\?to=/),
    ]);
  }
  for (const path of ['/account/password', '/account/sign-in/email', '/account/close', addPath]) {
    const answer = await visitor.request(path);
    expect(answer.headers['location'], path).toBe(`/account/confirm?to=${encodeURIComponent(path)}`);
  }
  const token = await tokenOf(visitor);
  const options = await visitor.post('/account/factors/passkey/options', { token }, { accept: 'application/json' });
  expect(options.status).toBe(401);
  expect(await stateOf(house, customerId)).toEqual(before);
}

/** Neither the password nor the mailbox is one of the ways, by name or by default. */
export async function expectNoOtherWay(visitor: Visitor): Promise<void> {
  const page = await visitor.get('/account/confirm?to=%2Faccount%2Fpassword&method=password');
  expect(page.hidden('/account/confirm')['method']).toBe('authenticator');
  expect(page.body).not.toContain('type="password"');
  expect(page.body).toContain('/account/confirm/lost?to=');
  const token = await tokenOf(visitor);
  const known = { token, to: '/account' };
  for (const fields of [
    { ...known, password: goodPassword },
    { ...known, method: 'password', password: goodPassword },
  ])
    expect((await visitor.post('/account/confirm', fields)).status).toBe(403);
  for (const method of ['email-code', 'email-link', 'remembered-device', 'passkey']) {
    expect((await visitor.post('/account/confirm/send', { ...known, method })).status, method).toBe(403);
    expect((await visitor.post('/account/confirm', { ...known, method, code: '123456' })).status, method).toBe(403);
  }
}

export async function confirmByApp(house: TestHouse, visitor: Visitor, secret: string, to = '/account') {
  await forgetSteps(house);
  return visitor.fill(`/account/confirm?to=${encodeURIComponent(to)}`, { code: codeOfApp(secret) });
}

/** A browser that was remembered and signs in by the password alone. */
export async function excused(house: TestHouse, { email, secret }: Protected): Promise<Visitor> {
  const half = await halfSignedIn(house, email);
  await answerSecond(half, codeOfApp(secret), { remember: 'yes' });
  await forgetSteps(house);
  half.visitor.cookies.delete('cardea_session');
  expect((await signIn(half.visitor, email)).headers['location']).toBe('/account');
  return half.visitor;
}
