/** Ways to a token by a device without a keyboard: the answer of its owner, and what it fetches after that. */
import { answerDevice, createDevice, type Device, deviceGrant, enterCode } from '../test/device.ts';
import type { TestHouse } from '../test/house.ts';
import { registerCustomer } from './people.ts';
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
  // Whatever answers that is no answer of the endpoint gives out nothing either.
  const fetchTokens = () =>
    device.poll(asked).then(
      (answer) => typeof answer === 'object',
      () => false,
    );
  return { owner, customerId: await newestCustomer(house), page, fetchTokens };
}

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
