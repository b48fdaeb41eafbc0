/** The bots' process, as a proof directs it. It never outlives the proof. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { BotsOrder, BotsReport, BotsStart } from './bots-process.ts';

export type Bots = {
  carryOut(order: BotsOrder): Promise<BotsReport>;
  end(): void;
};

export async function startBots(start: BotsStart): Promise<Bots> {
  const child = fork(fileURLToPath(new URL('./bots-process.ts', import.meta.url)));
  const endWithUs = () => child.kill('SIGKILL');
  process.prependOnceListener('exit', endWithUs);
  child.once('exit', () => process.off('exit', endWithUs));
  const answer = async <Message>(message: object): Promise<Message> => {
    const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the bots ended with ${code}`)));
    const told = once(child, 'message');
    child.send(message);
    return (await Promise.race([told, ended]))[0] as Message;
  };
  await answer(start);
  return { carryOut: (order) => answer<BotsReport>(order), end: () => child.kill('SIGKILL') };
}
