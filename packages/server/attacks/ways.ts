/**
 * Every way to a session by a browser, each led to one step before its end. What happens to the account in between is for
 * the matrix to say; the last step then ends in a session or in none.
 */
import type { PasskeyAuthenticator } from '../test/passkey-authenticator.ts';
import { askToSignIn, signUpWithPasskey } from '../test/passkey-visits.ts';
import { follow } from '../test/relying-party.ts';
import { letters } from './lone-methods.ts';
import { beginFlow, goodPassword, signIn } from './people.ts';
import type { WayIn } from './way.ts';
import {
  gaveSession,
  mailbox,
  numbered,
  plain,
  recovering,
  recoveringByNumber,
  sent,
  texted,
  textedAlone,
  withApp,
} from './way-steps.ts';

export const browserWays: readonly WayIn[] = [
  {
    name: 'password',
    aspects: ['customer', 'address', 'budget'],
    method: 'password',
    proves: ['password'],
    routes: ['/sign-in'],
    async ready(world, place) {
      const { owner, customerId, email } = await plain(world, place);
      const visitor = world.house.visitor();
      const flow = await beginFlow(visitor, '/sign-in');
      const end = (password: string) => visitor.post('/sign-in', { flow, identifier: email, password });
      const spoil = () => end('wrong words here');
      return { customerId, owner, finish: async () => gaveSession(await end(goodPassword)), spoil };
    },
  },
  {
    name: 'passkey',
    aspects: ['customer', 'factor'],
    method: 'passkey',
    proves: ['passkey'],
    routes: ['/sign-in/passkey'],
    async ready({ house }, place) {
      const { visitor: owner, authenticator, customerId } = await signUpWithPasskey(house, mailbox(place));
      const visitor = house.visitor();
      const { flow, asked } = await askToSignIn(visitor);
      const credential = JSON.stringify(authenticator.use(asked as Parameters<PasskeyAuthenticator['use']>[0]));
      return {
        customerId,
        owner,
        finish: async () => gaveSession(await visitor.post('/sign-in/passkey', { flow, credential })),
      };
    },
  },
  {
    name: 'code by e-mail',
    aspects: ['customer', 'address', 'budget'],
    method: 'emailCode',
    proves: ['email-code'],
    routes: ['/sign-in/code'],
    ready: (world, place) => sent(world, place, 'code'),
  },
  {
    name: 'link by e-mail',
    aspects: ['customer', 'address'],
    method: 'emailLink',
    proves: ['email-link'],
    routes: ['/sign-in/link'],
    ready: (world, place) => sent(world, place, 'link'),
  },
  {
    name: 'code by text message',
    aspects: ['customer', 'factor', 'budget'],
    method: 'smsCode',
    proves: ['sms-code'],
    routes: ['/sign-in/code'],
    ready: texted,
  },
  {
    name: 'sign-in by a number alone',
    aspects: ['customer', 'factor', 'budget'],
    method: 'smsCode',
    proves: ['sms-code'],
    routes: ['/sign-in/code'],
    ready: textedAlone,
  },
  {
    name: 'second step',
    aspects: ['customer', 'factor', 'budget'],
    method: 'authenticator',
    begunBy: 'password',
    proves: ['authenticator'],
    routes: ['/sign-in/second'],
    ready: (world, place) => withApp(world, place, 'authenticator'),
  },
  {
    name: 'recovery code',
    aspects: ['customer', 'factor', 'budget'],
    begunBy: 'password',
    proves: ['recovery-code'],
    routes: ['/sign-in/second'],
    ready: (world, place) => withApp(world, place, 'recovery-code'),
  },
  {
    name: 'remembered browser',
    aspects: ['customer', 'address', 'budget'],
    method: 'password',
    proves: ['remembered-device'],
    routes: ['/sign-in'],
    ready: (world, place) => withApp(world, place, 'remembered-device'),
  },
  {
    name: 'recovery',
    aspects: ['customer'],
    proves: [],
    routes: ['/recover/password'],
    ready: recovering,
  },
  {
    name: 'sign-up',
    aspects: ['budget'],
    proves: [],
    routes: [
      '/verify',
      '/verify/link',
      '/sign-up/passkey',
      '/sign-up/passkey/password',
      '/sign-up/passkey/without',
      '/sign-in/enrol',
    ],
    async ready({ house }, place) {
      const visitor = house.visitor();
      const email = mailbox(place);
      const flow = await beginFlow(visitor, '/sign-up');
      const mail = await letters(house, email);
      await visitor.post('/sign-up', { flow, email, password: goodPassword, name: '' });
      const code = await mail.code();
      const end = (typed: string) => visitor.post('/verify', { flow, code: typed });
      return { customerId: null, finish: async () => gaveSession(await end(code)), spoil: () => end('000000') };
    },
  },
  {
    name: 'sign-up by number',
    aspects: ['budget'],
    method: 'smsCode',
    proves: [],
    routes: ['/verify'],
    async ready({ house }, place) {
      const { visitor, flow, code } = await numbered(house, place);
      const end = (typed: string) => visitor.post('/verify', { flow, code: typed });
      return { customerId: null, finish: async () => gaveSession(await end(code)), spoil: () => end('000000') };
    },
  },
  {
    name: 'recovery by number',
    aspects: ['customer'],
    proves: [],
    routes: ['/recover/password'],
    ready: recoveringByNumber,
  },
  {
    name: 'invitation',
    aspects: [],
    proves: [],
    routes: ['/invitation'],
    async ready({ house, tenantId }, place) {
      const tenant = await house.house.tenants.byId(tenantId);
      if (tenant === null) throw new Error('no tenant');
      const email = mailbox(place);
      const mail = await letters(house, email);
      await house.house.registration.invite({ tenant, email, applicationId: null, locale: 'en' });
      const token = await mail.token();
      const visitor = house.visitor();
      const finish = async () =>
        gaveSession(await visitor.post('/invitation', { token, password: goodPassword, name: '' }));
      return { customerId: null, finish };
    },
  },
  {
    name: 'keeping the account',
    aspects: ['customer'],
    begunBy: 'password',
    proves: [],
    routes: ['/sign-in/keep'],
    async ready(world, place) {
      const { owner, customerId, email } = await plain(world, place);
      await world.house.sql(
        "update customers set state = 'closing', closes_at = now() + interval '5 days' where customer_id = $1",
        [customerId],
      );
      const visitor = world.house.visitor();
      const flow = /flow=(flw_\w+)/.exec((await signIn(visitor, email)).headers['location'] ?? '')?.[1] ?? '';
      return { customerId, owner, finish: async () => gaveSession(await visitor.post('/sign-in/keep', { flow })) };
    },
  },
  {
    name: 'fresh proof',
    aspects: ['customer', 'budget', 'session'],
    proves: [],
    routes: ['/account/confirm'],
    async ready(world, place) {
      const { owner, customerId } = await plain(world, place);
      const { token = '' } = (await owner.get('/account')).hidden('/sign-out');
      const end = (password: string) =>
        owner.post('/account/confirm', { token, to: '/account', method: 'password', password });
      return {
        customerId,
        owner,
        finish: async () => gaveSession(await end(goodPassword)),
        // A browser that is known uses up its own lane first, and then has everybody's.
        spoil: async () => {
          for (let tries = 0; tries < 11; tries += 1) await end('wrong words here');
        },
      };
    },
  },
  {
    name: 'shared session',
    leavesSession: false,
    aspects: ['customer', 'application', 'session'],
    method: 'password',
    proves: [],
    routes: [],
    async ready(world, place) {
      const { house, shop } = world;
      const { customerId, email } = await plain(world, place);
      // Begun by the password alone: what a sign-up proves besides is a way of its own.
      const owner = house.visitor();
      await signIn(owner, email);
      const finish = async () => {
        const back = await follow(house, owner, await owner.request((await shop.begin()).address));
        return (back.headers['location'] ?? '').includes('code=');
      };
      return { customerId, owner, finish };
    },
  },
];
