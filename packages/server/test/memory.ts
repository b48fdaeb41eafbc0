/**
 * What a server remembers of tenants, applications and connections it remembers for a second. A test need not wait for
 * that: to the memories of this process the second is over at once. No other clock is touched.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const remembered = 1_100;
const now = performance.now.bind(performance);
let ahead = 0;
performance.now = () => now() + ahead;

/** Lets the second pass for every server of this process. */
export async function letMemoryFade(): Promise<void> {
  ahead += remembered;
  // A memory looks at the clock at most once a millisecond.
  await sleep(3);
}
