/**
 * A process that does nothing but the bare work of one floor, so that its CPU is that work and no more. `sign` is a bare
 * HTTP server that only signs; the others run their own load.
 */
import {
  createHash,
  createHmac,
  createSign,
  createVerify,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { hash } from '@node-rs/argon2';
import fastify from 'fastify';
import { generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { addUp, cpuOf, cpuOfFamily } from './cpu.ts';
import { prepareLeaks } from './leaks.ts';
import { type Load, type Loaded, putUnderLoad } from './load.ts';

export type FloorName = 'hash' | 'transaction' | 'sign' | 'verify' | 'token' | 'code' | 'read' | 'leaked';

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

/**
 * What WebAuthn has one verify of a passkey's answer (§7.2, steps 19 to 21): the digest of what the browser says, and the
 * ES256 signature over it and what the authenticator says. The key is at hand.
 */
function prepareVerification(): Loaded {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const authenticatorData = randomBytes(37);
  const challenge = randomBytes(32).toString('base64url');
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge, origin: 'http://localhost' }));
  const signed = () => Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]);
  const signature = createSign('sha256').update(signed()).sign(privateKey);
  return inTurns(() => {
    if (!createVerify('sha256').update(signed()).verify(publicKey, signature)) throw new Error('not verified');
  });
}

/**
 * What checking an ID token takes (OpenID Connect Core 1.0, 3.1.3.7): head and claims read as JSON, the ES256 signature,
 * and the claims compared. The key is at hand.
 */
function prepareToken(): Loaded {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    ...{ iss: 'http://127.0.0.1:4000', aud: 'bench', sub: '248289761001', iat: 1_700_000_000, exp: 9_999_999_999 },
    ...{ nonce: randomBytes(32).toString('base64url'), email: 'person@mailbox.example', email_verified: true },
  };
  const signed = `${encode({ alg: 'ES256', typ: 'JWT', kid: 'key-1' })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  const token = `${signed}.${signature.toString('base64url')}`;
  return inTurns(() => {
    const [head = '', body = '', mark = ''] = token.split('.');
    const read = (part: string) =>
      JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
    const { iss, aud, nonce, exp } = read(body);
    const isMeant = iss === claims.iss && aud === claims.aud && nonce === claims.nonce && Number(exp) > 1_800_000_000;
    const key = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const;
    const isSigned = verify('sha256', Buffer.from(`${head}.${body}`), key, Buffer.from(mark, 'base64url'));
    if (read(head)['alg'] !== 'ES256' || !isMeant || !isSigned) throw new Error('not a token for us');
  });
}

/**
 * The secrets of one mail: a code and a link derived from a key, what is kept of both, and the digest of what comes
 * back. Four times HMAC and once SHA-256.
 */
function prepareCode(): Loaded {
  const key = randomBytes(32);
  const mac = (text: string) => createHmac('sha256', key).update(text).digest();
  let mails = 0;
  return inTurns(() => {
    mails += 1;
    const code = (mac(`code:${mails}`).readUIntBE(0, 6) % 1_000_000).toString().padStart(6, '0');
    const link = mac(`link:${mails}`).toString('base64url');
    const kept = mac(`journey:${code}`);
    createHash('sha256').update(link).digest();
    if (!mac(`journey:${code}`).equals(kept)) throw new Error('not the code');
  });
}

/** How often work of microseconds is done before anything else has its turn. */
const oftenPerTurn = 200;

/** Work that never waits; each operation is `oftenPerTurn` of it. */
function inTurns(work: () => void): Loaded {
  return {
    async operation() {
      for (let time = 0; time < oftenPerTurn; time += 1) work();
      await new Promise((resolve) => setImmediate(resolve));
    },
    concurrency: 1,
    cpuMilliseconds: () => cpuOf(process.pid),
  };
}

/** A load of turns, told as a load of the work in them. */
function eachOf(load: Load): Load {
  const { operations, p50, p95, p99 } = load;
  return {
    ...load,
    operations: operations * oftenPerTurn,
    p50: p50 / oftenPerTurn,
    p95: p95 / oftenPerTurn,
    p99: p99 / oftenPerTurn,
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
  const isInTurns = floor === 'verify' || floor === 'token' || floor === 'code';
  const loaded = await prepare(floor);
  process.send?.({ port: 0 });
  const [request] = (await once(process, 'message')) as [FloorRequest];
  const load = await putUnderLoad(loaded, request.seconds, () => undefined);
  process.send?.(isInTurns ? eachOf(load) : load);
}

function prepare(name: string | undefined): Loaded | Promise<Loaded> {
  if (name === 'verify') return prepareVerification();
  if (name === 'token') return prepareToken();
  if (name === 'code') return prepareCode();
  if (name === 'read' || name === 'leaked') return prepareLeaks(name);
  return name === 'hash' ? prepareHash() : prepareTransaction(url, Number(postmaster));
}
