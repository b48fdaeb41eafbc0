/** Tokens that are bound to a certificate (RFC 8705), shown by somebody else, or to an API that does not look. */
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { call, type Orders, openOrders } from './orders.ts';

const thumbprint = 'q'.repeat(43);
let orders: Orders;
let token: string;

beforeAll(async () => {
  orders = await openOrders();
  token = await orders.sign({ ...decodeJwt(orders.token), cnf: { 'x5t#S256': thumbprint } });
});
afterAll(() => orders.house.stop());

const show = (certificateThumbprint?: string | null, options = {}, scheme = 'Bearer', bound = token) =>
  orders.verifier(options).verify({ ...call(bound, undefined, scheme), certificateThumbprint });
const refused = { ok: false, status: 401, error: 'invalid_token' };

it('counts with that certificate, and then says that it is bound', async () => {
  expect(await show(thumbprint)).toMatchObject({ ok: true, token: { isBound: true } });
});

it('is refused without one, with another, and where the API hands none over', async () => {
  for (const shown of [undefined, null, '', 'r'.repeat(43), thumbprint.toLowerCase().slice(1)])
    expect(await show(shown)).toMatchObject(refused);
  expect(await orders.verifier().verify(call(token))).toMatchObject(refused);
});

it('is no token for proofs of a key', async () => {
  expect(await show(thumbprint, {}, 'DPoP')).toMatchObject(refused);
  expect(await show(thumbprint, { dpop: { required: true } })).toMatchObject({ ok: false, status: 401 });
});

it.each([{ 'x5t#S256': thumbprint, jkt: 'x' }, { 'x5t#S256': 7 }, { x5t: thumbprint }, {}])(
  'bound in a way like %j it is refused, whatever is shown',
  async (cnf) => {
    const strange = await orders.sign({ ...decodeJwt(orders.token), cnf });
    expect(await show(thumbprint, {}, 'Bearer', strange)).toMatchObject(refused);
  },
);
