/**
 * Switched off means off, at once (security.md, cases 64, 160): whoever has come back from a connection, or has given a
 * first proof, and still owes something has no session yet. What they came by is asked about again where it begins.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { letMemoryFade } from '../test/memory.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import { atUpstream } from '../test/upstream/index.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { type Kind, startKind } from './connection-kinds.ts';
import { customerOf, newcomer } from './connection-people.ts';
import { bring, expectNothing, goThere, identitiesOf, signUpBy } from './connection-visits.ts';
import { flowOf, goodPassword, registerCustomer, signIn } from './people.ts';
import {
  answerSecond,
  codeOfApp,
  enrolApp,
  forgetSteps,
  halfSignedIn,
  makeCodes,
  protectedCustomer,
} from './second-factors.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let tenantId = '';
let shop: RelyingParty;
let kind: Kind;
let kinds = 0;
const started: Kind['upstream'][] = [];
beforeAll(async () => {
  house = await startTestHouse();
  [tenantId = ''] = await house.house.tenants.listIds();
  shop = await createRelyingParty(house);
  started.push((await startKind(house, 'github', { connection_id: 'other', name: 'Other' })).upstream);
});
afterAll(async () => {
  for (const upstream of started) await upstream.stop();
  await house.stop();
});
/** One that is there and on, for each test. */
beforeEach(async () => {
  await house.sql('delete from budgets');
  kinds += 1;
  kind = await startKind(house, 'openid', { connection_id: `passing-${kinds}`, name: 'Passing' });
  started.push(kind.upstream);
});
afterEach(async () => {
  await house.house.applications.changeSettings(tenantId, shop.applicationId, {});
  await house.house.tenants.changeSettings(tenantId, {});
});

type Switch = {
  readonly name: string;
  readonly status: number;
  readonly says: string;
  /** Done by another node: this one has heard nothing yet. */
  readonly isElsewhere?: true;
  off(): Promise<unknown>;
};
/** Where a page may show for a second what was there before, that second passes. */
const fade = ({ isElsewhere }: Switch) => (isElsewhere === true ? letMemoryFade() : undefined);
const closed = { status: 404, says: 'This way to sign in is not offered' };
const switches: readonly Switch[] = [
  {
    name: 'disabled',
    ...closed,
    isElsewhere: true,
    off: () => house.sql("update connections set state = 'disabled' where connection_id = $1", [kind.connectionId]),
  },
  {
    name: 'removed',
    ...closed,
    isElsewhere: true,
    off: () => house.sql('delete from connections where connection_id = $1', [kind.connectionId]),
  },
  {
    name: 'left out by the application',
    ...closed,
    off: () =>
      house.house.applications.changeSettings(tenantId, shop.applicationId, { signIn: { connections: ['other'] } }),
  },
  {
    name: 'closed with all connections',
    status: 403,
    says: 'That way is not possible here',
    off: () => house.house.tenants.changeSettings(tenantId, { signIn: { methods: { connection: 'off' } } }),
  },
];

const flowIn = (page: Answer) => page.hidden('/sign-in')['flow'] ?? '';
/** A journey to the shop; its id. */
const toShop = async (visitor: Visitor): Promise<string> =>
  flowIn(await follow(house, visitor, await visitor.request((await shop.begin()).address)));
/** There, back, and what the callback answers. */
async function come(visitor: Visitor, login: string): Promise<Answer> {
  return bring(visitor, kind, await goThere(visitor, kind, login, await toShop(visitor)));
}

/** Nobody gets anything, the answer names the reason, and the page leads to the ways that are left. */
async function expectClosed({ status, says }: Switch, act: () => Promise<Answer>, flow: string): Promise<void> {
  const answer = await expectNothing(house, act);
  expect([answer.status, answer.body.includes(says)]).toEqual([status, true]);
  expect(answer.body).toContain(`/sign-in?from=${flow}`);
}

