/** Signing in by an account elsewhere, and signing in here while the provider of such accounts says nothing. */
import {
  atUpstream,
  browserAt,
  startUpstream,
  type Upstream,
  type UpstreamAccount,
} from '../../packages/server/test/upstream/index.ts';
import { createBrowser, hiddenField } from '../../prove/product/browser.ts';
import { clientOf, setConnection } from '../../prove/product/connection.ts';
import type { Product } from '../../prove/product/product.ts';
import { expectRedirect, newPerson, openSignIn, type Person } from '../people.ts';
import type { Row } from '../row.ts';
import { startSilentProvider } from '../silent-provider.ts';
import { ofProduct, passwordSignIn } from './people.ts';
import { oneEach } from './proofs.ts';

const connectionId = 'elsewhere';
const atOnce = 4;

type Traveller = { readonly person: Person; goThere(address: string): Promise<string> };

export const connectionSignIn: Row = {
  name: 'connection-sign-in',
  note: 'sign-in page, the way to a provider and back, its token fetched and checked, session; the provider’s own CPU is not counted; ratio = CPU of the whole ÷ CPU of checking its token',
  floor: 'floor-verify-id-token',
  ratio: 'ours-by-floor',
  async prepare(given) {
    const stage = await given.inDevelopment();
    const { product } = stage;
    const newcomers = Array.from({ length: stage.people }, () => newPerson(product));
    const clients = [clientOf(product, connectionId)];
    const upstream = await startUpstream({ clients, accounts: new Map(newcomers.map(accountOf)) });
    const { issuer } = upstream;
    await setConnection(product, connectionId, { issuer, state: 'active' });
    const travellers: Traveller[] = [];
    for (const person of newcomers) travellers.push(await signUp(upstream, person));
    const prepared = ofProduct(stage, atOnce, oneEach(travellers, signInElsewhere));
    return {
      ...prepared,
      product,
      async close() {
        await setConnection(product, connectionId, { issuer, state: 'disabled' });
        await upstream.stop();
      },
    };
  },
};

function accountOf({ email }: Person, place: number): [string, UpstreamAccount] {
  return [email, { login: email, subject: String(place), email, emailVerified: true, name: 'Somebody Elsewhere' }];
}

/** Where the browser is when it has come back: signed in, or at the page that makes an account. */
async function travel({ person, goThere }: Traveller): Promise<string> {
  const flow = await openSignIn(person);
  const sent = await person.ask(`/sign-in/with/${connectionId}?flow=${flow}`);
  return (await person.ask(await goThere(sent.location))).location;
}

async function signInElsewhere(traveller: Traveller): Promise<void> {
  const location = await travel(traveller);
  if (!location.startsWith('/account')) throw new Error(`the way back led to ${location}`);
}

/** The first time: an account here is made of the one there. */
async function signUp(upstream: Upstream, person: Person): Promise<Traveller> {
  const there = browserAt(upstream);
  const { email } = person;
  const traveller: Traveller = {
    person,
    goThere: async (address) => (await atUpstream(upstream, address, email, there)).path,
  };
  const page = await person.open(await travel(traveller));
  const form = { flow: hiddenField(page.body, 'flow'), email, name: 'Somebody Elsewhere' };
  expectRedirect('sign-up', await person.submit('/sign-up/with', form), '/account');
  return traveller;
}

const silentId = 'hanging';
const hangers = 20;
const pauseMilliseconds = 1_000;

export const passwordSignInWhileUpstreamHangs: Row = {
  name: 'password-sign-in-while-upstream-hangs',
  note: `password-sign-in, while ${hangers} others keep asking for a provider that takes connections and never answers; ratio = wait (p50) ÷ wait of password-sign-in`,
  floor: 'password-sign-in',
  ratio: 'wait-by-floor',
  async prepare(given) {
    const stage = await given.inDevelopment();
    const { product } = stage;
    const quiet = await passwordSignIn.prepare(stage);
    const provider = await startSilentProvider();
    const { issuer } = provider;
    await setConnection(product, silentId, { issuer, state: 'active' });
    return {
      async load(seconds, tell) {
        const waiting = beginToHang(product);
        await waiting.begun;
        const load = await quiet.load(seconds, tell).finally(waiting.end);
        const { hung, refused, other } = await waiting.end();
        tell(`provider: ${hung} waited for it, ${refused} were told at once`);
        if (hung === 0 || other > 0)
          throw new Error(`nothing hung: ${hung} hung, ${refused} refused, ${other} otherwise`);
        return load;
      },
      operation: null,
      async close() {
        await setConnection(product, silentId, { issuer, state: 'disabled' });
        await provider.stop();
      },
    };
  },
};

/** So many browsers that ask, wait until they are told that it is not there, and ask again a moment later. */
function beginToHang(product: Product) {
  const counts = { hung: 0, refused: 0, other: 0 };
  let running = true;
  const hang = async (browser: ReturnType<typeof createBrowser>, flow: string) => {
    while (running) {
      const began = performance.now();
      const { status } = await browser.ask(`/sign-in/with/${silentId}?flow=${flow}`);
      if (status !== 503) counts.other += 1;
      else if (performance.now() - began > pauseMilliseconds) counts.hung += 1;
      else counts.refused += 1;
      browser.move();
      await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    }
  };
  const ready = Array.from({ length: hangers }, async () => {
    const browser = createBrowser(product.place);
    return { browser, flow: hiddenField((await browser.open('/sign-in')).body, 'flow') };
  });
  const begun = Promise.all(ready);
  const over = begun.then((browsers) => Promise.all(browsers.map(({ browser, flow }) => hang(browser, flow))));
  over.catch(() => undefined);
  return {
    begun,
    async end() {
      running = false;
      await over;
      return counts;
    },
  };
}
