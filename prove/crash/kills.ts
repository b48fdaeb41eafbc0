/**
 * The plan of kills and its execution. Moments are random: some after a pause of any length, some just around a mail
 * server's answer, where a message is between two worlds.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from '../product/product.ts';
import type { Random } from '../random.ts';

export type Victim = 'server' | 'postgres';

export type Kill = {
  readonly victim: Victim;
  /** What the moment is counted from: the last recovery, or the next mail taken. */
  readonly from: 'recovery' | 'mail';
  readonly pauseMilliseconds: number;
};

/** A time in which the product was down, from the kill until it served again. */
export type Outage = { readonly victim: Victim; readonly from: number; readonly until: number };

const longestPauseMilliseconds = 2_500;
const longestPauseAfterMailMilliseconds = 12;
const mailPatienceMilliseconds = 3_000;

/** So many kills of each victim, in random order at random moments. */
export function planKills(killsOfEach: number, random: Random): Kill[] {
  const victims = Array.from({ length: killsOfEach }, (): Victim[] => ['server', 'postgres']).flat();
  return random.shuffle(victims).map((victim, index) => {
    const from = index % 3 === 2 ? 'mail' : 'recovery';
    const longest = from === 'mail' ? longestPauseAfterMailMilliseconds : longestPauseMilliseconds;
    return { victim, from, pauseMilliseconds: random.fraction() * longest };
  });
}

/** Waits for the moment, kills, and waits until the product serves again. */
export async function carryOut(product: Product, kill: Kill): Promise<Outage> {
  if (kill.from === 'mail') await product.mailbox.next(mailPatienceMilliseconds);
  await sleep(kill.pauseMilliseconds);
  const from = performance.now();
  if (kill.victim === 'server') {
    await product.killServer();
    await product.start();
  } else {
    await product.killPostgresAndWait();
  }
  return { victim: kill.victim, from, until: performance.now() };
}
