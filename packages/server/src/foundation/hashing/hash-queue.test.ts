import { expect, it } from 'vitest';
import { systemClock } from '../clock/index.ts';
import { createHashQueue, type HashLane } from './hash-queue.ts';

const queueOf = (mostInFlight: number, mostWaiting: number) =>
  createHashQueue({
    clock: systemClock,
    metrics: { hashesWaiting: () => {}, hashRefused: () => {} },
    mostInFlight,
    mostWaiting,
  });

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Work that goes on until it is told to end. */
function held(queue: ReturnType<typeof queueOf>) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    begin: (name: string, lane: HashLane) =>
      queue.run(() => {
        begun.push(name);
        return new Promise<void>((end) => ends.set(name, end));
      }, lane),
    async end(name: string) {
      await settled();
      ends.get(name)?.();
      await settled();
    },
  };
}

const busy = { code: 'server.busy', status: 503 };

it('work of known browsers goes before all that waits of others, with one place too', async () => {
  const work = held(queueOf(1, 10));
  const done = [work.begin('u1', 'unknown'), work.begin('u2', 'unknown'), work.begin('u3', 'unknown')];
  done.push(work.begin('k1', 'known'), work.begin('k2', 'known'));
  for (const name of ['u1', 'k1', 'k2', 'u2', 'u3']) await work.end(name);
  await Promise.all(done);
  expect(work.begun).toEqual(['u1', 'k1', 'k2', 'u2', 'u3']);
});

it('no number of known browsers keeps an unknown one waiting for ever: every eighth turn is theirs', async () => {
  const work = held(queueOf(1, 40));
  const names = Array.from({ length: 12 }, (_, place) => `k${place}`);
  const done = [work.begin('first', 'known'), work.begin('u', 'unknown')];
  done.push(...names.map((name) => work.begin(name, 'known')));
  await work.end('first');
  for (const name of names.slice(0, 7)) await work.end(name);
  expect(work.begun.at(-1)).toBe('u');
  for (const name of ['u', ...names.slice(7)]) await work.end(name);
  await Promise.all(done);
  expect(work.begun).toHaveLength(14);
});

it('unknown browsers hold at most six of ten places, known ones all that are left', async () => {
  const work = held(queueOf(10, 10));
  const done = Array.from({ length: 9 }, (_, place) => work.begin(`u${place}`, 'unknown'));
  await settled();
  expect(work.begun).toHaveLength(6);
  done.push(...Array.from({ length: 4 }, (_, place) => work.begin(`k${place}`, 'known')));
  await settled();
  expect(work.begun.slice(6)).toEqual(['k0', 'k1', 'k2', 'k3']);
  for (const name of ['k0', 'k1', 'k2', 'k3']) await work.end(name);
  expect(work.begun).toHaveLength(10); // six and four: three of the first lane still wait
  for (let place = 0; place < 9; place += 1) await work.end(`u${place}`);
  await Promise.all(done);
});

it('a queue full of unknown work still takes known work, up to its bound', async () => {
  const work = held(queueOf(1, 10));
  const done = [work.begin('first', 'known')];
  done.push(...Array.from({ length: 6 }, (_, place) => work.begin(`u${place}`, 'unknown')));
  await expect(work.begin('u6', 'unknown')).rejects.toMatchObject(busy);
  done.push(...Array.from({ length: 4 }, (_, place) => work.begin(`k${place}`, 'known')));
  await expect(work.begin('k4', 'known')).rejects.toMatchObject(busy);
  for (const name of ['first', 'k0', 'k1', 'k2', 'k3']) await work.end(name);
  for (let place = 0; place < 6; place += 1) await work.end(`u${place}`);
  await Promise.all(done);
  expect(work.begun.slice(0, 5)).toEqual(['first', 'k0', 'k1', 'k2', 'k3']);
});

it('a flood of unknown arrivals is turned away while known ones are admitted', async () => {
  const queue = queueOf(1, 9);
  const { promise: end, resolve: finish } = Promise.withResolvers<void>();
  const admitted = Array.from({ length: 6 }, () => queue.admit(() => end));
  const refused = expect(queue.admit(async () => 'never', 'unknown')).rejects.toMatchObject(busy);
  admitted.push(...Array.from({ length: 4 }, () => queue.admit(() => end, 'known')));
  const late = expect(queue.admit(async () => 'never', 'known')).rejects.toMatchObject(busy);
  await Promise.all([refused, late]);
  finish();
  await Promise.all(admitted);
  expect(await queue.admit(async () => 'room again')).toBe('room again');
});
