/**
 * The businesses whose customers walk, all on one server: most ask for a second factor of whoever has one, some of
 * everybody, at once or after a grace. Which one a walk goes through is decided by its number alone.
 */
import { setConnection } from '../product/connection.ts';
import type { Product } from '../product/product.ts';
import { openSight, type Sight } from './look.ts';
import type { Policy } from './model.ts';
import { connectionId } from './send-identities.ts';

export type Business = {
  readonly host: string;
  readonly origin: string;
  readonly policy: Policy;
  readonly sight: Sight;
};

const kinds = [
  { name: null, policy: { secondFactor: 'enrolled', graceDays: 0 } },
  { name: 'required', policy: { secondFactor: 'required', graceDays: 0 } },
  { name: 'grace', policy: { secondFactor: 'required', graceDays: 7 } },
] as const;
const placeOf = [0, 0, 1, 2];

type Kind = (typeof kinds)[number];
const hostOf = ({ place }: Product, { name }: Kind): string => (name === null ? place.host : `${name}.${place.host}`);

/** Where they answer. */
export const originsOf = (product: Product): string[] => kinds.map((kind) => `http://${hostOf(product, kind)}`);

/** Sets them up, each with the same provider, and opens an eye on each. */
export async function openBusinesses(product: Product, issuer: string) {
  const businesses = await Promise.all(kinds.map((kind) => open(product, issuer, kind)));
  return {
    ofWalk: (walk: number): Business => {
      const business = businesses[placeOf[walk % placeOf.length] ?? 0];
      if (business === undefined) throw new Error('there is no such business');
      return business;
    },
    forgetBudgets: async () => businesses[0]?.sight.forgetBudgets(),
    close: () => Promise.all(businesses.map(({ sight }) => sight.close())),
  };
}

async function open(product: Product, issuer: string, kind: Kind): Promise<Business> {
  const { name, policy } = kind;
  const host = hostOf(product, kind);
  if (name !== null) await product.runVerb('tenants', 'create', '--name', `Example ${name}`, '--host', host);
  const settings = {
    signIn: {
      methods: { emailCode: 'on', emailLink: 'on', smsCode: 'on' },
      secondFactor: policy.secondFactor,
      enrolmentGraceDays: policy.graceDays,
    },
    // Thousands of walks are one attack, and more text messages than a day has: neither is what they are about.
    protection: { detection: 'off' },
    sms: { dailyMessages: 1_000_000 },
  };
  await setConnection(product, connectionId, { issuer, state: 'active' }, { host, settings });
  return { host, origin: `http://${host}`, policy, sight: await openSight(product, name === null ? null : host) };
}
