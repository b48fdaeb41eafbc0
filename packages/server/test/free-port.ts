/**
 * Ports for what binds them only later, in a process of its own. They lie below those that the system gives to whoever
 * asks for any, so nobody is given one meanwhile; each process has a block of its own and goes round in it.
 */
import { createServer } from 'node:net';

const firstPort = 20_000;
const portsOfBlock = 100;
const blocks = 120;

let given = 0;

/** A port of this machine that nobody listens at, nor will before whoever asked does. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < portsOfBlock; tries += 1) {
    const port = firstPort + (process.pid % blocks) * portsOfBlock + (given % portsOfBlock);
    given += 1;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
