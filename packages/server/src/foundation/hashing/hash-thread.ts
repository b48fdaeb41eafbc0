/**
 * A thread that hashes passwords, one at a time, and nothing else. It has less right to the processor than the rest of
 * the server, so that answers that need no hash never wait for those that do. Each password is wiped when it is used.
 */
import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { argon2id } from './argon2id.ts';
import type { HashAnswer, HashRequest } from './hash-threads.ts';

// A third of the weight of what answers: it waits for nobody, and hashes still go on beside other busy programs.
const belowTheServer = 5;

// On Linux a priority belongs to the thread; elsewhere it would be the whole server's.
if (process.platform === 'linux') {
  try {
    setPriority(belowTheServer);
  } catch {
    // Where a sandbox forbids it, hashes compete as equals.
  }
}

parentPort?.on('message', (request: HashRequest) => parentPort?.postMessage(answer(request)));

function answer({ phc, password }: HashRequest): HashAnswer {
  try {
    return { result: phc === null ? argon2id.hash(password) : argon2id.verify(phc, password) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'A password could not be hashed.' };
  } finally {
    password.fill(0);
  }
}
