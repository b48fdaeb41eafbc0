/** The floors: what the bare work costs on this machine, measured in the same run as everything that is built on it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { exchange } from '../../prove/product/http.ts';
import { postmasterOf } from '../../prove/product/postgres.ts';
import { cpuOf } from '../cpu.ts';
import type { FloorName, FloorRequest } from '../floor-process.ts';
import { type Load, putUnderLoad } from '../load.ts';
import type { Prepared, Row } from '../row.ts';

const program = fileURLToPath(new URL('../floor-process.ts', import.meta.url));

async function start(floor: FloorName, ...rest: readonly string[]) {
  const child = fork(program, [floor, ...rest], { env: { PATH: process.env['PATH'] ?? '', UV_THREADPOOL_SIZE: '16' } });
  const [ready] = (await answerOf(child)) as [{ port: number }];
  return { child, port: ready.port };
}

/** The next message of a child, or its end as an error. */
function answerOf(child: ChildProcess): Promise<unknown[]> {
  const over = new AbortController();
  const ended = once(child, 'exit', { signal: over.signal }).then(([code]) => {
    throw new Error(`A floor's process ended with ${code}`);
  });
  ended.catch(() => undefined);
  return Promise.race([once(child, 'message', { signal: over.signal }), ended]).finally(() => over.abort());
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}

function loadsItself(child: ChildProcess): Prepared {
  return {
    async load(seconds) {
      const answer = answerOf(child);
      child.send({ seconds } satisfies FloorRequest);
      return (await answer)[0] as Load;
    },
    operation: null,
    close: () => end(child),
  };
}

const ofAFloor = { floor: null, ratio: 'floor-by-ours' } as const;

export const floorArgon2id: Row = {
  name: 'floor-argon2id',
  note: 'Argon2id at the cost that passwords are kept with, one hash on each core at once, nothing else',
  ...ofAFloor,
  prepare: async () => loadsItself((await start('hash')).child),
};

export const floorVerifyEs256: Row = {
  name: 'floor-verify-es256',
  note: 'what a passkey’s answer has one verify: a digest and an ES256 signature, the key at hand, nothing else',
  ...ofAFloor,
  prepare: async () => loadsItself((await start('verify')).child),
};

export const floorVerifyIdToken: Row = {
  name: 'floor-verify-id-token',
  note: 'what an ID token has one check: the ES256 signature and the claims read, the key at hand, nothing else',
  ...ofAFloor,
  prepare: async () => loadsItself((await start('token')).child),
};

export const floorMailedSecret: Row = {
  name: 'floor-mailed-secret',
  note: 'a code and a link derived, what is kept of them, the digest of what comes back: four HMACs and a SHA-256',
  ...ofAFloor,
  prepare: async () => loadsItself((await start('code')).child),
};

export const floorDigestAndRead: Row = {
  name: 'floor-digest-and-read',
  note: 'the SHA-1 of a password and one read of 4 kB from an open file, nothing else',
  ...ofAFloor,
  prepare: async () => loadsItself((await start('read')).child),
};

export const leakedPassword: Row = {
  name: 'leaked-password',
  note: 'a password looked up in the built-in filter and in a file that was imported, as at each sign-in',
  floor: 'floor-digest-and-read',
  ratio: 'floor-by-ours',
  prepare: async () => loadsItself((await start('leaked')).child),
};

export const floorPostgresTransaction: Row = {
  name: 'floor-postgres-tx',
  note: 'begin, insert one small row, commit, in the same PostgreSQL; the statement named and the connection kept',
  ...ofAFloor,
  async prepare(stage) {
    const { cluster } = stage.product.folders;
    await stage.product.query('create database bench');
    const { child } = await start('transaction', stage.ownerUrl('bench'), String(postmasterOf(cluster) ?? 0));
    const prepared = loadsItself(child);
    return {
      ...prepared,
      async close() {
        await prepared.close();
        await stage.product.query('drop database bench with (force)');
      },
    };
  },
};

export const floorSignEs256: Row = {
  name: 'floor-sign-es256',
  note: 'a bare HTTP route that answers with a freshly signed ES256 access token',
  ...ofAFloor,
  async prepare() {
    const { child, port } = await start('sign');
    const place = { port, host: `localhost:${port}`, origin: `http://localhost:${port}` };
    const operation = async () => {
      const { status } = await exchange(place, '/token', {});
      if (status !== 200) throw new Error(`the floor answered with ${status}`);
    };
    const loaded = { operation, concurrency: 8, cpuMilliseconds: () => cpuOf(child.pid ?? 0) };
    return {
      load: (seconds, tell) => putUnderLoad(loaded, seconds, tell),
      operation: null,
      close: () => end(child),
    };
  },
};
