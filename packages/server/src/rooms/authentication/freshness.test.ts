import { describe, expect, it } from 'vitest';
import type { CurrentSession } from '../gate/index.ts';
import type { Tenant } from '../tenants/index.ts';
import { confirmationWays, demandFresh, type FreshnessDependencies, isFresh } from './freshness.ts';

type SignIn = { readonly methods?: Readonly<Record<string, string>>; readonly secondFactor?: string };

const allOn = { password: 'on', passkey: 'on', emailCode: 'on', emailLink: 'on', smsCode: 'on', authenticator: 'on' };
const signInOf = ({ methods = {}, secondFactor = 'enrolled' }: SignIn) => ({
  methods: { ...allOn, ...methods },
  secondFactor,
  enrolmentGraceDays: 0,
  rememberDeviceDays: 30,
  nudgePasskey: true,
});

/** Only what is asked here: what the customer has, and the register. */
function world(enrolled: readonly string[], signIn: SignIn = {}) {
  const tenant = { tenantId: 'ten_x', settings: { signIn: signInOf(signIn) } } as unknown as Tenant;
  const deps = {
    database: { reader: {} },
    applications: { settingsFor: async () => tenant.settings },
    connections: { list: async () => [] },
    credentials: { methodsOf: async () => [...enrolled] },
    methods: { get: (method: string) => ({ method, kinds: method.startsWith('email') ? ['first'] : ['second'] }) },
    sessions: { standingOf: async () => null },
  } as unknown as FreshnessDependencies;
  const ways = async () => (await confirmationWays(deps, deps.database.reader, tenant, 'cus_x')).ways;
  const session = (...methods: readonly string[]) =>
    ({
      customerId: 'cus_x',
      isFresh: true,
      provenLately: methods.map((method) => ({ method })),
    }) as unknown as CurrentSession;
  return { tenant, deps, ways, session, fresh: (current: CurrentSession) => isFresh(deps, tenant, current) };
}

describe('the ways to confirm that it is you', () => {
  it('are the factors of whoever has one, and neither password nor mailbox beside them', async () => {
    expect(await world(['password', 'authenticator']).ways()).toEqual(['authenticator']);
    expect(await world(['password', 'recovery-code', 'sms-code', 'passkey']).ways()).toEqual([
      'passkey',
      'sms-code',
      'recovery-code',
    ]);
  });

  it('are the same where no sign-in asks for a second factor', async () => {
    expect(await world(['password', 'passkey'], { secondFactor: 'off' }).ways()).toEqual(['passkey']);
  });

  it('leave nobody without one: the password without a factor, the mailbox without a password', async () => {
    expect(await world(['password']).ways()).toEqual(['password']);
    expect(await world([]).ways()).toEqual(['email-code']);
    // What is switched off can be asked of nobody, and paper alone is no factor.
    expect(await world(['password', 'authenticator'], { methods: { authenticator: 'off' } }).ways()).toEqual([
      'password',
    ]);
    expect(await world(['password', 'recovery-code']).ways()).toEqual(['password']);
    expect(await world(['password'], { methods: { password: 'off' } }).ways()).toEqual(['password']);
  });
});

describe('a session', () => {
  it.each([['password'], ['email-code'], ['email-link'], ['remembered-device'], ['connection'], ['passkey']])(
    'of somebody with an app is not fresh by %s',
    async (method) => {
      const { fresh, session } = world(['password', 'authenticator']);
      expect(await fresh(session('password', method))).toBe(false);
    },
  );

  it('is fresh by a factor, and by the last code on paper, which is gone with that', async () => {
    const { fresh, session } = world(['password', 'authenticator']);
    expect(await fresh(session('authenticator'))).toBe(true);
    expect(await fresh(session('password', 'recovery-code'))).toBe(true);
    expect(await fresh({ ...session('authenticator'), isFresh: false })).toBe(false);
  });

  it('of somebody without a factor is fresh by what they have', async () => {
    const { fresh, session } = world(['password']);
    expect(await fresh(session('password'))).toBe(true);
    // Of a version that wrote no proofs down.
    expect(await fresh(session())).toBe(true);
  });

  it('that is refused is told by what it can go on', async () => {
    const { deps, tenant, session } = world(['password', 'authenticator', 'recovery-code']);
    await expect(demandFresh(deps, tenant, session('password'))).rejects.toMatchObject({
      code: 'session.stale',
      methods: ['authenticator', 'recovery-code'],
    });
    const plain = world(['password']);
    const stale = { ...plain.session('password'), isFresh: false };
    await expect(demandFresh(plain.deps, plain.tenant, stale)).rejects.toMatchObject({ methods: ['password'] });
    // What takes the password anyway asks it of nobody twice.
    await demandFresh(plain.deps, plain.tenant, stale, 'owners-of-factors');
  });
});
