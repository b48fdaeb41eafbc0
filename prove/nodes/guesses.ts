/** Guesses at one account, from as many networks, sent to several nodes at the same moment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { emptyTally, outcomeOf, type Tally } from '../guessing/outcome.ts';
import { emailOf } from '../guessing/population.ts';
import { createBrowser, hiddenField } from '../product/browser.ts';
import type { Place } from '../product/http.ts';

/** So many guesses at this account, dealt out to the nodes; one that finds a node too busy to look is made again. */
export async function guess(
  nodes: readonly Place[],
  {
    index,
    times,
    password = 'a wrong guess',
  }: { readonly index: number; readonly times: number; readonly password?: string },
): Promise<Tally> {
  const tally = emptyTally();
  const bots = await Promise.all(
    Array.from({ length: times }, async (_, turn) => {
      const place = nodes[turn % nodes.length];
      if (place === undefined) throw new Error('there are no nodes');
      const browser = createBrowser(place);
      return { browser, flow: hiddenField((await browser.open('/sign-in')).body, 'flow') };
    }),
  );
  await Promise.all(
    bots.map(async ({ browser, flow }) => {
      for (;;) {
        const outcome = outcomeOf(await browser.submit('/sign-in', { flow, identifier: emailOf(index), password }));
        if (outcome !== 'busy') {
          tally[outcome] += 1;
          return;
        }
        await sleep(100);
      }
    }),
  );
  return tally;
}

/** Whether a browser that nobody has seen comes in with the right password, once; an answer that never came is none. */
export async function comesIn(place: Place, index: number, password: string): Promise<boolean> {
  try {
    const browser = createBrowser(place);
    const flow = hiddenField((await browser.open('/sign-in')).body, 'flow');
    return outcomeOf(await browser.submit('/sign-in', { flow, identifier: emailOf(index), password })) === 'session';
  } catch {
    return false;
  }
}
