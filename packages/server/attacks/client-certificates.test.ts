/**
 * Client certificates that are forged, borrowed, out of date or garbage, and tokens bound to one that somebody else shows
 * (RFC 8705). A header proves nobody but to the proxy that wrote it.
 */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askAsProxy, type CertificateWorld, startCertificateWorld } from '../test/certificate-world.ts';
import { type Holder, root, selfSigned } from '../test/certificates.ts';
import type { TestHouse } from '../test/house.ts';
import { callback, createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { comeBack } from './oauth.ts';
import { registerCustomer } from './people.ts';

const subject = 'O=Example, CN=bank';
const machine = {
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  scope: 'applications:read',
  token_endpoint_auth_method: 'tls_client_auth',
  tls_client_auth_subject_dn: 'CN=bank,O=Example',
  tls_client_certificate_bound_access_tokens: true,
};

let world: CertificateWorld;
let house: TestHouse;
let bank: string;
let own: string;
let mine: Holder;
let self: Holder;
let other: Holder;

beforeAll(async () => {
  world = await startCertificateWorld();
  house = world.house;
  mine = await world.authority.issue({ subject });
  other = await world.authority.issue({ subject: 'O=Example, CN=other' });
  self = await selfSigned({ subject });
  bank = (await createRelyingParty(house, { metadata: machine })).applicationId;
  own = await registerOwn(self);
});
afterAll(() => world.stop());

async function registerOwn(holder: Holder): Promise<string> {
  const { tls_client_auth_subject_dn: _, ...rest } = machine;
  const metadata = {
    ...rest,
    token_endpoint_auth_method: 'self_signed_tls_client_auth',
    jwks: { keys: [await holder.jwk()] },
  };
  return (await createRelyingParty(house, { metadata })).applicationId;
}

const tokenFor = (clientId: string, certificate?: string | readonly string[], at = house) =>
  askAsProxy(at, '/oauth/token', {
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      scope: 'applications:read',
      resource: `${at.origin}/api`,
    },
    certificate,
  });
const refused = { status: 401, body: { error: 'invalid_client' } };

it('what is attacked here is good', async () => {
  for (const certificate of [mine.field, mine.escaped]) {
    const { status, body } = await tokenFor(bank, certificate);
    expect(status).toBe(200);
    expect(decodeJwt(String(body['access_token']))['cnf']).toEqual({ 'x5t#S256': mine.thumbprint });
  }
  expect((await tokenFor(own, self.field)).status).toBe(200);
});

describe('an application that is proven by an authority', () => {
  it.each<[string, () => Promise<string | undefined>]>([
    ['no certificate', async () => undefined],
    ['an empty header', async () => ''],
    ['the certificate of another application', async () => other.field],
    ['one that is over', async () => (await world.authority.issue({ subject, days: [-9, -1] })).field],
    ['one that has not begun', async () => (await world.authority.issue({ subject, days: [1, 9] })).field],
    ['one for servers', async () => (await world.authority.issue({ subject, purposes: ['1.3.6.1.5.5.7.3.1'] })).field],
    ['one that a certificate of no authority signed', async () => (await other.issue({ subject })).field],
    ['the right name by another authority of that name', async () => (await (await root()).issue({ subject })).field],
    ['the right name that nobody else signed', async () => (await selfSigned({ subject })).field],
    [
      'the same names in another order',
      async () => (await world.authority.issue({ subject: 'CN=bank, O=Example' })).field,
    ],
    ['more names', async () => (await world.authority.issue({ subject: `${subject}, CN=bank` })).field],
    [
      'one name that looks like two',
      async () => (await world.authority.issue({ subject: 'CN=bank\\,O\\=Example' })).field,
    ],
  ])('is not believed with %s', async (_what, make) => {
    expect(await tokenFor(bank, await make())).toMatchObject(refused);
  });
});

describe('an application that registered its own certificate', () => {
  it('is not believed with another of the same name and authority, nor with its own once that is over', async () => {
    expect(await tokenFor(own, (await selfSigned({ subject })).field)).toMatchObject(refused);
    expect(await tokenFor(own, mine.field)).toMatchObject(refused);
    const over = await selfSigned({ subject, days: [-9, -1] });
    expect(await tokenFor(await registerOwn(over), over.field)).toMatchObject(refused);
  });
});

