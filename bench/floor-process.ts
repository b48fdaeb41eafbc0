/**
 * A process that does nothing but the bare work of one floor, so that its CPU is that work and no more. `hash` and
 * `transaction` run their own load; `sign` is a bare HTTP server that only signs.
 */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { hash } from '@node-rs/argon2';
import fastify from 'fastify';
import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { addUp, cpuOf, cpuOfFamily } from './cpu.ts';
import { type Loaded, putUnderLoad } from './load.ts';

/** What the parent asks for. */
export type FloorRequest = { readonly seconds: number };

/**
 * The cost that Cardea hashes with (foundation/hashing/argon2id.ts), one on each core: all are busy, as while people
 * sign in. A hash beside other work takes more CPU than one alone, because they share caches and memory.
 */
async function prepareHash(): Promise<Loaded> {
  const password = Buffer.from('the quiet river bends twice');
  const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  return {
    operation: async () => void (await hash(password, cost)),
    concurrency: availableParallelism(),
    cpuMilliseconds: () => cpuOf(process.pid),
  };
}

/** One row in, durably: begin, insert, commit, as named statements on a kept connection. */
async function prepareTransaction(url: string, postmaster: number): Promise<Loaded> {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  await pool.query(
    'create table if not exists floor (id bigint generated always as identity primary key, at timestamptz)',
  );
  return {
    async operation() {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await client.query({ name: 'insert', text: 'insert into floor (at) values (now())' });
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    concurrency: 4,
    cpuMilliseconds: () => addUp(cpuOf(process.pid), cpuOfFamily(postmaster)),
  };
}

/** A route that answers with an access token as Cardea signs them, and knows nothing else. */
async function serveSignatures(): Promise<number> {
  const { privateKey } = await generateKeyPair('ES256');
  const app = fastify();
  app.get('/token', async () => {
    const token = await new SignJWT({ client_id: 'app_bench', scope: 'orders:read', jti: crypto.randomUUID() })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'key_bench' })
      .setIssuer('http://localhost')
      .setSubject('app_bench')
      .setAudience('https://api.example')
      .setIssuedAt()
      .setExpirationTime('10m')
      .sign(privateKey);
    return { access_token: token, token_type: 'Bearer', expires_in: 600 };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const [floor, url = '', postmaster = '0'] = process.argv.slice(2);
process.on('disconnect', () => process.exit(0));
if (floor === 'sign') {
  process.send?.({ port: await serveSignatures() });
} else {
  const loaded = floor === 'hash' ? await prepareHash() : await prepareTransaction(url, Number(postmaster));
  process.send?.({ port: 0 });
  const [request] = (await once(process, 'message')) as [FloorRequest];
  process.send?.(await putUnderLoad(loaded, request.seconds, () => undefined));
}
