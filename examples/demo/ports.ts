/** Four neighbouring ports: Cardea, the shop, the video service, and the page that says what to try. */
import { once } from 'node:events';
import { createServer } from 'node:net';

export type Ports = { readonly cardea: number; readonly shop: number; readonly video: number; readonly guide: number };

const firstPort = 3000;
const step = 10;
const triesAtMost = 50;

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
    return true;
  } catch {
    return false;
  } finally {
    server.close();
  }
}

async function firstTaken(from: number): Promise<number | null> {
  for (let port = from; port < from + 4; port += 1) if (!(await isFree(port))) return port;
  return null;
}

const portsFrom = (first: number): Ports => ({ cardea: first, shop: first + 1, video: first + 2, guide: first + 3 });

/** The ports from PORT on, which must be free; without PORT, the first four that are. */
export async function choosePorts(wanted: string | undefined): Promise<Ports> {
  if (wanted !== undefined) {
    const first = Number(wanted);
    if (!Number.isInteger(first) || first < 1 || first > 65_532) throw new Error('PORT must be a number up to 65532.');
    const taken = await firstTaken(first);
    if (taken === null) return portsFrom(first);
    throw new Error(`Port ${taken} is taken. The demo needs four in a row: choose another PORT, or leave it out.`);
  }
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const first = firstPort + tries * step;
    if ((await firstTaken(first)) === null) return portsFrom(first);
  }
  throw new Error('No four free ports in a row were found. Set PORT to the first of four that are free.');
}
