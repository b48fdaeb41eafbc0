/**
 * What a look at the source of connections with an attacker's eyes found: each of these was possible, or could become so.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDevice } from '../test/device.ts';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import { atUpstream, startUpstream, type Upstream } from '../test/upstream/index.ts';
import { callbackOf, type Kind, startKind } from './connection-kinds.ts';
import { customerOf, newcomer } from './connection-people.ts';
import {
  altered,
  bring,
  expectNothing,
  goThere,
  identitiesOf,
  leaveFor,
  signUpBy,
  visit,
} from './connection-visits.ts';
import { linkOf } from './lives.ts';
import { beginFlow, flowOf, isSignedIn, registerCustomer } from './people.ts';
import { mailHolding } from './second-factors.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let shop: RelyingParty;
let contoso: Kind;
let github: Kind;
let tenantId = '';
let ours = 0;
const started: Kind['upstream'][] = [];
beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
  await house.house.tenants.changeSettings(tenantId, { signIn: { methods: { emailCode: 'on', emailLink: 'on' } } });
  shop = await createRelyingParty(house);
  contoso = await startKind(house, 'openid', { connection_id: 'contoso', name: 'Contoso' });
  github = await startKind(house, 'github');
  started.push(contoso.upstream, github.upstream);
  await letMemoryFade();
});
afterAll(async () => {
  for (const upstream of started) await upstream.stop();
  await house.stop();
});
beforeEach(() => house.sql('delete from budgets'));

/** A connection to an upstream of its own, so that what one test breaks is no other's. */
async function alone(): Promise<{ kind: Kind; upstream: Upstream }> {
  ours += 1;
  const connectionId = `alone-${ours}`;
  const clientSecret = `a secret for ${connectionId} that is long enough`;
  const client = { clientId: connectionId, clientSecret, redirectUris: [callbackOf(house, connectionId)] };
  const upstream = await startUpstream({ clients: [{ ...client, algorithm: 'ES256' }] });
  started.push(upstream);
  const given = { connection_id: connectionId, issuer: upstream.issuer, client_id: connectionId };
  const kind = await startKind(house, 'openid', { ...given, client_secret: clientSecret });
  started.push(kind.upstream);
  const join: Kind['join'] = (account) => {
    upstream.accounts.set(account.login, account);
    return account;
  };
  return { kind: { ...kind, upstream, join }, upstream };
}

describe('a provider that is well', () => {
  it('is closed for nobody by errors that an attacker makes up', async () => {
    const { kind } = await alone();
    const { login } = newcomer(kind);
    for (const error of ['server_error', 'temporarily_unavailable', 'server_error', 'temporarily_unavailable']) {
      const attacker = house.visitor();
      const back = await goThere(attacker, kind, login);
      await bring(attacker, kind, altered(altered(back, 'code', undefined), 'error', error));
    }
    const visitor = house.visitor();
    expect((await visit(visitor, kind, login)).headers['location']).toMatch(/^\/sign-up\/with\?flow=/);
  });
});

