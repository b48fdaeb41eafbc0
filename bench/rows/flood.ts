/** How long others wait while sign-ins keep every core hashing: what needs no hash must not wait for those who do. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FloodReport } from '../flood-process.ts';
import { putUnderLoad } from '../load.ts';
import type { Row } from '../row.ts';
import type { Stage } from '../stage.ts';
import { clientCredentials, discovery } from './protocol.ts';

// More than the server hashes at once (its cores but one) and lets strangers wait (66): some are always turned away.
const clients = 100;
const settleMilliseconds = 1_000;

export const discoveryUnderFlood: Row = underFlood('discovery-under-sign-in-flood', discovery);
export const clientCredentialsUnderFlood: Row = underFlood('client-credentials-under-sign-in-flood', clientCredentials);

function underFlood(name: string, quiet: Row): Row {
  return {
    name,
    note: `${quiet.name} by one client, while ${clients} others send wrong passwords as fast as they are answered`,
    floor: null,
    ratio: 'floor-by-ours',
    async prepare(stage) {
      const prepared = await quiet.prepare(stage);
      const { operation } = prepared;
      if (operation === null) throw new Error(`${quiet.name} has no operation of its own`);
      await switchDetectionOff(stage);
      return {
        // What the processor does meanwhile is the flood's doing, and says nothing about the operation.
        async load(seconds, tell) {
          const flood = await beginFlood(stage);
          try {
            const loaded = { operation, concurrency: 1, cpuMilliseconds: () => null };
            await report(flood);
            await new Promise((resolve) => setTimeout(resolve, settleMilliseconds));
            await report(flood);
            const load = await putUnderLoad(loaded, seconds, tell);
            const { refused, busy, other, otherStatus } = await report(flood);
            tell(`flood: ${refused} refused, ${busy} turned away`);
            if (refused === 0 || busy === 0 || other > 0) {
              throw new Error(
                `that was no flood: ${refused} refused, ${busy} turned away, ${other} otherwise (${otherStatus})`,
              );
            }
            return load;
          } finally {
            flood.kill();
          }
        },
        operation: null,
        close: () => prepared.close(),
      };
    },
  };
}

/**
 * It would stop the flood before anything is hashed, and this is about what hashes do to others. It stays off: what still
 * waits when a flood ends would begin attack mode, and these rows are the last.
 */
async function switchDetectionOff({ product }: Stage): Promise<void> {
  await product.runVerb('settings', 'set', 'protection.detection=off');
  await new Promise((resolve) => setTimeout(resolve, settleMilliseconds * 3));
}

async function beginFlood({ product }: Stage): Promise<ChildProcess> {
  const { port, host, origin } = product.place;
  const entry = fileURLToPath(new URL('../flood-process.ts', import.meta.url));
  const flood = fork(entry, [String(port), host, origin, String(clients)]);
  await once(flood, 'message');
  return flood;
}

async function report(flood: ChildProcess): Promise<FloodReport> {
  const answer = once(flood, 'message');
  flood.send('report');
  return (await answer)[0] as FloodReport;
}
