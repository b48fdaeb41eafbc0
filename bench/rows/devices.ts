/** A television is signed in by somebody on their phone. */
import { hiddenField } from '../../prove/product/browser.ts';
import { exchange, type Place } from '../../prove/product/http.ts';
import { type Application, fetchTokens, registerApplication } from '../applications.ts';
import { type Person, registerPeople, signIn } from '../people.ts';
import type { Row } from '../row.ts';
import { ofProduct } from './people.ts';

const grant = 'urn:ietf:params:oauth:grant-type:device_code';
const concurrency = 4;
let homes = 0;

// Each device is a session, and of a customer's sessions only the newest hundred stay: that of the phone is kept young.
const devicesOfASession = 80;

/** Devices of one home share what they may ask for. */
function anotherHome(): string {
  homes += 1;
  return `10.${homes % 250}.${Math.floor(homes / 250) % 250}.50`;
}

/** It asks, is told a code, is approved, and fetches its tokens at the first poll. */
async function signDeviceIn(place: Place, television: Application, person: Person): Promise<void> {
  person.move();
  const fields = { client_id: television.clientId, scope: 'openid profile' };
  const headers = { accept: 'application/json', 'x-forwarded-for': anotherHome() };
  const { status, body } = await exchange(place, '/oauth/device_authorization', headers, fields);
  if (status !== 200) throw new Error(`the device was answered with ${status} ${body.slice(0, 200)}`);
  const asked = JSON.parse(body) as { device_code: string; user_code: string };
  await person.open('/device');
  const entered = await person.submit('/device', { code: asked.user_code });
  const page = (await person.open(entered.location)).body;
  const form = { token: hiddenField(page, 'token'), request: hiddenField(page, 'request') };
  const done = await person.submit('/device/confirm', { ...form, decision: 'approve' });
  if (done.status !== 200) throw new Error(`approving was answered with ${done.status}`);
  await fetchTokens(television, { grant_type: grant, device_code: asked.device_code });
}

export const deviceSignIn: Row = {
  name: 'device-sign-in',
  note: 'a device asks, its code is entered, looked at and approved, and it fetches its tokens; a session of its own',
  floor: 'floor-sign-es256',
  ratio: 'floor-by-ours',
  async prepare(stage) {
    const television = await registerApplication(stage.product, '--first-party', '--device');
    const free = await registerPeople(stage.product, concurrency);
    const answered = new Map<Person, number>();
    return ofProduct(stage, concurrency, async () => {
      const person = free.shift();
      if (person === undefined) throw new Error('more devices at once than people');
      try {
        const devices = (answered.get(person) ?? 0) + 1;
        answered.set(person, devices);
        if (devices % devicesOfASession === 0) await signIn(person);
        await signDeviceIn(stage.product.place, television, person);
      } finally {
        free.push(person);
      }
    });
  },
};
