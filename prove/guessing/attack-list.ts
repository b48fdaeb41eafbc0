/**
 * What an attacker has: a list of pairs of which few are right, and very many home addresses to try them from. Every
 * attempt follows from the seed and its place in the list, so that whoever sends and whoever judges know the same.
 */
import { createRandom } from '../random.ts';
import { emailOf, passwordOf } from './population.ts';

export type AttackPlan = {
  readonly seed: number;
  readonly attempts: number;
  /** The share of right pairs, and of those for which nobody has an account. */
  readonly validShare: number;
  readonly unknownShare: number;
  readonly addresses: number;
  /** Customers from this one on are whose passwords were stolen elsewhere, one for each right pair. */
  readonly firstVictim: number;
  /** Other customers, whose address is in the list with a password that is not theirs: this many, from 0. */
  readonly bystanders: number;
};

export type Attempt = {
  readonly identifier: string;
  readonly password: string;
  readonly address: string;
  readonly userAgent: string;
  readonly isValid: boolean;
};

/** How many pairs of the list are right. */
export const victimsOf = (plan: AttackPlan): number => Math.round(plan.attempts * plan.validShare);

/** The whole list, in the order in which it is tried. */
export function attackList(plan: AttackPlan): Attempt[] {
  const random = createRandom(plan.seed);
  const homes = Array.from({ length: plan.addresses }, () => homeAddress(random.below));
  const victims = victimsOf(plan);
  const unknown = Math.round(plan.attempts * plan.unknownShare);
  const pairs = Array.from({ length: plan.attempts }, (_, place) => {
    if (place < victims)
      return {
        identifier: emailOf(plan.firstVictim + place),
        password: passwordOf(plan.firstVictim + place),
        isValid: true,
      };
    const password = `stolen-${random.below(2 ** 31).toString(36)}-${place}`;
    if (place < victims + unknown) return { identifier: `someone${place}@elsewhere.example`, password, isValid: false };
    return { identifier: emailOf(random.below(plan.bystanders)), password, isValid: false };
  });
  return random.shuffle(pairs).map((pair, place) => ({
    ...pair,
    address: homes[place % homes.length] ?? '',
    userAgent: browserOf(random.below),
  }));
}

/** An address as households have them: no two need be neighbours. */
export function homeAddress(below: (limit: number) => number): string {
  const first = 20 + below(160);
  // What is not on the open internet belongs to nobody's home.
  return `${first === 127 ? 128 : first}.${below(255)}.${below(255)}.${1 + below(254)}`;
}

/** What a browser calls itself; those of attackers are no different. */
export function browserOf(below: (limit: number) => number): string {
  const version = 120 + below(24);
  const system = ['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7', 'X11; Linux x86_64'][below(3)];
  return below(3) === 0
    ? `Mozilla/5.0 (${system}; rv:${version}.0) Gecko/20100101 Firefox/${version}.0`
    : `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 Safari/537.36`;
}
