/**
 * Linking an account elsewhere, and unlinking it (security.md, cases 157, 158, 160, 162): by its owner alone, having
 * proven themselves lately, by a yes of their own, for exactly the account that they were shown.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { atUpstream, type Return } from '../test/upstream/index.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { type Kind, type Kinds, kindNames, startKinds } from './connection-kinds.ts';
import { customerOf, newcomer } from './connection-people.ts';
import { bring, expectNothing, gains, identitiesOf, signUpBy, visit } from './connection-visits.ts';
import { age } from './lives.ts';
import { isSignedIn, registerCustomer, signIn } from './people.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let kinds: Kinds;
let tenantId = '';
beforeAll(async () => {
  house = await startTestHouse();
  kinds = await startKinds(house);
  [tenantId = ''] = await house.house.tenants.listIds();
});
afterAll(async () => {
  await kinds.stop();
  await house.stop();
});
afterEach(() => house.sql('delete from budgets'));

const page = '/account/connections';
const confirm = `${page}/confirm`;
let owners = 0;

async function someone(): Promise<{ visitor: Visitor; customerId: string; email: string }> {
  owners += 1;
  const email = `owner${owners}@linking.example`;
  const visitor = await registerCustomer(house, email);
  return { visitor, customerId: await customerOf(house, visitor), email };
}

/** Leaves to show an account of `login` there; what the browser is to bring back. */
async function show(visitor: Visitor, kind: Kind, login: string): Promise<Return> {
  const sent = await visitor.request(`${page}/link/${kind.connectionId}`);
  const address = sent.headers['location'] ?? '';
  if (!address.startsWith(kind.upstream.origin)) throw new Error(`not sent upstream: ${sent.status} ${address}`);
  return atUpstream(kind.upstream, address, login);
}

/** Shows it and comes back; where the owner is asked. */
async function asked(visitor: Visitor, kind: Kind, login: string): Promise<string> {
  const answer = await bring(visitor, kind, await show(visitor, kind, login));
  return answer.headers['location'] ?? '';
}

/** The form of that page, as it would be sent. */
const formAt = async (visitor: Visitor, path: string) => (await visitor.get(path)).hidden(confirm);

describe.each(kindNames)('an account of the kind %s', (name) => {
  it('is linked by its owner’s yes, told of, and then a way in (case 157)', async () => {
    const kind = kinds.of(name);
    const { login, email: elsewhere } = newcomer(kind);
    const { visitor, customerId, email } = await someone();
    const before = await gains(house);
    const path = await asked(visitor, kind, login);
    const question = await visitor.get(path);
    expect(question.status).toBe(200);
    if (name !== 'x') expect(question.body).toContain(elsewhere);
    expect(await gains(house)).toEqual(before);
    const answer = await visitor.post(confirm, question.hidden(confirm));
    expect(answer.status).toBe(303);
    expect(await identitiesOf(house, customerId)).toMatchObject([{ connection_id: kind.connectionId }]);
    const [connection] = await house.sql<{ name: string }>('select name from connections where connection_id = $1', [
      kind.connectionId,
    ]);
    expect((await house.mailTo(email, 2)).text).toContain(`An account at ${connection?.name} was linked to`);
    const other = house.visitor();
    expect(gaveSession(await visit(other, kind, login))).toBe(true);
    expect(await customerOf(house, other)).toBe(customerId);
    // What the provider says of an address is not taken over (cases 8, 163).
    const held = await house.sql('select 1 from customer_identifiers where customer_id = $1', [customerId]);
    expect(held).toHaveLength(1);
  });

  it('is linked to nobody by an answer that another browser asked for (case 157)', async () => {
    const kind = kinds.of(name);
    const { login } = newcomer(kind);
    const attacker = await someone();
    const victim = await someone();
    const back = await show(attacker.visitor, kind, login);
    await expectNothing(house, () => bring(victim.visitor, kind, back));
    expect(await identitiesOf(house, victim.customerId)).toEqual([]);
    expect(await identitiesOf(house, attacker.customerId)).toEqual([]);
  });
});

