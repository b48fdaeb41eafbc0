/** How somebody gets as far as the last step of a way. */
import type { TestHouse } from '../test/house.ts';
import type { Answer } from '../test/visitor.ts';
import { ask, prove } from './changing.ts';
import { letters } from './lone-methods.ts';
import { beginFlow, goodPassword, registerCustomer } from './people.ts';
import { answerSecond, codeOfApp, forgetSteps, halfSignedIn, makeCodes, protectedCustomer } from './second-factors.ts';
import type { Ready, World } from './way.ts';

export async function newestCustomer(house: TestHouse): Promise<string> {
  const [row] = await house.sql('select customer_id from customers order by created_at desc limit 1');
  return String(row?.['customer_id']);
}

/** Whether an answer handed a browser a session. */
export const gaveSession = ({ setCookies }: Answer) =>
  setCookies.some((cookie) => /^(__Host-)?cardea_session=[^;]/.test(cookie));

export const mailbox = (place: number) => `way${place}@matrix.example`;

export async function plain({ house }: World, place: number) {
  const owner = await registerCustomer(house, mailbox(place));
  return { owner, customerId: await newestCustomer(house), email: mailbox(place) };
}

/** A sign-in by something that is sent. */
export async function sent(world: World, place: number, by: 'code' | 'link'): Promise<Ready> {
  const { owner, customerId, email } = await plain(world, place);
  const visitor = world.house.visitor();
  const flow = await beginFlow(visitor, '/sign-in');
  const mail = await letters(world.house, email);
  await visitor.post('/sign-in/code/request', { flow, identifier: email, password: '' });
  const token = await mail.token();
  const code = await mail.code();
  const end = () =>
    by === 'code' ? visitor.post('/sign-in/code', { flow, code }) : visitor.post('/sign-in/link', { token });
  const spoil = () => visitor.post('/sign-in/code', { flow, code: '000000' });
  return { customerId, owner, finish: async () => gaveSession(await end()), ...(by === 'code' ? { spoil } : {}) };
}

export async function texted({ house }: World, place: number): Promise<Ready> {
  const phone = `+4915905${String(600_000 + place)}`;
  const owner = await registerCustomer(house, mailbox(place));
  const customerId = await newestCustomer(house);
  const first = await letters(house, phone);
  await prove(owner, await ask(owner, 'phone', phone), await first.code());
  const path = '/account/factors/phone';
  const { token = '' } = (await owner.get(path)).hidden('/sign-out');
  const second = await letters(house, phone);
  const asked = await owner.post(`${path}/send`, { token });
  await owner.fill(asked.headers['location'] ?? '', { code: await second.code() });
  await house.sql('delete from budgets');
  const visitor = house.visitor();
  const flow = await beginFlow(visitor, '/sign-in');
  const third = await letters(house, phone);
  await visitor.post('/sign-in/code/request', { flow, identifier: phone, password: '' });
  const code = await third.code();
  const end = (typed: string) => visitor.post('/sign-in/code', { flow, code: typed });
  return { customerId, owner, finish: async () => gaveSession(await end(code)), spoil: () => end('000000') };
}

export async function recovering(world: World, place: number): Promise<Ready> {
  const { owner, customerId, email } = await plain(world, place);
  const visitor = world.house.visitor();
  const flow = await beginFlow(visitor, '/recover');
  const mail = await letters(world.house, email);
  await visitor.post('/recover', { flow, email });
  await visitor.post('/recover/verify', { flow, code: await mail.code() });
  const finish = async () =>
    gaveSession(await visitor.post('/recover/password', { flow, password: 'six grey herons wait' }));
  return { customerId, owner, finish };
}

const numberOf = (place: number) => `+4915905${String(700_000 + place)}`;

/** A sign-up with a number and no address, as far as its code. */
export async function numbered(house: TestHouse, place: number) {
  const visitor = house.visitor();
  const flow = await beginFlow(visitor, '/sign-up');
  const told = await letters(house, numberOf(place));
  await visitor.post('/sign-up', { flow, email: numberOf(place), password: goodPassword, name: '' });
  return { visitor, flow, code: await told.code() };
}

/** An account that is found by a number alone, signed in. */
async function ofNumber({ house }: World, place: number) {
  const { visitor: owner, flow, code } = await numbered(house, place);
  await owner.post('/verify', { flow, code });
  const customerId = await newestCustomer(house);
  await house.sql('delete from budgets');
  return { owner, customerId };
}

export async function textedAlone(world: World, place: number): Promise<Ready> {
  const { house } = world;
  const whose = await ofNumber(world, place);
  const visitor = house.visitor();
  const flow = await beginFlow(visitor, '/sign-in');
  const told = await letters(house, numberOf(place));
  await visitor.post('/sign-in/code/request', { flow, identifier: numberOf(place), password: '' });
  const code = await told.code();
  const end = (typed: string) => visitor.post('/sign-in/code', { flow, code: typed });
  return { ...whose, finish: async () => gaveSession(await end(code)), spoil: () => end('000000') };
}

export async function recoveringByNumber(world: World, place: number): Promise<Ready> {
  const { house } = world;
  const { owner, customerId } = await ofNumber(world, place);
  const visitor = house.visitor();
  const flow = await beginFlow(visitor, '/recover');
  const told = await letters(house, numberOf(place));
  await visitor.post('/recover', { flow, email: numberOf(place) });
  await visitor.post('/recover/verify', { flow, code: await told.code() });
  const finish = async () =>
    gaveSession(await visitor.post('/recover/password', { flow, password: 'six grey herons wait' }));
  return { customerId, owner, finish };
}

export async function withApp(
  { house }: World,
  place: number,
  by: 'authenticator' | 'recovery-code' | 'remembered-device',
): Promise<Ready> {
  const email = mailbox(place);
  const { owner, secret } = await protectedCustomer(house, email);
  const customerId = await newestCustomer(house);
  const [paper = ''] = by === 'recovery-code' ? await makeCodes(owner) : [];
  const half = await halfSignedIn(house, email);
  const { visitor, flow } = half;
  if (by === 'recovery-code') {
    const end = (code: string) => visitor.post('/sign-in/second', { flow, method: by, code });
    return { customerId, owner, finish: async () => gaveSession(await end(paper)), spoil: () => end('0000-0000-0000') };
  }
  if (by === 'authenticator') {
    const spoil = () => answerSecond(half, '000000');
    return { customerId, owner, finish: async () => gaveSession(await answerSecond(half, codeOfApp(secret))), spoil };
  }
  await answerSecond(half, codeOfApp(secret), { remember: 'yes' });
  await forgetSteps(house);
  visitor.cookies.delete('cardea_session');
  const next = await beginFlow(visitor, '/sign-in');
  const end = (password: string) => visitor.post('/sign-in', { flow: next, identifier: email, password });
  return {
    customerId,
    owner,
    finish: async () => gaveSession(await end(goodPassword)),
    spoil: () => end('wrong words here'),
  };
}
