/** What may have happened to an account, its business or its application between the first step of a way and its last. */
import { letMemoryFade } from '../test/memory.ts';
import type { Ready, WayIn, World } from './way.ts';

const everyMethod = { password: 'on', passkey: 'on', emailCode: 'on', emailLink: 'on', smsCode: 'on' } as const;
export const settings = {
  identifiers: { defaultCountry: 'DE' },
  registration: { numberAlone: 'on' },
  signIn: { methods: everyMethod },
} as const;

export type State = {
  readonly name: string;
  /** Whether it can reach this way. */
  reaches(way: WayIn): boolean;
  /** Makes it so; what it returns undoes it. */
  apply(world: World, way: WayIn, ready: Ready): Promise<(() => Promise<unknown>) | undefined>;
};

const has = (aspect: WayIn['aspects'][number]) => (way: WayIn) => way.aspects.includes(aspect);

const account = (name: string, change: string): State => ({
  name,
  reaches: has('customer'),
  async apply({ house }, _, { customerId }) {
    await house.sql(`update customers set ${change} where customer_id = $1`, [customerId]);
    return undefined;
  },
});

export const states: readonly State[] = [
  account('a disabled customer', "state = 'disabled', closes_at = null"),
  account('an account that closes', "state = 'closing', closes_at = now() + interval '5 days'"),
  account('a closed account', "state = 'closed', closes_at = null"),
  {
    name: 'an address that nobody proved',
    reaches: has('address'),
    async apply({ house }, _, { customerId }) {
      await house.sql('update customer_identifiers set verified_at = null, verified_by = null where customer_id = $1', [
        customerId,
      ]);
      return undefined;
    },
  },
  {
    name: 'too many tries',
    reaches: has('budget'),
    async apply({ house }, _, { spoil }) {
      await spoil?.();
      await house.sql("update budgets set theoretical_at = now() + interval '10 days'");
      return () => house.sql('delete from budgets');
    },
  },
  {
    name: 'a withdrawn grant',
    reaches: has('grant'),
    async apply({ house }, _, { owner }) {
      const { token = '' } = (await owner?.get('/account/applications'))?.hidden('/sign-out') ?? {};
      for (const { application_id: application } of await house.sql('select application_id from applications'))
        await owner?.post('/account/applications/remove', { token, application: String(application) });
      return undefined;
    },
  },
  {
    name: 'a session that its owner ended',
    reaches: has('session'),
    async apply(_, __, { owner }) {
      const { token = '' } = (await owner?.get('/account/sessions'))?.hidden('/sign-out') ?? {};
      await owner?.post('/account/sign-out-everywhere', { token });
      return undefined;
    },
  },
  {
    name: 'a removed factor',
    reaches: has('factor'),
    async apply({ house }, _, { customerId }) {
      for (const table of ['passkeys', 'phone_factors', 'authenticators', 'recovery_codes'])
        await house.sql(`delete from ${table} where customer_id = $1`, [customerId]);
      return undefined;
    },
  },
  {
    name: 'a method that is switched off',
    reaches: ({ method }) => method !== undefined,
    async apply({ house, tenantId }, { method = 'password' }) {
      const set = (changed: object) =>
        house.house.tenants.changeSettings(tenantId, {
          ...settings,
          signIn: { methods: { ...everyMethod, ...changed } },
        });
      // The code of a mailed link is what the link shows in another browser: both go, or the code stays good.
      await set(method.startsWith('email') ? { emailCode: 'off', emailLink: 'off' } : { [method]: 'off' });
      return () => set({});
    },
  },
  {
    name: 'a first step that is switched off',
    reaches: ({ begunBy }) => begunBy !== undefined,
    async apply({ house, tenantId }, { begunBy = 'password' }) {
      const set = (changed: object) =>
        house.house.tenants.changeSettings(tenantId, {
          ...settings,
          signIn: { methods: { ...everyMethod, ...changed } },
        });
      await set({ [begunBy]: 'off' });
      return () => set({});
    },
  },
  {
    name: 'a suspended tenant',
    reaches: () => true,
    async apply({ house, tenantId }) {
      // The one that everybody falls back to cannot be suspended by anybody; to its customers it would be the same.
      const set = async (state: string) => {
        await house.sql('update tenants set state = $1 where tenant_id = $2', [state, tenantId]);
        await house.house.tenants.changeSettings(tenantId, settings);
      };
      await set('suspended');
      return () => set('active');
    },
  },
  {
    name: 'a disabled application',
    reaches: has('application'),
    async apply({ house }) {
      const set = (state: string) =>
        house
          .sql("update applications set state = $1, version = version + 1 where application_id <> 'console'", [state])
          .then(letMemoryFade);
      await set('disabled');
      return () => set('active');
    },
  },
  {
    name: 'a disabled connection',
    reaches: has('connection'),
    async apply({ house, tenantId, elsewhere }) {
      await house.house.connections.setState(tenantId, elsewhere.connectionId, 'disabled');
      return () => house.house.connections.setState(tenantId, elsewhere.connectionId, 'active');
    },
  },
  {
    name: 'an unlinked identity',
    reaches: has('identity'),
    async apply({ house }, _, { customerId }) {
      await house.sql('delete from customer_identities where customer_id = $1', [customerId]);
      return undefined;
    },
  },
];

/** Those that are about the account itself; the others are tried in a file of their own. */
export const accountStates: ReadonlySet<string> = new Set(states.slice(0, 4).map(({ name }) => name));

/** Where somebody gets in all the same, and why that is right. */
export const stillIn: Readonly<Record<string, string>> = {
  'keeping the account, an account that closes': 'it is what this way is for',
  'password, an address that nobody proved': 'staff or an import made the account; applications are told so',
  'remembered browser, an address that nobody proved': 'as by password',
  'password in an interface of its own, an address that nobody proved': 'as by password',
  'code by e-mail, an address that nobody proved': 'it proves the address',
  'link by e-mail, an address that nobody proved': 'it proves the address',
};