describe.each(switches)('somebody whose connection was $name since they came back', (off) => {
  it('is not in with their second factor, nor asked for it', async () => {
    const { login, email } = newcomer(kind);
    const secret = await enrolApp(await signUpBy(house, kind, login, { email }));
    await forgetSteps(house);
    const visitor = house.visitor();
    const flow = flowOf(await come(visitor, login));
    await off.off();
    await expectClosed(off, () => answerSecond({ visitor, flow }, codeOfApp(secret)), flow);
    await expectClosed(off, () => visitor.get(`/sign-in/second?flow=${flow}`), flow);
    // The way that it was before is open to nobody either, and their code was not used up.
    const [app] = await house.sql('select last_step from authenticators order by created_at desc limit 1');
    expect(Number(app?.['last_step'])).toBeLessThan(Math.floor(Date.now() / 30_000) - 5);
  });

  it('does not keep the account that they were about to close', async () => {
    const { login, email } = newcomer(kind);
    const customerId = await customerOf(house, await signUpBy(house, kind, login, { email }));
    await house.sql(
      "update customers set state = 'closing', closes_at = now() + interval '5 days' where customer_id = $1",
      [customerId],
    );
    const visitor = house.visitor();
    const back = await come(visitor, login);
    expect(back.headers['location']).toMatch(/^\/sign-in\/keep\?flow=/);
    await off.off();
    await expectClosed(off, () => visitor.post('/sign-in/keep', { flow: flowOf(back) }), flowOf(back));
    const [left] = await house.sql('select state from customers where customer_id = $1', [customerId]);
    expect(left).toEqual({ state: 'closing' });
  });

  it('signs in by their own password, and links nothing', async () => {
    const { login, email } = newcomer(kind);
    const customerId = await customerOf(house, await registerCustomer(house, email));
    const visitor = house.visitor();
    const flow = flowOf(await come(visitor, login));
    expect((await visitor.get(`/sign-in?flow=${flow}`)).body).toContain('Passing');
    await off.off();
    await fade(off);
    const page = await visitor.get(`/sign-in?flow=${flow}`);
    expect(page.body).not.toContain('Passing');
    expect(gaveSession(await visitor.post('/sign-in', { flow, identifier: email, password: goodPassword }))).toBe(true);
    expect(await customerOf(house, visitor)).toBe(customerId);
    expect(await identitiesOf(house, customerId)).toEqual([]);
  });

  it('makes no account', async () => {
    const { login, email } = newcomer(kind);
    const visitor = house.visitor();
    const page = await visitor.get(`/sign-up/with?flow=${flowOf(await come(visitor, login))}`);
    const fields = { ...page.hidden('/sign-up/with'), email, name: 'Pat Person' };
    await off.off();
    const { status } = await expectNothing(house, () => visitor.post('/sign-up/with', fields));
    // With a connection goes whoever waited to come by it.
    expect(status).toBe(off.name === 'removed' ? 410 : off.status);
  });

  it('is asked to sign in anew by an application, where their session is open already', async () => {
    const { login, email } = newcomer(kind);
    await signUpBy(house, kind, login, { email });
    // By the connection alone: a sign-up may have proven a mailbox besides.
    const visitor = house.visitor();
    expect((await follow(house, visitor, await come(visitor, login))).headers['location']).toContain('code=');
    await off.off();
    await fade(off);
    const again = await follow(house, visitor, await visitor.request((await shop.begin()).address));
    expect([again.status, flowIn(again)]).toEqual([200, expect.stringMatching(/^flw_/)]);
  });
});

it('a yes to an account that was shown links nothing once its connection is gone or off', async () => {
  for (const { off, name } of switches.slice(0, 2)) {
    kinds += 1;
    kind = await startKind(house, 'openid', { connection_id: `passing-${kinds}`, name: 'Passing' });
    started.push(kind.upstream);
    const { login } = newcomer(kind);
    const visitor = await registerCustomer(house, `owner${kinds}@linking.example`);
    const sent = await visitor.request(`/account/connections/link/${kind.connectionId}`);
    const back = await bring(visitor, kind, await atUpstream(kind.upstream, sent.headers['location'] ?? '', login));
    const fields = (await visitor.get(back.headers['location'] ?? '')).hidden('/account/connections/confirm');
    await off();
    const { status } = await expectNothing(house, () => visitor.post('/account/connections/confirm', fields));
    expect(status).toBe(name === 'removed' ? 410 : 404);
  }
});

