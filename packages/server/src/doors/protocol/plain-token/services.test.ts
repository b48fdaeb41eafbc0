/** A service's own token, by the lane and by the engine. */
import { afterAll, beforeAll, it } from 'vitest';
import { basic } from '../../../../attacks/oauth.ts';
import { api, encoded, withOrigin } from '../../../../test/plain-applications.ts';
import { type Case, startTwoWays, type TwoWays } from '../../../../test/two-ways.ts';

let ways: TwoWays;
beforeAll(async () => {
  ways = await startTwoWays();
});
afterAll(() => ways.stop());

const party = (name: string) => ways.party(name);
const asService = (name: string, more: Readonly<Record<string, string>> = {}) => ways.asService(name, more);

const services: readonly Case[] = [
  ['its own API', 'lane', 200, () => asService('machine')],
  ['one scope', 'lane', 200, () => asService('machine', { scope: 'customers:read' })],
  ['two scopes', 'lane', 200, () => asService('machine', { scope: 'settings:write customers:read' })],
  ['a scope twice', 'lane', 200, () => asService('machine', { scope: 'customers:read customers:read' })],
  ['its API by name', 'lane', 200, () => asService('machine', { resource: 'http://localhost:4000/api' })],
  ['another API', 'lane', 200, () => asService('machine', { resource: api, scope: 'orders:read' })],
  ['its default API', 'lane', 200, () => asService('orders', { scope: 'orders:read' })],
  ['percent signs in the header', 'lane', 200, () => ({ ...asService('machine'), headers: encoded(party('machine')) })],
  ['its id said twice', 'lane', 200, () => asService('machine', { client_id: party('machine').applicationId })],
  ['an empty scope', 'engine', 200, () => asService('machine', { scope: '' })],
  ['a scope of another API', 'engine', 200, () => asService('machine', { scope: 'orders:read' })],
  ['a scope nobody knows', 'engine', 200, () => asService('machine', { scope: 'customers:read nonsense' })],
  ['a scope it lacks', 'engine', 200, () => asService('machine', { scope: 'admins:write' })],
  ['a scope of identity that it lacks', 'engine', 400, () => asService('machine', { scope: 'profile' })],
  ['a scope of identity', 'engine', 200, () => asService('orders', { scope: 'openid' })],
  ['two spaces', 'engine', 400, () => asService('machine', { scope: 'customers:read  settings:write' })],
  ['quotes', 'engine', 400, () => asService('machine', { scope: '"customers:read"' })],
  ['an API not for it', 'engine', 400, () => asService('orders', { resource: 'https://elsewhere.example' })],
  ['an API that is none', 'engine', 400, () => asService('machine', { resource: 'orders' })],
  ['an API with a fragment', 'engine', 400, () => asService('machine', { resource: `${api}#x` })],
  [
    'two APIs',
    'engine',
    400,
    () => ({
      ...asService('machine', { resource: api }),
      more: `&resource=${encodeURIComponent('http://localhost:4000/api')}`,
    }),
  ],
  [
    'the same scope parameter twice',
    'engine',
    400,
    () => ({ ...asService('machine', { scope: 'customers:read' }), more: '&scope=customers:read' }),
  ],
  ['the grant type twice', 'engine', 400, () => ({ ...asService('machine'), more: '&grant_type=client_credentials' })],
  ['a refresh token besides', 'engine', 200, () => asService('machine', { refresh_token: 'x'.repeat(43) })],
  [
    'a proof of possession that is none',
    'engine',
    400,
    () => ({ ...asService('machine'), headers: { ...basic(party('machine')), dpop: 'x' } }),
  ],
  ['no proof of possession where it must', 'engine', 400, () => asService('bound')],
  [
    'a wrong secret',
    'engine',
    401,
    () => ({
      fields: { grant_type: 'client_credentials' },
      headers: basic({ ...party('machine'), secret: 'x'.repeat(43) }),
    }),
  ],
  [
    'no secret',
    'engine',
    401,
    () => ({ fields: { grant_type: 'client_credentials', client_id: party('machine').applicationId } }),
  ],
  [
    'an unknown id',
    'engine',
    401,
    () => ({
      fields: { grant_type: 'client_credentials' },
      headers: basic({ ...party('machine'), applicationId: 'nobody' }),
    }),
  ],
  ['another id in the form', 'engine', 400, () => asService('machine', { client_id: party('web').applicationId })],
  [
    'the secret in form and header',
    'engine',
    400,
    () => asService('machine', { client_secret: party('machine').secret ?? '' }),
  ],
  [
    'the secret in the form instead',
    'engine',
    200,
    () => ({
      fields: {
        ...asService('machine').fields,
        client_id: party('machine').applicationId,
        client_secret: party('machine').secret ?? '',
      },
    }),
  ],
  [
    'a header that is cut off',
    'engine',
    400,
    () => ({ ...asService('machine'), headers: { authorization: 'Basic YWJj=' } }),
  ],
  ['an application that may not', 'engine', 400, () => asService('web')],
  ['no grant type', 'engine', 400, () => ({ fields: { scope: 'x' }, headers: basic(party('machine')) })],
  ['a script', 'engine', 400, () => withOrigin(asService('machine'), 'https://shop.example')],
];

it.each(services)('the same either way: a service asks with %s', async (...one) =>
  ways.compare(one as unknown as Case),
);
