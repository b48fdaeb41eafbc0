/** Accounts that begin with a number alone, made and recovered as their owners do it. */
import { expect } from 'vitest';
import type { TestHouse } from '../test/house.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
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
