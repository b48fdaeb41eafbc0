/**
 * A browser whose owner waits for a budget or for a quieter moment, and then sends the same request again. Each request
 * by itself: what an earlier one of the same move has done is not done twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Visitor } from '../../packages/server/test/visitor.ts';

/** Whether the answer says that it may be tried again later. */
export const isBusy = ({ status }: Answer): boolean => status === 429 || status === 503;

const mostTries = 40;
const pauseMilliseconds = 100;

export function patient(visitor: Visitor): Visitor {
  return {
    ...visitor,
    // What somebody brings back from a provider is good once: whoever is told to try again goes there anew.
    request: (path, ...more) =>
      path.includes('/callback?') ? visitor.request(path, ...more) : untilQuiet(() => visitor.request(path, ...more)),
    post: (...sent) => untilQuiet(() => visitor.post(...sent)),
  };
}

async function untilQuiet(send: () => Promise<Answer>): Promise<Answer> {
  let answer = await send();
  for (let tries = 1; isBusy(answer) && tries < mostTries; tries += 1) {
    await sleep(pauseMilliseconds);
    answer = await send();
  }
  return answer;
}