it('a consent that was asked after the way back is given to nobody once the connection is off', async () => {
  const party = await createRelyingParty(house, { firstParty: false });
  const { login, email } = newcomer(kind);
  await signUpBy(house, kind, login, { email });
  const visitor = house.visitor();
  const flow = flowIn(await follow(house, visitor, await visitor.request((await party.begin()).address)));
  const asked = await follow(house, visitor, await bring(visitor, kind, await goThere(visitor, kind, login, flow)));
  const codes = async () => (await house.sql('select 1 from authorization_codes')).length;
  const before = await codes();
  await house.house.connections.setState(tenantId, kind.connectionId, 'disabled');
  const allowed = await visitor.post('/consent', { ...asked.hidden('/consent'), decision: 'allow' });
  const end = await follow(house, visitor, allowed);
  expect([end.headers['location'], flowIn(end)]).toEqual([undefined, expect.stringMatching(/^flw_/)]);
  expect(await codes()).toBe(before);
});

it('an interface of its own is told by the same code', async () => {
  const app = await createOwnInterface(house);
  const { login, email } = newcomer(kind);
  const secret = await enrolApp(await signUpBy(house, kind, login, { email }));
  await forgetSteps(house);
  const journey = await app.device().begin('sign-in');
  const redirectUri = 'https://app.example/callback';
  const left = await journey.act('connection', { connection: kind.connectionId, redirect_uri: redirectUri });
  const { href } = left.body['challenge'] as { readonly href: string };
  const back = await atUpstream(kind.upstream, href, login);
  const handed = await house.visitor().request(back.path);
  const { search } = new URL(handed.headers['location'] ?? '');
  const owes = await journey.act('connection-return', { parameters: search.slice(1) });
  expect(owes.body['state']).toBe('second-factor');
  await house.house.connections.setState(tenantId, kind.connectionId, 'disabled');
  const refused = await journey.act('second-factor', { method: 'authenticator', code: codeOfApp(secret) });
  expect([refused.status, refused.body['code']]).toEqual([404, 'connection.not_found']);
});

it('an application that leaves out the one connection of a domain is no way around it by a link that waits', async () => {
  const { login, email } = newcomer(kind, { email: `kim${kinds}@required.example` });
  const customerId = await customerOf(house, await registerCustomer(house, email));
  await house.sql(
    `insert into connection_domains (tenant_id, domain, connection_id, proof, proven_at)
     values ($1, 'required.example', $2, 'x', now())`,
    [tenantId, kind.connectionId],
  );
  const visitor = house.visitor();
  const flow = flowOf(await come(visitor, login));
  await house.sql(
    `update connections set settings = settings || '{"domain_sign_in":"required"}' where connection_id = $1`,
    [kind.connectionId],
  );
  await switches[2]?.off();
  await letMemoryFade();
  const refused = await expectNothing(house, () =>
    visitor.post('/sign-in', { flow, identifier: email, password: goodPassword }),
  );
  expect([refused.status, refused.body.includes('this application does not accept it')]).toEqual([403, true]);
  expect(await identitiesOf(house, customerId)).toEqual([]);
});

describe('a first proof whose way was switched off before the second', () => {
  const methods = (change: object) => house.house.tenants.changeSettings(tenantId, { signIn: { methods: change } });
  let owners = 0;

  it.each(['authenticator', 'recovery-code'] as const)('a password opens nothing with %s', async (second) => {
    owners += 1;
    const { email, owner, secret } = await protectedCustomer(house, `half${owners}@off.example`);
    const [paper = ''] = second === 'recovery-code' ? await makeCodes(owner) : [];
    const { visitor, flow } = await halfSignedIn(house, email);
    await methods({ password: 'off', emailCode: 'on' });
    const code = second === 'authenticator' ? codeOfApp(secret) : paper;
    const refused = await expectNothing(house, () => visitor.post('/sign-in/second', { flow, method: second, code }));
    expect([refused.status, refused.body.includes('That way is not possible here')]).toEqual([403, true]);
    // Switched on again, the same journey goes on: nothing of it was lost.
    await methods({});
    expect(gaveSession(await visitor.post('/sign-in/second', { flow, method: second, code }))).toBe(true);
  });

  it('a password keeps no account that is about to close', async () => {
    const email = 'closing@off.example';
    const customerId = await customerOf(house, await registerCustomer(house, email));
    await house.sql(
      "update customers set state = 'closing', closes_at = now() + interval '5 days' where customer_id = $1",
      [customerId],
    );
    const visitor = house.visitor();
    const flow = flowOf(await signIn(visitor, email));
    await methods({ password: 'off', emailCode: 'on' });
    const refused = await expectNothing(house, () => visitor.post('/sign-in/keep', { flow }));
    expect(refused.status).toBe(403);
  });
});