describe('the header', () => {
  it.each<[string, () => string | readonly string[]]>([
    ['that is garbage', () => 'garbage'],
    ['that says nothing in a special way', () => '(null)'],
    ['with no base64', () => ':!!!!:'],
    ['with base64 of nothing', () => '::'],
    ['with base64 of garbage', () => `:${Buffer.from('garbage').toString('base64')}:`],
    [
      'with something behind the certificate',
      () => `:${Buffer.concat([Buffer.from(mine.certificate.rawData), Buffer.from([0])]).toString('base64')}:`,
    ],
    [
      'with base64 that can be written otherwise',
      () => (mine.field.includes('=') ? mine.field.replaceAll('=', '') : mine.field.replace(/:$/, '=:')),
    ],
    ['with a parameter', () => `${mine.field};a=1`],
    ['with half a certificate', () => `${mine.field.slice(0, 200)}:`],
    ['with PEM that does not end', () => mine.escaped.slice(0, 300)],
    ['with PEM that has percent signs of no use', () => mine.escaped.replace('%0A', '%E0%A4%A')],
    ['with PEM of two', () => `${mine.escaped}${other.escaped}`],
    ['with two in one line', () => `${mine.field}, ${other.field}`],
    ['that is there twice', () => [mine.field, other.field]],
    ['that is there twice, once empty', () => [mine.field, '']],
    ['that is long', () => `:${'A'.repeat(13_000)}:`],
  ])('%s is refused wherever it is sent', async (_what, make) => {
    const answer = { status: 400, body: { code: 'request.client_certificate' } };
    expect(await tokenFor(bank, make())).toMatchObject(answer);
    expect(await askAsProxy(house, '/sign-in', { certificate: make() })).toMatchObject(answer);
  });

  it('is nothing to anybody who is no proxy of ours', async () => {
    const elsewhere = await startCertificateWorld({ TRUSTED_PROXIES: '192.0.2.0/24' });
    try {
      const there = elsewhere.house;
      const { applicationId } = await createRelyingParty(there, { metadata: machine });
      const stolen = await elsewhere.authority.issue({ subject });
      expect(await tokenFor(applicationId, stolen.field, there)).toMatchObject(refused);
      const asked = await askAsProxy(there, '/.well-known/openid-configuration', { certificate: 'garbage' });
      expect(asked.status).toBe(200);
    } finally {
      await elsewhere.stop();
    }
  });
});

describe('a token that is bound to a certificate', () => {
  let app: RelyingParty;
  let anna: Visitor;
  let phone: Holder;

  beforeAll(async () => {
    const metadata = {
      token_endpoint_auth_method: 'none',
      scope: 'openid profile email account:read',
      tls_client_certificate_bound_access_tokens: true,
    };
    app = await createRelyingParty(house, { metadata });
    anna = await registerCustomer(house, 'anna@example.com');
    phone = await selfSigned({ subject: 'CN=phone' });
  });

  async function redeem(certificate?: string) {
    const { journey, address } = await comeBack(house, anna, app, { scope: 'openid account:read' });
    const form = {
      grant_type: 'authorization_code',
      code: new URL(address).searchParams.get('code') ?? '',
      code_verifier: journey.verifier,
      redirect_uri: callback,
      client_id: app.applicationId,
    };
    return askAsProxy(house, '/oauth/token', { form, certificate });
  }
  const refresh = (token: unknown, certificate?: string) =>
    askAsProxy(house, '/oauth/token', {
      form: { grant_type: 'refresh_token', refresh_token: String(token), client_id: app.applicationId },
      certificate,
    });

  it('is given to nobody who shows none', async () => {
    expect(await redeem()).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each(['/oauth/userinfo', '/api/account'])('opens %s with that certificate only', async (path) => {
    const { body } = await redeem(phone.field);
    const bearer = String(body['access_token']);
    const ask = (certificate?: string) => askAsProxy(house, path, { bearer, certificate });
    expect((await ask(phone.field)).status).toBe(200);
    expect((await ask()).status).toBe(401);
    expect((await ask(mine.field)).status).toBe(401);
    expect((await ask(phone.escaped)).status).toBe(200);
  });

  it('says to which one at introspection', async () => {
    const { body } = await redeem(phone.field);
    const form = { token: String(body['access_token']), client_id: app.applicationId };
    const asked = await askAsProxy(house, '/oauth/introspect', { form });
    expect(asked.body).toMatchObject({ active: true, cnf: { 'x5t#S256': phone.thumbprint } });
  });

  it('is renewed with that certificate only, and a refusal uses nothing up', async () => {
    const { body } = await redeem(phone.field);
    const { refresh_token: held } = body;
    for (const certificate of [undefined, mine.field])
      expect(await refresh(held, certificate)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const renewed = await refresh(held, phone.field);
    expect(renewed.status).toBe(200);
    const ask = (certificate?: string) =>
      askAsProxy(house, '/oauth/userinfo', { bearer: String(renewed.body['access_token']), certificate });
    expect([(await ask()).status, (await ask(phone.field)).status]).toEqual([401, 200]);
  });

  it('stays bound when the application is no longer asked to bind its tokens', async () => {
    const { body } = await redeem(phone.field);
    await house.sql(
      `update applications set version = version + 1, metadata = metadata::jsonb - 'tls_client_certificate_bound_access_tokens'
        where application_id = $1`,
      [app.applicationId],
    );
    const bearer = String(body['access_token']);
    await expect.poll(async () => (await refresh(body['refresh_token'], mine.field)).status).toBe(400);
    expect((await refresh(body['refresh_token'])).status).toBe(400);
    expect((await askAsProxy(house, '/api/account', { bearer })).status).toBe(401);
  });

  it('of a service opens the management API with that certificate only', async () => {
    const { body } = await tokenFor(bank, mine.field);
    const bearer = String(body['access_token']);
    const ask = async (certificate?: string) =>
      (await askAsProxy(house, '/api/admin/applications', { bearer, certificate })).status;
    expect(await ask(mine.field)).toBe(200);
    expect([await ask(), await ask(other.field)]).toEqual([401, 401]);
  });
});
