/**
 * A flood of sign-ins from a process of its own: so many browsers that send a wrong password again and again, each as
 * soon as the last was answered. It has less right to the processor than the server, as if it came from elsewhere.
 */
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { createBrowser, hiddenField } from '../prove/product/browser.ts';

/** What came of the attempts since it was last asked for. */
export type FloodReport = {
  readonly refused: number;
  readonly busy: number;
  readonly other: number;
  readonly otherStatus: number;
};

const none: FloodReport = { refused: 0, busy: 0, other: 0, otherStatus: 0 };
let counts = { ...none };
let attempts = 0;

async function signInForever(flow: string, browser: ReturnType<typeof createBrowser>): Promise<never> {
  for (;;) {
    attempts += 1;
    browser.move();
    const identifier = `stranger-${process.pid}-${attempts}@mailbox.example`;
    const form = { flow, identifier, password: 'this is not the password' };
    const { status } = await browser.submit('/sign-in', form);
    if (status === 401) counts.refused += 1;
    else if (status === 503) counts.busy += 1;
    else counts = { ...counts, other: counts.other + 1, otherStatus: status };
  }
}

const [port = '', host = '', origin = '', clients = '0'] = process.argv.slice(2);
const place = { port: Number(port), host, origin };
process.on('disconnect', () => process.exit(0));
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
const waiting: (() => void)[] = [];
for (let client = 0; client < Number(clients); client += 1) {
  const browser = createBrowser(place);
  const flow = hiddenField((await browser.open('/sign-in')).body, 'flow');
  waiting.push(() => void signInForever(flow, browser));
}
process.send?.('ready');
for (;;) {
  await once(process, 'message');
  for (const begin of waiting.splice(0)) begin();
  process.send?.(counts satisfies FloodReport);
  counts = { ...none };
}