describe('a yes', () => {
  it('is this page’s, this site’s and this session’s (case 157)', async () => {
    const kind = kinds.of('openid');
    const { login } = newcomer(kind);
    const { visitor } = await someone();
    const fields = await formAt(visitor, await asked(visitor, kind, login));
    await expectNothing(house, () => visitor.post(confirm, fields, { origin: 'https://evil.example' }));
    await expectNothing(house, () =>
      visitor.post(confirm, fields, { origin: undefined, 'sec-fetch-site': 'cross-site' }),
    );
    await expectNothing(house, () => visitor.post(confirm, { ...fields, token: 'A'.repeat(43) }));
    await expectNothing(house, () => visitor.post(confirm, { ...fields, arrival: 'A'.repeat(43) }));
    const stranger = await someone();
    const { token = '' } = (await stranger.visitor.get('/account')).hidden('/sign-out');
    await expectNothing(house, () => stranger.visitor.post(confirm, { ...fields, token }));
    await expectNothing(house, () => house.visitor().post(confirm, fields));
  });

  it('is asked of who has proven themselves lately, before and after the way there', async () => {
    const kind = kinds.of('openid');
    const { login } = newcomer(kind);
    const { visitor } = await someone();
    const fields = await formAt(visitor, await asked(visitor, kind, login));
    await age(house);
    await expectNothing(house, () => visitor.post(confirm, fields));
    const sent = await visitor.request(`${page}/link/${kind.connectionId}`);
    expect(sent.headers['location'] ?? '').not.toContain(kind.upstream.origin);
  });

  it('is to the account that was shown, and to no other that came meanwhile (case 158)', async () => {
    const kind = kinds.of('openid');
    const [first, second] = [newcomer(kind), newcomer(kind)];
    const { visitor, customerId } = await someone();
    const shown = await formAt(visitor, await asked(visitor, kind, first.login));
    await asked(visitor, kind, second.login);
    await visitor.post(confirm, shown);
    const [linked] = await identitiesOf(house, customerId);
    const other = house.visitor();
    if (linked !== undefined) {
      expect(gaveSession(await visit(other, kind, first.login))).toBe(true);
      expect(await customerOf(house, other)).toBe(customerId);
    }
    await expectNothing(house, () => visit(house.visitor(), kind, second.login));
  });

  it('counts once, and not after the connection was switched off (case 160)', async () => {
    const kind = kinds.of('github');
    const { login } = newcomer(kind);
    const { visitor, customerId } = await someone();
    const fields = await formAt(visitor, await asked(visitor, kind, login));
    await house.house.connections.setState(tenantId, kind.connectionId, 'disabled');
    await expectNothing(house, () => visitor.post(confirm, fields));
    await house.house.connections.setState(tenantId, kind.connectionId, 'active');
    const again = await formAt(visitor, await asked(visitor, kind, login));
    await Promise.all([1, 2, 3, 4].map(() => visitor.post(confirm, again)));
    expect(await identitiesOf(house, customerId)).toHaveLength(1);
  });

  it('to an account that is somebody else’s changes nothing for either', async () => {
    const kind = kinds.of('openid');
    const { login, email } = newcomer(kind);
    const holder = await customerOf(house, await signUpBy(house, kind, login, { email }));
    const { visitor, customerId } = await someone();
    const path = await asked(visitor, kind, login);
    await expectNothing(house, async () => visitor.post(confirm, await formAt(visitor, path)));
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(await identitiesOf(house, holder)).toHaveLength(1);
  });

  it('is nothing once the session is over, or somebody else’s', async () => {
    const kind = kinds.of('openid');
    const { login } = newcomer(kind);
    const { visitor, email } = await someone();
    const back = await show(visitor, kind, login);
    visitor.cookies.delete('cardea_session');
    await expectNothing(house, () => bring(visitor, kind, back));
    await signIn(visitor, email);
    const second = await show(visitor, kind, login);
    const other = await someone();
    visitor.cookies.set('cardea_session', other.visitor.cookies.get('cardea_session') ?? '');
    await expectNothing(house, () => bring(visitor, kind, second));
  });
});

