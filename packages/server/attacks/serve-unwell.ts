/**
 * The whole server as a process of its own, in which a defect can be set off from outside: each line on its standard
 * input names one. `node serve-unwell.ts`, settings from the environment.
 */
import { createInterface } from 'node:readline';
import { environment, readSettings } from '../src/foundation/config/index.ts';
import { serve } from '../src/serve.ts';

const defects: Readonly<Record<string, () => void>> = {
  rejection: () => void Promise.reject(new Error('nobody listens to this')),
  exception: () => {
    setTimeout(() => {
      throw new Error('nobody catches this');
    }, 0);
  },
  'odd rejection': () => void Promise.reject({ toString: null, message: { a: 1n } }),
  event: () => {
    process.nextTick(() => process.emit('error' as never, new Error('an event that nobody hears') as never));
  },
};

await serve(readSettings(environment), (line) => process.stdout.write(`${line}\n`));
createInterface({ input: process.stdin }).on('line', (name) => defects[name]?.());
