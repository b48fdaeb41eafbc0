/** What is peculiar to single providers and could be misused (security.md, cases 5, 150). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestHouse, type TestHouse } from '../test/house.ts';
import { type Kinds, startKind, startKinds } from './connection-kinds.ts';
import { customerOf, newcomer } from './connection-people.ts';
import { bring, expectNothing, goThere, identitiesOf, signUpBy, visit } from './connection-visits.ts';
import { flowOf, registerCustomer } from './people.ts';
import { gaveSession } from './way-steps.ts';

let house: TestHouse;
let kinds: Kinds;
beforeAll(async () => {
  house = await startTestHouse();
  kinds = await startKinds(house);
});
afterAll(async () => {
  await kinds.stop();
  await house.stop();
});
afterEach(() => house.sql('delete from budgets'));

describe('Apple', () => {
  it('may write that an address is proven as a word', async () => {
    const kind = kinds.of('apple');
    const { login, email } = newcomer(kind, { emailVerified: 'true' });
    const visitor = house.visitor();
    const flow = flowOf(await visit(visitor, kind, login));
    expect(gaveSession(await visitor.fill(`/sign-up/with?flow=${flow}`, { email, name: 'Pat Person' }))).toBe(true);
  });

  it('cannot be made to say another address or subject by the form that the browser carries', async () => {
    const kind = kinds.of('apple');
    const { login } = newcomer(kind);
    const visitor = house.visitor();
    const back = await goThere(visitor, kind, login);
    const user = JSON.stringify({ name: { firstName: 'Eve', lastName: 'Evil' }, email: 'victim@upstream.example' });
    const answer = await bring(visitor, kind, { ...back, posted: { ...back.posted, user } });
    expect((await visitor.get(answer.headers['location'] ?? '')).body).not.toContain('victim@upstream.example');
  });
});

describe('X', () => {
  it('says an address where it was allowed to, which proves nothing', async () => {
    const scope = 'users.read tweet.read users.email';
    const asking = await startKind(house, 'x', { connection_id: 'x-with-mail', scope });
    try {
      for (const [kind, isSaid] of [
        [asking, true],
        [kinds.of('x'), false],
      ] as const) {
        const { login, email } = newcomer(kind);
        const owner = await registerCustomer(house, email);
        const visitor = house.visitor();
        const at = (await visit(visitor, kind, login)).headers['location'] ?? '';
        expect(at).toMatch(/^\/sign-up\/with\?flow=/);
        expect((await visitor.get(at)).body.includes(email)).toBe(isSaid);
        expect(gaveSession(await visitor.fill(at, { email, name: 'Pat Person' }))).toBe(false);
        expect(await identitiesOf(house, await customerOf(house, owner))).toEqual([]);
      }
    } finally {
      await asking.upstream.stop();
    }
  });
});

describe('Microsoft', () => {
  it('has another person of the same number in every directory (case 150)', async () => {
    const kind = kinds.of('microsoft');
    const { login, email } = newcomer(kind);
    await signUpBy(house, kind, login, { email });
    const account = kind.upstream.accounts.get(login);
    const more = { tid: '11111111-2222-4333-8444-555555555555', xms_edov: true };
    kind.upstream.accounts.set('twin', {
      login: 'twin',
      subject: account?.subject ?? '',
      email,
      emailVerified: true,
      name: 'Twin',
      more,
    });
    await expectNothing(house, () => visit(house.visitor(), kind, 'twin'));
  });

  it.each([
    ['its issuer names another directory than the token', { iss: 'http://127.0.0.1/evil/v2.0' }],
    ['the directory is no directory', { tid: '../common' }],
  ])('lets nobody in where %s', async (_, more) => {
    const kind = kinds.of('microsoft');
    const { login } = newcomer(kind);
    const account = kind.upstream.accounts.get(login);
    if (account !== undefined) account.more = more;
    await expectNothing(house, () => visit(house.visitor(), kind, login));
  });

  it('proves no address whose domain nobody has shown to be that directory’s (nOAuth, case 150)', async () => {
    const kind = kinds.of('microsoft');
    const { login, email } = newcomer(kind);
    const account = kind.upstream.accounts.get(login);
    if (account !== undefined) account.more = { email_verified: true };
    await registerCustomer(house, email);
    await expectNothing(house, () => visit(house.visitor(), kind, login));
  });
});