describe('a provider that is ill', () => {
  it('is left alone, though others begin their way there meanwhile (F22)', async () => {
    const { kind, upstream } = await alone();
    const { login } = newcomer(kind);
    const waiting = [];
    for (let number = 0; number < 4; number += 1) {
      const visitor = house.visitor();
      waiting.push({ visitor, back: await goThere(visitor, kind, login) });
    }
    upstream.misbehaves.at = { token: 'gone' };
    for (const { visitor, back } of waiting.slice(0, 3)) {
      await leaveFor(house.visitor(), kind);
      await bring(visitor, kind, back);
    }
    const before = upstream.asked('token');
    for (const { visitor, back } of waiting.slice(3)) await bring(visitor, kind, back);
    expect(upstream.asked('token')).toBe(before);
  });

  it.each(['javascript:alert(1)//', 'data:text/html,x', 'http://evil.example/authorize'])(
    'sends nobody to %s (case 100)',
    async (address) => {
      const { kind, upstream } = await alone();
      upstream.misbehaves.discovery = { authorization_endpoint: address };
      const visitor = house.visitor();
      const flow = await beginFlow(visitor, '/sign-in');
      const answer = await visitor.request(`/sign-in/with/${kind.connectionId}?flow=${flow}`);
      expect(answer.headers['location']).toBeUndefined();
      expect(answer.status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('an account elsewhere that waits for its owner here', () => {
  it('is not linked by a mailed link that its owner opens in another browser (cases 157, 158)', async () => {
    const { login, email } = newcomer(contoso);
    const victim = await registerCustomer(house, email);
    const customerId = await customerOf(house, victim);
    const attacker = house.visitor();
    const flow = flowOf(await visit(attacker, contoso, login));
    await attacker.post('/sign-in/code/request', { flow, identifier: email, password: '' });
    const mail = await mailHolding(house, email, '/sign-in/link?token=');
    const token = new URL(linkOf(mail, '/sign-in/link'), house.origin).searchParams.get('token') ?? '';
    const elsewhere = house.visitor();
    await expectNothing(house, () => elsewhere.post('/sign-in/link', { token }));
    expect(token).toHaveLength(43);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(await isSignedIn(attacker)).toBe(false);
  });
});

describe('addresses whose owners sign in by one connection alone', () => {
  it('are let in by no other connection that was linked before', async () => {
    const { login, email } = newcomer(github, { email: `kim${Date.now()}@required.example` });
    await signUpBy(house, github, login, { email });
    await house.sql(
      `insert into connection_domains (tenant_id, domain, connection_id, proof, proven_at)
       values ($1, 'required.example', 'contoso', 'x', now())`,
      [tenantId],
    );
    const rule = (how: string) =>
      house.sql(
        `update connections set settings = settings || jsonb_build_object('domain_sign_in', $1::text)
         where connection_id = 'contoso'`,
        [how],
      );
    await rule('required');
    await letMemoryFade();
    try {
      await expectNothing(house, () => visit(house.visitor(), github, login));
    } finally {
      await rule('offered');
      await letMemoryFade();
    }
    expect(gaveSession(await visit(house.visitor(), github, login))).toBe(true);
  });
});

describe('an application that wants a sign-in of now', () => {
  it.each([{ prompt: 'login' }, { max_age: '0' }])('has it asked of the provider too: %o', async (parameters) => {
    const { login, email } = newcomer(contoso);
    await signUpBy(house, contoso, login, { email });
    const visitor = house.visitor();
    const journey = await shop.begin(parameters);
    const asked = await visitor.request(journey.address);
    const { address } = await leaveFor(visitor, contoso, flowOf(asked));
    const { searchParams } = new URL(address);
    expect(searchParams.get('prompt')).toBe('login');
    expect(searchParams.get('max_age')).toBe('0');
    const back = await atUpstream(contoso.upstream, address, login);
    const tokens = await shop.redeem(
      journey,
      (await follow(house, visitor, await bring(visitor, contoso, back))).headers['location'] ?? '',
    );
    expect(tokens.claims()?.sub).toBeDefined();
  });

  it('has it asked of the provider too when a device asks', async () => {
    const { login, email } = newcomer(contoso);
    await signUpBy(house, contoso, login, { email });
    const visitor = house.visitor();
    await visit(visitor, contoso, login);
    const device = await createDevice(house);
    const { user_code: code } = await device.ask({ max_age: '0' });
    const { headers } = await visitor.post('/device', { code });
    const asked = await visitor.request(headers['location'] ?? '');
    const { address } = await leaveFor(visitor, contoso, flowOf(asked));
    expect(new URL(address).searchParams.get('max_age')).toBe('0');
    const back = await atUpstream(contoso.upstream, address, login);
    const page = await follow(house, visitor, await bring(visitor, contoso, back));
    expect(page.body).toContain(code);
  });

  it('is not satisfied by a sign-in there that is older, or of which nobody says when it was', async () => {
    const { kind, upstream } = await alone();
    const { login } = newcomer(kind);
    for (const at of [Math.floor(Date.now() / 1000) - 600, undefined]) {
      const visitor = house.visitor();
      const asked = await visitor.request((await shop.begin({ prompt: 'login' })).address);
      const back = await goThere(visitor, kind, login, flowOf(asked));
      upstream.misbehaves.idToken = { auth_time: at };
      await expectNothing(house, () => bring(visitor, kind, back));
    }
  });
});

describe('a page', () => {
  it('says of a way in nothing that somebody else wrote into the address', async () => {
    const answer = await house.visitor().request(`/sign-in/with/${encodeURIComponent('Call 0900 123 456 now')}`);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.body).not.toContain('Call 0900');
  });
});

describe('a sign-in that began as a sign-up', () => {
  it('is told to its owner when the browser is new to them', async () => {
    const { login, email } = newcomer(contoso);
    const customerId = await customerOf(house, await signUpBy(house, contoso, login, { email }));
    const other = house.visitor();
    const flow = await beginFlow(other, '/sign-up');
    expect(gaveSession(await bring(other, contoso, await goThere(other, contoso, login, flow)))).toBe(true);
    const told = await house.sql(
      "select 1 from ledger_entries where event = 'device.remembered' and customer_id = $1",
      [customerId],
    );
    expect(told).toHaveLength(1);
  });
});
