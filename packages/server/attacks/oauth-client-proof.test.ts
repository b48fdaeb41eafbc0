/** Applications that prove themselves with a key: forged, borrowed, repeated and badly timed proofs (cases 116, 119). */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { createRelyingParty, type RelyingParty } from '../test/relying-party.ts';
import { basic, send } from './oauth.ts';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;

let house: TestHouse;
let service: RelyingParty;
let other: RelyingParty;
let keys: KeyPair;
let otherKeys: KeyPair;

const machine = { grant_types: ['client_credentials'], redirect_uris: [] };
const publicPart = async ({ publicKey }: KeyPair) => exportJWK(publicKey);
const withKey = async (pair: KeyPair) =>
  createRelyingParty(house, {
    metadata: { ...machine, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [await publicPart(pair)] } },
  });

beforeAll(async () => {
  house = await startTestHouse();
  [keys, otherKeys] = [await generateKeyPair('ES256'), await generateKeyPair('ES256')];
  [service, other] = [await withKey(keys), await withKey(otherKeys)];
});
afterAll(() => house.stop());

const now = () => Math.floor(Date.now() / 1000);
let proofs = 0;

/** An honest assertion, but for what is changed. */
function claims(change: Record<string, unknown> = {}): JWTPayload {
  proofs += 1;
  const { applicationId: id } = service;
  return { iss: id, sub: id, aud: house.origin, jti: `proof-${proofs}`, iat: now(), exp: now() + 60, ...change };
}

const sign = (payload: JWTPayload, { privateKey }: KeyPair = keys, header: Record<string, unknown> = {}) =>
  new SignJWT(payload).setProtectedHeader({ alg: 'ES256', ...header }).sign(privateKey);

const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const show = (assertion: string, fields: Record<string, string> = {}) =>
  send(house, '/oauth/token', {
    grant_type: 'client_credentials',
    client_assertion_type: type,
    client_assertion: assertion,
    ...fields,
  });

const marks = async () => (await house.sql('select * from replay_marks')).length;

async function expectRefused(assertion: string, fields: Record<string, string> = {}): Promise<void> {
  const before = await marks();
  const answer = await show(assertion, fields);
  expect([400, 401]).toContain(answer.status);
  expect(((await answer.json()) as { error: string }).error).toMatch(/^invalid_(client|request)$/);
  expect(await marks()).toBe(before);
}

describe('an assertion', () => {
  it('proves an application once, whoever repeats it', async () => {
    const assertion = await sign(claims());
    expect((await show(assertion)).status).toBe(200);
    const again = await show(assertion);
    expect(again.status).toBe(401);
    expect(await again.json()).toMatchObject({ error: 'invalid_client' });
  });

  it('proves it once to twenty requests at the same moment', async () => {
    const assertion = await sign(claims());
    const answers = await Promise.all(Array.from({ length: 20 }, () => show(assertion)));
    expect(answers.filter(({ status }) => status === 200).length).toBe(1);
    expect(answers.filter(({ status }) => status === 401).length).toBe(19);
  });

  it.each<[string, (time: number) => Record<string, unknown>]>([
    ['is made ten seconds ahead', (time) => ({ iat: time + 10, nbf: time + 10 })],
    ['names the token endpoint', () => ({ aud: `${house.origin}/oauth/token` })],
    ['names one audience in a list', () => ({ aud: [house.origin] })],
  ])('that %s is taken', async (_name, change) => {
    expect((await show(await sign(claims(change(now()))))).status).toBe(200);
  });

  it.each<[string, (time: number) => Record<string, unknown>]>([
    ['is for another server', () => ({ aud: 'https://other.example' })],
    ['is for another server too', () => ({ aud: ['https://other.example', house.origin] })],
    ['is for nobody', () => ({ aud: undefined })],
    ['is good for a year', (time) => ({ exp: time + 365 * 24 * 60 * 60 })],
    ['is good for ever', () => ({ exp: undefined })],
    ['is over', (time) => ({ iat: time - 120, exp: time - 30 })],
    ['was made more than a minute ahead', (time) => ({ iat: time + 65 })],
    ['is not good yet', (time) => ({ nbf: time + 65 })],
    ['has no name of its own', () => ({ jti: undefined })],
    ['was made by somebody else', () => ({ iss: other.applicationId })],
    ['is about somebody else', () => ({ sub: other.applicationId })],
  ])('that %s is refused', async (_name, change) => {
    await expectRefused(await sign(claims(change(now()))));
  });

  it('signed with the key of another application, or of nobody, is refused', async () => {
    const stranger = await generateKeyPair('ES256', { extractable: true });
    await expectRefused(await sign(claims(), otherKeys));
    await expectRefused(await sign(claims(), stranger, { jwk: await publicPart(stranger) }));
    await expectRefused(await sign(claims(), stranger, { jku: 'https://evil.example/keys', kid: '../../dev/null' }));
    await expectRefused(await sign(claims()), { client_id: other.applicationId });
  });

  it.each(['none', 'None', 'HS256'])('whose algorithm is %s is refused', async (alg) => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const unsigned = `${encode({ alg })}.${encode(claims())}.`;
    await expectRefused(unsigned);
    const secret = new TextEncoder().encode(JSON.stringify(await publicPart(keys)));
    await expectRefused(await new SignJWT(claims()).setProtectedHeader({ alg: 'HS256' }).sign(secret));
  });

  it('does not help an application that has a secret, and a secret does not help one that has a key', async () => {
    const party = await createRelyingParty(house, { metadata: machine });
    await expectRefused(await sign(claims({ iss: party.applicationId, sub: party.applicationId })));
    const guess = { client_id: service.applicationId, client_secret: 'kept elsewhere, as a hash' };
    expect((await send(house, '/oauth/token', { grant_type: 'client_credentials', ...guess })).status).toBe(401);
  });
});

