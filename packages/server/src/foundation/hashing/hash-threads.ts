/**
 * The threads that hash. Each is started when it is first needed and does one hash at a time; what a dying one was
 * doing is refused as busy, so that nobody's attempt is counted. A password is handed over, not copied.
 */
import { Worker } from 'node:worker_threads';
import { ProblemError } from '../errors/index.ts';

/** Without `phc` a new hash is asked for. */
export type HashRequest = { readonly phc: string | null; readonly password: Uint8Array };
export type HashAnswer = { readonly result: string | boolean } | { readonly failure: string };

export type HashThreads = {
  hash(password: Uint8Array<ArrayBuffer>): Promise<string>;
  verify(phc: string, password: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /** Ends the threads; the next hash would start one again. */
  close(): Promise<void>;
};

const entry = new URL('./hash-thread.ts', import.meta.url);

/** As many threads as hashes are asked for at once: whoever asks sees to it that they are few. */
export function createHashThreads(): HashThreads {
  const all = new Set<Worker>();
  const idle: Worker[] = [];

  function start(): Worker {
    // It needs no setting, so it gets none.
    const worker = new Worker(entry, { env: {}, execArgv: [], stdin: false, name: 'hash' });
    // An idle thread must not keep the process; a hash under way does.
    worker.unref();
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      all.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
    });
    all.add(worker);
    return worker;
  }

  async function ask(phc: string | null, password: Uint8Array<ArrayBuffer>): Promise<string | boolean> {
    const worker = idle.pop() ?? start();
    const { promise, resolve, reject } = Promise.withResolvers<HashAnswer>();
    const lost = () =>
      reject(new ProblemError('server.busy', { retryAfterSeconds: 1, cause: new Error('a thread that hashes ended') }));
    worker.once('message', resolve);
    worker.once('exit', lost);
    worker.ref();
    worker.postMessage({ phc, password } satisfies HashRequest, [password.buffer]);
    try {
      const answer = await promise;
      idle.push(worker);
      if ('failure' in answer) throw new Error(answer.failure);
      return answer.result;
    } finally {
      worker.off('message', resolve);
      worker.off('exit', lost);
      worker.unref();
    }
  }

  return {
    hash: async (password) => String(await ask(null, password)),
    verify: async (phc, password) => (await ask(phc, password)) === true,
    async close() {
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
