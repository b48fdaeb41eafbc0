/** The people of the demo and what each of them has done before you come. */
import { type Browser, createBrowser } from './browser.ts';
import type { Somebody, Steps } from './steps.ts';

export type Story = Somebody & {
  /** What they did, as the page "Things to try" says it. */
  readonly did: string;
  readonly live: (steps: Steps, somebody: Somebody) => Promise<void>;
};

const laptop = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0';
const desktop =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
const tablet =
  'Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1';
const android =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36';

let devices = 0;

/** A device in a network that is nobody else's; the addresses are those set aside for documentation. */
function device(userAgent: string, language = 'en'): Browser {
  devices += 1;
  return createBrowser({ userAgent, network: `203.0.113.${devices}`, language });
}

/** Who runs the business. What she does, she does in the console. */
export const owner: Somebody = { name: 'Olga Petersen', email: 'olga@example.com' };

export const ownersBrowser = (): Browser => device(laptop);

export const stories: readonly Story[] = [
  {
    name: 'Anna Bergström',
    email: 'anna@example.com',
    did: 'is signed in on a laptop, a phone and a tablet',
    async live(steps, anna) {
      await steps.register(device(laptop), anna);
      await steps.signIn(device(phone), anna);
      await steps.signIn(device(tablet), anna);
    },
  },
  {
    name: 'Ben Okafor',
    email: 'ben@example.com',
    did: 'uses the shop, and allowed Lantern to know his name',
    async live(steps, ben) {
      const browser = device(desktop);
      await steps.register(browser, ben);
      await steps.enterShop(browser);
      await steps.enterVideo(browser, 'allow');
    },
  },
  {
    name: 'Carla Rossi',
    email: 'carla@example.com',
    did: 'lost her phone, so she signed out everywhere',
    async live(steps, carla) {
      await steps.register(device(android), carla);
      const browser = device(laptop);
      await steps.signIn(browser, carla);
      await steps.signOutEverywhere(browser);
    },
  },
  {
    name: 'David Lindgren',
    email: 'david@example.com',
    did: 'never typed his code, so there is no account: signing in as David does not work',
    async live(steps, david) {
      await steps.askToRegister(device(android), david);
    },
  },
  {
    name: 'Elif Yıldız',
    email: 'elif@example.com',
    did: 'found an old phone among her devices and ended its session',
    async live(steps, elif) {
      await steps.register(device(phone), elif);
      const browser = device(laptop);
      await steps.signIn(browser, elif);
      await steps.endAnotherSession(browser);
    },
  },
  {
    name: 'Farid Haddad',
    email: 'farid@example.com',
    did: 'said no when Lantern asked, and it was told nothing',
    async live(steps, farid) {
      const browser = device(android);
      await steps.register(browser, farid);
      await steps.enterVideo(browser, 'deny');
    },
  },
  {
    name: 'Greta Müller',
    email: 'greta@example.com',
    did: 'reads German, and so do the mails she gets',
    live: (steps, greta) => steps.register(device(laptop, 'de'), greta),
  },
  {
    name: 'Hiro Tanaka',
    email: 'hiro@example.com',
    did: 'forgot that he has an account and tried to register again: only his mail says so',
    async live(steps, hiro) {
      await steps.register(device(desktop), hiro);
      await steps.askToRegister(device(phone), hiro);
    },
  },
  {
    name: 'Inês Carvalho',
    email: 'ines@example.com',
    did: 'allowed Lantern, then took it back',
    async live(steps, ines) {
      const browser = device(tablet);
      await steps.register(browser, ines);
      await steps.enterVideo(browser, 'allow');
      await steps.removeVideo(browser);
    },
  },
  {
    name: '',
    email: 'jonas@example.com',
    did: 'told us his address and nothing else',
    live: (steps, jonas) => steps.register(device(desktop), jonas),
  },
  {
    name: 'Νίκος Παπαδόπουλος',
    email: 'nikos@example.com',
    did: 'writes his name the way it is written',
    async live(steps, nikos) {
      const browser = device(laptop);
      await steps.register(browser, nikos);
      await steps.enterShop(browser);
    },
  },
  {
    name: 'Lea Fischer',
    email: 'lea@example.com',
    did: 'mistyped her password twice, then got in',
    async live(steps, lea) {
      await steps.register(device(desktop), lea);
      const browser = device(phone);
      await steps.mistypePassword(browser, lea);
      await steps.mistypePassword(browser, lea);
      await steps.signIn(browser, lea);
    },
  },
];
