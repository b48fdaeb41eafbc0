/** Customers who come by a connection, and who they are here, as the attack tests of connections share them. */
import type { TestHouse } from '../test/house.ts';
import type { Visitor } from '../test/visitor.ts';
import { type Kind, kindNames } from './connection-kinds.ts';
import { sessionOf } from './signed-in.ts';

let people = 0;

/** Somebody new who has an account at the upstream; no account here yet. */
export function newcomer(
  kind: Kind,
  { email, ...said }: { readonly emailVerified?: unknown; readonly email?: string } = {},
) {
  people += 1;
  const login = `person${people}`;
  const address = email ?? `${login}@upstream.example`;
  kind.join({
    login,
    subject: String(70_000 + people),
    email: address,
    emailVerified: true,
    name: 'Pat Person',
    ...said,
  });
  return { login, email: address };
}

export const customerOf = async (house: TestHouse, visitor: Visitor) => (await sessionOf(house, visitor)).customerId;

/** How the addresses of a customer were proven. */
export const proofsOf = (house: TestHouse, customerId: string) =>
  house.sql<{ verified_by: string | null }>('select verified_by from customer_identifiers where customer_id = $1', [
    customerId,
  ]);

/** As a staff member or an import made it: nobody has proven the address. */
export const unprove = (house: TestHouse, customerId: string) =>
  house.sql('update customer_identifiers set verified_at = null, verified_by = null where customer_id = $1', [
    customerId,
  ]);

/** Whose word about an address can be taken, and who says none. */
export const silent = ['facebook', 'x', 'amazon'] as const;
export const vouching = kindNames.filter((name) => !silent.some((other) => other === name));
