/** Accounts that begin with a number alone, made and recovered as their owners do it. */
import { expect } from 'vitest';
import type { TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import { ask, prove } from './changing.ts';
import { letters } from './lone-methods.ts';
import { flowOf, isSignedIn } from './people.ts';

/** Sends the form as a browser without JavaScript does. */
export const begin = (visitor: Visitor, number: string): Promise<Answer> =>
  visitor.fill('/sign-up', { email: number, password: '', name: '', with: 'address' });

/** An account of nothing but this number, signed in. */
export async function signUp(house: TestHouse, number: string): Promise<Visitor> {
  const visitor = house.visitor();
  const sent = await letters(house, number);
  const accepted = await begin(visitor, number);
  await visitor.post('/verify', { flow: flowOf(accepted), code: await sent.code() });
  expect(await isSignedIn(visitor)).toBe(true);
  return visitor;
}

/** Asks for a recovery by what was typed; the journey. */
export async function recover(visitor: Visitor, typed: string): Promise<string> {
  const accepted = await visitor.fill('/recover', { email: typed });
  expect(accepted.headers['location']).toMatch(/^\/recover\/verify\?flow=/);
  return flowOf(accepted);
}

export type NumberHouse = Awaited<ReturnType<typeof createNumberHouse>>;
type Wanted = Parameters<TestHouse['house']['tenants']['changeSettings']>[1];

/** The default tenant as one that takes accounts of a number alone, and what became of them. */
export async function createNumberHouse(house: TestHouse) {
  const [tenantId = ''] = await house.house.tenants.listIds();
  const methods = { emailCode: 'on', smsCode: 'on' } as const;
  const customerOf = async () =>
    String((await house.sql('select customer_id from customers order by created_at desc limit 1'))[0]?.['customer_id']);
  return {
    tenantId,
    methods,
    settings: (change: Wanted = {}) =>
      house.house.tenants.changeSettings(tenantId, {
        identifiers: { defaultCountry: 'DE' },
        registration: { numberAlone: 'on' },
        signIn: { methods: { ...methods, passkey: 'off' } },
        ...change,
      }),
    /** How many text messages there have been. */
    texts: async () => Number((await house.sql("select count(*) from messages where channel = 'sms'"))[0]?.['count']),
    /** Waits until nothing is to be sent any more. */
    settled: () =>
      expect.poll(() => house.sql("select 1 from messages where state = 'queued'"), { timeout: 10_000 }).toEqual([]),
    /** The customer who came last. */
    customerOf,
    typesOf: async () =>
      (
        await house.sql('select type from customer_identifiers where customer_id = $1 order by type', [
          await customerOf(),
        ])
      ).map(({ type }) => type),
    /** Gives the account of this browser this address, proven. */
    async changed(visitor: Visitor, email: string): Promise<void> {
      const mailed = await letters(house, email);
      await prove(visitor, await ask(visitor, 'email', email), await mailed.code());
    },
  };
}
