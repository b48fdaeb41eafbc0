/** Ways to a token by a device without a keyboard: the answer of its owner, and what it fetches after that. */
import { answerDevice, createDevice, type Device, deviceGrant, enterCode } from '../test/device.ts';
import type { TestHouse } from '../test/house.ts';
import { createOwnInterface } from '../test/own-interface.ts';
import { goodPassword, registerCustomer } from './people.ts';
import type { WayIn, World } from './way.ts';
import { mailbox, newestCustomer } from './way-steps.ts';

const televisions = new WeakMap<TestHouse, Promise<Device>>();

function televisionOf(house: TestHouse): Promise<Device> {
  const television =
    televisions.get(house) ??
    createDevice(house, {
      firstParty: false,
      metadata: { client_name: 'Television', scope: 'openid profile email offline_access' },
    });
  televisions.set(house, television);
  return television;
}

/** A device that somebody looks at, who is signed in. */
async function shown({ house }: World, place: number) {
  const device = await televisionOf(house);
  const owner = await registerCustomer(house, mailbox(place));
  const asked = await device.ask({ scope: 'openid profile email offline_access' });
  const page = await enterCode(house, owner, asked.user_code);
  return { owner, customerId: await newestCustomer(house), page, fetchTokens: () => fetchBy(device, asked) };
}

/** Whether it was given tokens. Whatever answers that is no answer of the endpoint gives out nothing either. */
const fetchBy = (device: Device, asked: Parameters<Device['poll']>[0]): Promise<boolean> =>
  device.poll(asked).then(
    (answer) => typeof answer === 'object',
    () => false,
  );

export const deviceWays: readonly WayIn[] = [
  {
    name: 'approval of a device',
    aspects: ['customer', 'application', 'session'],
    proves: [],
    routes: [`/oauth/token ${deviceGrant}`],
    async ready(world, place) {
      const { owner, customerId, page, fetchTokens } = await shown(world, place);
      const finish = async () => {
        await answerDevice(owner, page, 'approve');
        return fetchTokens();
      };
      return { customerId, owner, finish };
    },
  },
  {
    name: 'approval of a device by JSON',
    aspects: ['customer', 'application', 'session'],
    proves: [],
    routes: [`/oauth/token ${deviceGrant}`],
    async ready({ house }, place) {
      const device = await televisionOf(house);
      const owner = await registerCustomer(house, mailbox(place));
      const customerId = await newestCustomer(house);
      const app = await createOwnInterface(house);
      const phone = app.device();
      const journey = await phone.begin('sign-in');
      const signed = await journey.act('password', { identifier: mailbox(place), password: goodPassword });
      const { access_token: token } = await app.redeemDirect(journey, signed);
      const headers = { authorization: `Bearer ${token}` };
      const asked = await device.ask({ scope: 'openid profile email offline_access' });
      const root = '/api/account/device-requests';
      const shown = await phone.call('POST', root, { headers, body: { user_code: asked.user_code } });
      const finish = async () => {
        await phone.call('POST', `${root}/${String(shown.body['request_id'])}/approve`, { headers, body: {} });
        return fetchBy(device, asked);
      };
      return { customerId, owner, finish };
    },
  },
  {
    name: 'tokens of an approved device',
    aspects: ['customer', 'application', 'grant', 'session'],
    proves: [],
    routes: [`/oauth/token ${deviceGrant}`],
    async ready(world, place) {
      const { owner, customerId, page, fetchTokens } = await shown(world, place);
      await answerDevice(owner, page, 'approve');
      return { customerId, owner, finish: fetchTokens };
    },
  },
];
