/** Ways to a session by an account elsewhere, each led to one step before its end, as those of ways.ts are. */
import { newcomer } from './connection-people.ts';
import { bring, goThere, signUpBy, visit } from './connection-visits.ts';
import { flowOf } from './people.ts';
import { answerSecond, codeOfApp, enrolApp, forgetSteps } from './second-factors.ts';
import { sessionOf } from './signed-in.ts';
import type { WayIn } from './way.ts';
import { gaveSession } from './way-steps.ts';

export const connectionWays: readonly WayIn[] = [
  {
    name: 'account elsewhere',
    aspects: ['customer', 'connection', 'identity'],
    proves: ['connection'],
    routes: ['/sign-in/with/:connection/callback'],
    async ready({ house, elsewhere }) {
      const { login, email } = newcomer(elsewhere);
      const owner = await signUpBy(house, elsewhere, login, { email });
      const { customerId } = await sessionOf(house, owner);
      const visitor = house.visitor();
      const back = await goThere(visitor, elsewhere, login);
      return { customerId, owner, finish: async () => gaveSession(await bring(visitor, elsewhere, back)) };
    },
  },
  {
    name: 'second step after an account elsewhere',
    aspects: ['customer', 'connection', 'identity', 'factor', 'budget'],
    begunBy: 'connection',
    proves: ['connection', 'authenticator'],
    routes: ['/sign-in/second'],
    async ready({ house, elsewhere }) {
      const { login, email } = newcomer(elsewhere);
      const owner = await signUpBy(house, elsewhere, login, { email });
      const { customerId } = await sessionOf(house, owner);
      const secret = await enrolApp(owner);
      await forgetSteps(house);
      const visitor = house.visitor();
      const half = { visitor, flow: flowOf(await visit(visitor, elsewhere, login)) };
      const end = (code: string) => answerSecond(half, code);
      return {
        customerId,
        owner,
        finish: async () => gaveSession(await end(codeOfApp(secret))),
        spoil: () => end('000000'),
      };
    },
  },
  {
    name: 'sign-up by an account elsewhere',
    aspects: ['connection'],
    proves: [],
    routes: ['/sign-up/with'],
    async ready({ house, elsewhere }) {
      const { login, email } = newcomer(elsewhere);
      const visitor = house.visitor();
      const page = `/sign-up/with?flow=${flowOf(await visit(visitor, elsewhere, login))}`;
      const hidden = (await visitor.get(page)).hidden('/sign-up/with');
      const finish = async () =>
        gaveSession(await visitor.post('/sign-up/with', { ...hidden, email, name: 'Pat Person' }));
      return { customerId: null, finish };
    },
  },
];