async function unlink(visitor: Visitor, identity: string, change: Record<string, string> = {}): Promise<Answer> {
  const { token = '' } = (await visitor.get('/account')).hidden('/sign-out');
  return visitor.post(`${page}/unlink`, { token, identity, ...change });
}

describe('unlinking', () => {
  it('takes the way in, and whoever came in by it elsewhere', async () => {
    const kind = kinds.of('openid');
    const { login, email } = newcomer(kind);
    const { visitor, customerId, email: address } = await someone();
    await visitor.post(confirm, await formAt(visitor, await asked(visitor, kind, login)));
    const elsewhere = house.visitor();
    await visit(elsewhere, kind, login);
    expect(await isSignedIn(elsewhere)).toBe(true);
    const [linked] = await identitiesOf(house, customerId);
    expect((await unlink(visitor, linked?.identity_id ?? '')).status).toBe(303);
    expect(await identitiesOf(house, customerId)).toEqual([]);
    expect(await isSignedIn(elsewhere)).toBe(false);
    expect(await isSignedIn(visitor)).toBe(true);
    // Their address, the account that was linked, the new browser, and now this.
    await house.mailTo(address, 4);
    const told = (await house.mails()).filter(({ to }) => to === address).map(({ text }) => text);
    expect(told.join()).toMatch(/An account at .+ is no longer linked to your account/);
    await expectNothing(house, () => visit(house.visitor(), kind, login));
    const entries = await house.sql(
      "select 1 from ledger_entries where event = 'identity.unlinked' and customer_id = $1",
      [customerId],
    );
    expect(entries).toHaveLength(1);
    expect(email).not.toBe('');
  });

  it('is the owner’s alone', async () => {
    const kind = kinds.of('openid');
    const { login, email } = newcomer(kind);
    const owner = await signUpBy(house, kind, login, { email });
    const [linked] = await identitiesOf(house, await customerOf(house, owner));
    const identity = linked?.identity_id ?? '';
    const stranger = await someone();
    await expectNothing(house, () => unlink(stranger.visitor, identity));
    await expectNothing(house, () => unlink(owner, identity, { token: 'A'.repeat(43) }));
    await age(house);
    await expectNothing(house, () => unlink(owner, identity));
  });

  it('leaves the last way in, also to two tries at once (case 162)', async () => {
    const kind = kinds.of('openid');
    const other = kinds.of('github');
    const settings = { signIn: { methods: { emailCode: 'off', emailLink: 'off' } } } as const;
    await house.house.tenants.changeSettings(tenantId, settings);
    try {
      const { login, email } = newcomer(kind);
      const owner = await signUpBy(house, kind, login, { email });
      const customerId = await customerOf(house, owner);
      const [only] = await identitiesOf(house, customerId);
      await expectNothing(house, () => unlink(owner, only?.identity_id ?? ''));
      const second = newcomer(other);
      await owner.post(confirm, await formAt(owner, await asked(owner, other, second.login)));
      const both = await identitiesOf(house, customerId);
      expect(both).toHaveLength(2);
      await Promise.all(both.map(({ identity_id }) => unlink(owner, identity_id)));
      expect(await identitiesOf(house, customerId)).toHaveLength(1);
      // One whose connection is switched off is no way in.
      const [left] = await identitiesOf(house, customerId);
      const off = left?.connection_id ?? '';
      const [back, from] = off === kind.connectionId ? [other, second.login] : [kind, login];
      await owner.post(confirm, await formAt(owner, await asked(owner, back, from)));
      await house.house.connections.setState(tenantId, off, 'disabled');
      const usable = (await identitiesOf(house, customerId)).find(({ connection_id }) => connection_id !== off);
      await expectNothing(house, () => unlink(owner, usable?.identity_id ?? ''));
      await house.house.connections.setState(tenantId, off, 'active');
    } finally {
      await house.house.tenants.changeSettings(tenantId, {});
    }
  });
});
