/** Every way to a token, as `ways.ts` for browsers: the endpoint of tokens, and what the tokens open. */
import * as client from 'openid-client';
import { createAdministrator } from '../test/administrators.ts';
import type { TestHouse } from '../test/house.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import { createRelyingParty, follow, type RelyingParty } from '../test/relying-party.ts';
import type { Visitor } from '../test/visitor.ts';
import { goodPassword, registerCustomer } from './people.ts';
import type { WayIn, World } from './way.ts';
import { mailbox, newestCustomer } from './way-steps.ts';

/** Whether a promise of a token was kept; what is refused throws. */
const kept = (asked: Promise<unknown>): Promise<boolean> =>
  asked.then(
    () => true,
    () => false,
  );

/** Leads somebody to an application of somebody else's, who allow it what it asks for. */
async function admit({ house, party }: World, visitor: Visitor) {
  const journey = await party.begin({ scope: 'openid profile email offline_access', prompt: 'consent' });
  const asked = await visitor.request(journey.address);
  const page = await visitor.request(asked.headers['location'] ?? '');
  const allowed = await visitor.post('/consent', { ...page.hidden('/consent'), decision: 'allow' });
  return { journey, address: (await follow(house, visitor, allowed)).headers['location'] ?? '' };
}

async function customer({ house }: World, place: number): Promise<{ owner: Visitor; customerId: string }> {
  const owner = await registerCustomer(house, mailbox(place));
  return { owner, customerId: await newestCustomer(house) };
}

/** The code of somebody who came back to the application, and the key that its tokens are bound to, if to one. */
async function bound(world: World, visitor: Visitor) {
  const { party } = world;
  const keys = await client.randomDPoPKeyPair();
  const DPoP = client.getDPoPHandle(party.configuration, keys);
  const { journey, address } = await admit(world, visitor);
  const held = await client.authorizationCodeGrant(
    party.configuration,
    new URL(address),
    { pkceCodeVerifier: journey.verifier, expectedState: journey.state },
    {},
    { DPoP },
  );
  return { DPoP, token: held.refresh_token ?? '' };
}

const machines = new WeakMap<TestHouse, Promise<RelyingParty>>();

/** A service with a secret of its own, one for each house. */
function machineOf(house: TestHouse): Promise<RelyingParty> {
  const metadata = {
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    scope: 'customers:read',
  };
  const machine = machines.get(house) ?? createRelyingParty(house, { metadata });
  machines.set(house, machine);
  return machine;
}

export const tokenWays: readonly WayIn[] = [
  {
    name: 'code exchange',
    aspects: ['customer', 'application', 'grant', 'session'],
    proves: [],
    routes: ['/oauth/token authorization_code'],
    async ready(world, place) {
      const { owner, customerId } = await customer(world, place);
      const { journey, address } = await admit(world, owner);
      return { customerId, owner, finish: () => kept(world.party.redeem(journey, address)) };
    },
  },
  {
    name: 'refresh',
    leavesSession: false,
    aspects: ['customer', 'application', 'grant', 'session'],
    proves: [],
    routes: ['/oauth/token refresh_token'],
    async ready(world, place) {
      const { owner, customerId } = await customer(world, place);
      const { journey, address } = await admit(world, owner);
      const { refresh_token: token = '' } = await world.party.redeem(journey, address);
      return { customerId, owner, finish: () => kept(client.refreshTokenGrant(world.party.configuration, token)) };
    },
  },
  {
    name: 'refresh that is bound to a key',
    leavesSession: false,
    aspects: ['customer', 'application', 'grant', 'session'],
    proves: [],
    routes: ['/oauth/token refresh_token'],
    async ready(world, place) {
      const { owner, customerId } = await customer(world, place);
      const { DPoP, token } = await bound(world, owner);
      const finish = () => kept(client.refreshTokenGrant(world.party.configuration, token, undefined, { DPoP }));
      return { customerId, owner, finish };
    },
  },
  {
    name: 'credentials of a service',
    leavesSession: false,
    aspects: ['application'],
    proves: [],
    routes: ['/oauth/token client_credentials'],
    async ready({ house }) {
      const { configuration } = await machineOf(house);
      const asked = { scope: 'customers:read', resource: `${house.origin}/api` };
      return { customerId: null, finish: () => kept(client.clientCredentialsGrant(configuration, asked)) };
    },
  },
  {
    name: 'bound token of a service',
    leavesSession: false,
    aspects: ['application'],
    proves: [],
    routes: [],
    async ready({ house }) {
      const { configuration } = await machineOf(house);
      const DPoP = client.getDPoPHandle(configuration, await client.randomDPoPKeyPair());
      const asked = { scope: 'customers:read', resource: `${house.origin}/api` };
      const { access_token: token } = await client.clientCredentialsGrant(configuration, asked, { DPoP });
      const address = new URL(`${house.origin}/api/admin/customers?limit=1`);
      const ask = () => client.fetchProtectedResource(configuration, token, address, 'GET', null, undefined, { DPoP });
      const isServed = ({ status }: Response) => status === 200;
      return { customerId: null, finish: () => ask().then(isServed, () => false) };
    },
  },
  {
    name: 'password in an interface of its own',
    aspects: ['customer', 'address', 'application', 'budget'],
    method: 'password',
    proves: ['password'],
    routes: ['/api/flows/:flow_id/password'],
    async ready(world, place) {
      const { owner, customerId } = await customer(world, place);
      const app = await createOwnInterface(world.house);
      const journey = await app.device().begin('sign-in');
      const end = (password: string) => journey.act('password', { identifier: mailbox(place), password });
      const finish = async () => {
        const answer = await end(goodPassword);
        return answer.body['code'] !== undefined && answer.body['state'] === 'complete';
      };
      return { customerId, owner, finish, spoil: () => end('wrong words here') };
    },
  },
  {
    name: 'token at the account',
    leavesSession: false,
    aspects: ['customer', 'application', 'session'],
    proves: [],
    routes: [],
    async ready(world, place) {
      const { owner, customerId } = await customer(world, place);
      const app = await createOwnInterface(world.house);
      const device = app.device();
      const journey = await device.begin('sign-in');
      const signed = await journey.act('password', { identifier: mailbox(place), password: goodPassword });
      const { access_token: token } = await app.redeemDirect(journey, signed);
      const headers = { authorization: `Bearer ${token}` };
      return {
        customerId,
        owner,
        finish: async () => (await device.call('GET', '/api/account', { headers })).status === 200,
      };
    },
  },
  {
    name: 'token of the console',
    leavesSession: false,
    aspects: ['customer', 'session'],
    proves: [],
    routes: [],
    async ready({ house }, place) {
      const staff = await createAdministrator(house, mailbox(place), 'support');
      const { customerId, visitor: owner } = staff;
      const finish = async () =>
        (await staff.call('GET', '/customers?limit=1')).status === 200 || (await kept(staff.renew()));
      return { customerId, owner, finish };
    },
  },
];