it('a secret in the address proves nothing, and neither do two ways at once', async () => {
  const party = await createRelyingParty(house, { metadata: machine });
  const secret = { client_id: party.applicationId, client_secret: party.secret ?? '' };
  const grant = { grant_type: 'client_credentials' };
  const inAddress = await send(house, `/oauth/token?${new URLSearchParams(secret)}`, grant);
  expect([400, 401]).toContain(inAddress.status);
  const both = await send(house, '/oauth/token', { ...grant, ...secret }, basic(party));
  expect(both.status).toBe(400);
  expect((await send(house, '/oauth/token', grant, basic(party))).status).toBe(200);
});

describe('keys that an application publishes', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });

  /** Listens on this machine, and counts who comes. */
  async function listen(answer: (port: number) => { status: number; body?: string; location?: string }, host: string) {
    const visits: string[] = [];
    const server = createServer((request, response) => {
      visits.push(request.url ?? '');
      const { status, body = '', location } = answer((server.address() as AddressInfo).port);
      response.writeHead(status, location === undefined ? {} : { location }).end(body);
    });
    server.on('connection', () => visits.push('connection'));
    servers.push(server);
    await new Promise<void>((ready) => server.listen(0, host, ready));
    return { port: (server.address() as AddressInfo).port, visits };
  }

  /** Its keys are at this address; only by SQL can it be one that could not be registered. */
  async function publishAt(address: string): Promise<string> {
    const { applicationId: id } = await createRelyingParty(house, {
      metadata: { ...machine, token_endpoint_auth_method: 'private_key_jwt', jwks_uri: 'https://keys.example/' },
    });
    await house.sql(
      `update applications set version = version + 1, metadata = jsonb_set(metadata, '{jwks_uri}', to_jsonb($2::text))
       where application_id = $1`,
      [id, address],
    );
    return sign(claims({ iss: id, sub: id }));
  }

  it('are fetched when they are needed', async () => {
    const body = JSON.stringify({ keys: [await publicPart(keys)] });
    const { port, visits } = await listen(() => ({ status: 200, body }), '127.0.0.1');
    expect((await show(await publishAt(`http://localhost:${port}/keys`))).status).toBe(200);
    expect(visits).toContain('/keys');
  });

  it('are not looked for where a redirect leads', async () => {
    const body = JSON.stringify({ keys: [await publicPart(keys)] });
    const behind = await listen(() => ({ status: 200, body }), '127.0.0.1');
    const location = `http://localhost:${behind.port}/keys`;
    const front = await listen(() => ({ status: 302, location, body }), '127.0.0.1');
    const answer = await show(await publishAt(`http://localhost:${front.port}/keys`));
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(front.visits).toContain('/keys');
    expect(behind.visits).toEqual([]);
  });

  it.each([
    'https://169.254.169.254/latest/meta-data',
    'https://10.0.0.1/keys',
    'https://[::ffff:127.0.0.1]/keys',
    'https://2130706433/keys',
    'http://keys.example/',
  ])('at %s are never asked for', async (address) => {
    // A connection that is tried throws in a test: the refusal would be a failure of the server.
    const answer = await show(await publishAt(address));
    expect([400, 401]).toContain(answer.status);
  });

  it('behind the loopback address of the next generation are not asked for either', async () => {
    const { port, visits } = await listen(() => ({ status: 200 }), '::1');
    for (const scheme of ['http', 'https']) {
      const answer = await show(await publishAt(`${scheme}://[::1]:${port}/keys`));
      expect([400, 401]).toContain(answer.status);
    }
    expect(visits).toEqual([]);
  });
});
