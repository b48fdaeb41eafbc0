/**
 * One method alone, from sign-up to recovery: how somebody does it on our pages and in an interface of an application's
 * own. Each step answers whether it ended in a session; nothing here ever sends a password.
 */
import { expect } from 'vitest';
import type { TestHouse } from '../test/house.ts';
import type { JsonAnswer, OpenJourney, OwnInterface } from '../test/own-interface.ts';
import { createPasskeyAuthenticator, type PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { optionsOf, signInWithPasskey } from '../test/passkey-visits.ts';
import type { Visitor } from '../test/visitor.ts';

/** `phone`: codes by text message, and an account that has no address at all. */
export const loneMethods = ['emailCode', 'emailLink', 'passkey', 'smsCode', 'phone'] as const;
export type LoneMethod = (typeof loneMethods)[number];

export type Person = { readonly email: string; readonly phone: string; readonly authenticator: PasskeyAuthenticator };

export type Way = {
  signUp(method: LoneMethod, person: Person): Promise<boolean>;
  signIn(method: LoneMethod, person: Person): Promise<boolean>;
  recover(method: LoneMethod, person: Person): Promise<boolean>;
};

type Make = Parameters<PasskeyAuthenticator['make']>[0];
type Use = Parameters<PasskeyAuthenticator['use']>[0];

export const newPerson = (house: TestHouse, name: string, place: number): Person => ({
  email: `${name}@alone.example`.toLowerCase(),
  phone: `+49159055500${10 + place}`,
  authenticator: createPasskeyAuthenticator({ origin: house.origin }),
});

/** What messages to somebody hold that came since: read before, and asked for after. */
export async function letters(house: TestHouse, to: string) {
  const before = new Set((await house.mails()).map(({ id }) => id));
  const holding = async (form: RegExp): Promise<string> => {
    for (let tries = 0; tries < 1200; tries += 1) {
      const since = (await house.mails()).filter((mail) => mail.to === to && !before.has(mail.id));
      const found = since.map(({ subject, text }) => form.exec(`${subject} ${text}`)).find((match) => match !== null);
      if (found) return found.slice(1).join('');
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`no message to ${to} with ${form}`);
  };
  return {
    holding,
    code: () => holding(/\b(\d{3}) ?(\d{3})\b/),
    token: () => holding(/[?&]token=([\w-]{43})/),
  };
}

/** Where somebody's messages go, and what they type to be found. */
const reachedBy = (method: LoneMethod, { email, phone }: Person) => (method === 'phone' ? phone : email);
const isTexted = (method: LoneMethod) => method === 'smsCode' || method === 'phone';

const placeOf = (answer: { readonly headers: Readonly<Record<string, string>> }) => answer.headers['location'] ?? '';
const flowIn = (place: string) => /flow=(flw_\w+)/.exec(place)?.[1] ?? '';

export function byPages(house: TestHouse): Way {
  async function isIn(visitor: Visitor): Promise<boolean> {
    return (await visitor.request('/account')).status === 200;
  }

  async function begin(visitor: Visitor, path: string): Promise<string> {
    const page = await visitor.get(path);
    expect(page.body).not.toContain('name="password"');
    return /name="flow" value="(flw_\w+)"/.exec(page.body)?.[1] ?? '';
  }

  return {
    async signUp(method, person) {
      const { phone, authenticator } = person;
      const visitor = house.visitor();
      const flow = await begin(visitor, '/sign-up');
      const email = reachedBy(method, person);
      const mail = await letters(house, email);
      await visitor.post('/sign-up', { flow, email, name: '', with: method === 'passkey' ? 'passkey' : 'address' });
      const proven =
        method === 'emailLink'
          ? await visitor.post('/verify/link', { token: await mail.token() })
          : await visitor.post('/verify', { flow, code: await mail.code() });
      expect(proven.status).toBe(303);
      if (method === 'passkey') {
        expect(placeOf(proven)).toBe(`/sign-up/passkey?flow=${flow}`);
        const made = authenticator.make(await optionsOf<Make>(visitor, '/sign-up/passkey/options', { flow }));
        await visitor.post('/sign-up/passkey', { flow, credential: JSON.stringify(made) });
      } else if (method === 'smsCode') {
        expect(placeOf(proven)).toBe(`/sign-in/enrol?flow=${flow}`);
        expect(await isIn(visitor)).toBe(false);
        expect((await visitor.get(placeOf(proven))).body).toContain('name="phone"');
        const sms = await letters(house, phone);
        const chosen = { flow, method: 'sms-code' };
        expect((await visitor.post('/sign-in/enrol/send', { ...chosen, phone: '12' })).status).toBe(422);
        const sent = await visitor.post('/sign-in/enrol/send', { ...chosen, phone });
        expect((await visitor.get(placeOf(sent))).body).toContain('name="code"');
        await visitor.post('/sign-in/enrol', { ...chosen, code: await sms.code() });
      }
      return isIn(visitor);
    },

    async signIn(method, { email, phone, authenticator }) {
      const visitor = house.visitor();
      if (method === 'passkey') {
        await signInWithPasskey(visitor, authenticator);
        return isIn(visitor);
      }
      const identifier = isTexted(method) ? phone : email;
      const flow = await begin(visitor, '/sign-in');
      const sent = await letters(house, identifier);
      await visitor.post('/sign-in/code/request', { flow, identifier });
      if (method === 'emailLink') await visitor.post('/sign-in/link', { token: await sent.token() });
      else await visitor.post('/sign-in/code', { flow, code: await sent.code() });
      return isIn(visitor);
    },

    async recover(method, person) {
      const { phone, authenticator } = person;
      const visitor = house.visitor();
      const flow = await begin(visitor, '/recover');
      const email = reachedBy(method, person);
      const mail = await letters(house, email);
      await visitor.post('/recover', { flow, email });
      const proven = await visitor.post('/recover/verify', { flow, code: await mail.code() });
      let page = await visitor.get(placeOf(proven));
      if (method === 'passkey' || method === 'smsCode') {
        // A factor of the account is asked besides.
        expect(page.body).toContain(method === 'passkey' ? 'Use one of your passkeys' : 'We send a code to your phone');
        expect((await visitor.post('/recover/password', { flow })).status).toBe(410);
        const chosen = { flow, method: method === 'passkey' ? 'passkey' : 'sms-code' };
        const sms = await letters(house, phone);
        const answer =
          method === 'passkey'
            ? {
                credential: JSON.stringify(
                  authenticator.use(await optionsOf<Use>(visitor, '/sign-in/second/options', chosen)),
                ),
              }
            : { code: await visitor.post('/sign-in/second/send', chosen).then(() => sms.code()) };
        page = await visitor.get(placeOf(await visitor.post('/sign-in/second', { ...chosen, ...answer })));
      }
      expect(page.body).toContain('Welcome back');
      expect(page.body).not.toContain('name="password"');
      expect(await isIn(visitor)).toBe(false);
      const done = await visitor.post('/recover/password', { flow });
      expect([done.status, flowIn(placeOf(done))]).toEqual([303, '']);
      return isIn(visitor);
    },
  };
}

const challengeOf = <Options>(answer: JsonAnswer) => answer.body['challenge'] as Options;
const actionsOf = (answer: JsonAnswer) => (answer.body['actions'] as { name: string }[]).map(({ name }) => name);

export function byJson(house: TestHouse, app: OwnInterface): Way {
  /** Whether the journey ended in a code, and the code in tokens. */
  async function redeems(journey: OpenJourney, answer: JsonAnswer): Promise<boolean> {
    expect(answer.body).toMatchObject({ state: 'complete' });
    return (await app.redeemDirect(journey, answer)).access_token.length > 0;
  }

  return {
    async signUp(method, person) {
      const { phone, authenticator } = person;
      const journey = await app.device().begin('registration');
      const email = reachedBy(method, person);
      const mail = await letters(house, email);
      await journey.act('details', { email });
      const proven =
        method === 'emailLink'
          ? await journey.act('verify-link', { token: await mail.token() })
          : await journey.act('verify', { code: await mail.code() });
      if (method === 'passkey') {
        expect(proven.body['state']).toBe('new-passkey');
        expect(actionsOf(proven)).toEqual(['passkey-options', 'passkey']);
        const asked = challengeOf<Make>(await journey.act('passkey-options'));
        return redeems(journey, await journey.act('passkey', { credential: authenticator.make(asked) }));
      }
      if (method !== 'smsCode') return redeems(journey, proven);
      expect(proven.body).toMatchObject({ state: 'enrol-factor', methods: ['sms-code'] });
      const sms = await letters(house, phone);
      const chosen = { method: 'sms-code' };
      expect((await journey.act('enrol-factor-options', chosen)).body['code']).toBe('form.invalid');
      const sent = await journey.act('enrol-factor-options', { ...chosen, phone });
      expect(challengeOf(sent)).toEqual({ sentTo: `+49 ••• ${phone.slice(-3)}` });
      return redeems(journey, await journey.act('enrol-factor', { ...chosen, code: await sms.code() }));
    },

    async signIn(method, { email, phone, authenticator }) {
      const journey = await app.device().begin('sign-in');
      expect(actionsOf(journey.begun)).not.toContain('password');
      if (method === 'passkey') {
        const asked = challengeOf<Use>(await journey.act('passkey-options'));
        return redeems(journey, await journey.act('passkey', { credential: authenticator.use(asked) }));
      }
      const identifier = isTexted(method) ? phone : email;
      const sent = await letters(house, identifier);
      expect(actionsOf(journey.begun)).toContain('request-code');
      await journey.act('request-code', { identifier });
      return redeems(
        journey,
        method === 'emailLink'
          ? await journey.act('verify-link', { token: await sent.token() })
          : await journey.act('verify', { code: await sent.code() }),
      );
    },

    async recover(method, person) {
      const { phone, authenticator } = person;
      const journey = await app.device().begin('recovery');
      const email = reachedBy(method, person);
      const mail = await letters(house, email);
      await journey.act('address', { email });
      let proven = await journey.act('verify', { code: await mail.code() });
      if (method === 'passkey' || method === 'smsCode') {
        expect(proven.body['state']).toBe('second-factor');
        expect((await journey.act('come-back')).status).toBe(410);
        const chosen = { method: method === 'passkey' ? 'passkey' : 'sms-code' };
        const sms = await letters(house, phone);
        const asked = challengeOf<Use>(await journey.act('second-factor-options', chosen));
        const answer = method === 'passkey' ? { credential: authenticator.use(asked) } : { code: await sms.code() };
        proven = await journey.act('second-factor', { ...chosen, ...answer });
      }
      expect(proven.body['state']).toBe('come-back');
      expect(actionsOf(proven)).toEqual(['come-back']);
      return redeems(journey, await journey.act('come-back'));
    },
  };
}
