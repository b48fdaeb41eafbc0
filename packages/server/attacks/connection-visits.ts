/** How customers use a connection in the attack tests, and a look at everything that coming back may have changed. */
import { expect } from 'vitest';
import type { TestHouse } from '../test/house.ts';
import { atUpstream, browserAt, comeBack, type Return, throughUpstream } from '../test/upstream/index.ts';
import type { Answer, Visitor } from '../test/visitor.ts';
import type { Kind } from './connection-kinds.ts';
import { mailAbout } from './lives.ts';
import { beginFlow, codeOf, flowOf, tracesOf } from './people.ts';
import { gaveSession } from './way-steps.ts';

/** Begins a sign-in and leaves for the upstream; the address there, and the journey. */
export async function leaveFor(
  visitor: Visitor,
  kind: Kind,
  flow?: string,
): Promise<{ address: string; flow: string }> {
  const journey = flow ?? (await beginFlow(visitor, '/sign-in'));
  const sent = await visitor.request(`/sign-in/with/${kind.connectionId}?flow=${journey}`);
  const address = sent.headers['location'] ?? '';
  if (!address.startsWith(kind.upstream.origin)) throw new Error(`not sent upstream: ${sent.status} ${address}`);
  return { address, flow: journey };
}

/** Goes there, signs in as `login`, and stops with what the browser is to bring back. */
export async function goThere(visitor: Visitor, kind: Kind, login: string | null, flow?: string): Promise<Return> {
  const { address } = await leaveFor(visitor, kind, flow);
  return atUpstream(kind.upstream, address, login, browserAt(kind.upstream));
}

/** The whole way; the answer that the callback gives. */
export async function visit(visitor: Visitor, kind: Kind, login: string | null): Promise<Answer> {
  const flow = await beginFlow(visitor, '/sign-in');
  return throughUpstream(visitor, kind.upstream, login, `/sign-in/with/${kind.connectionId}?flow=${flow}`);
}

export const bring = (visitor: Visitor, kind: Kind, back: Return): Promise<Answer> =>
  comeBack(visitor, back, kind.upstream.origin);

/** What came back with one parameter changed, or left out. */
export function altered(back: Return, name: string, value: string | undefined): Return {
  if (back.posted !== null) {
    const { [name]: _, ...rest } = back.posted;
    return { ...back, posted: value === undefined ? rest : { ...rest, [name]: value } };
  }
  const url = new URL(back.path, 'http://localhost');
  if (value === undefined) url.searchParams.delete(name);
  else url.searchParams.set(name, value);
  return { path: `${url.pathname}${url.search}`, posted: null };
}

export function parameterOf(back: Return, name: string): string {
  return back.posted?.[name] ?? new URL(back.path, 'http://localhost').searchParams.get(name) ?? '';
}

/** Everything that somebody could have gained; refused tries are told in the ledger, and mails of before are still sent. */
export async function gains(house: TestHouse) {
  const { entries, messages: __, ...rows } = await tracesOf(house);
  const { 'sign_in.failed': _, ...others } = entries;
  const [more] = await house.sql<{ identities: number }>(
    'select (select count(*)::int from customer_identities) as identities',
  );
  return { ...rows, identities: more?.identities ?? 0, entries: others };
}

/** Lets something happen that must bring nobody anything; the answer to it. */
export async function expectNothing(house: TestHouse, happen: () => Promise<Answer>): Promise<Answer> {
  const before = await gains(house);
  const answer = await happen();
  expect(gaveSession(answer)).toBe(false);
  expect(answer.status).not.toBe(500);
  expect(await gains(house)).toEqual(before);
  return answer;
}

/** Whose identities there are, by customer: connection and how many. */
export const identitiesOf = (house: TestHouse, customerId: string) =>
  house.sql<{ connection_id: string; identity_id: string }>(
    'select connection_id, identity_id from customer_identities where customer_id = $1 order by linked_at',
    [customerId],
  );

/** Signs up by a connection, with the code by mail where the address is still to be proven; the browser, signed in. */
export async function signUpBy(
  house: TestHouse,
  kind: Kind,
  login: string,
  given: Readonly<Record<string, string>> = {},
): Promise<Visitor> {
  const visitor = house.visitor();
  const flow = flowOf(await visit(visitor, kind, login));
  const account = kind.upstream.accounts.get(login);
  const email = given['email'] ?? account?.email ?? '';
  const answer = await visitor.fill(`/sign-up/with?flow=${flow}`, { email, name: account?.name ?? '', ...given });
  if (!gaveSession(answer)) {
    const mail = await mailAbout(house, email, /your code/);
    const proven = await visitor.post('/verify', { flow: flowOf(answer), code: codeOf(mail) });
    if (!gaveSession(proven)) throw new Error(`no account by ${kind.name}: ${answer.status} ${proven.status}`);
  }
  return visitor;
}
