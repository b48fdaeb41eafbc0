import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLocalJWKSet, importJWK, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../../test/database.ts';
import { silentLogger } from '../../../../test/silent-logger.ts';
import { systemClock } from '../../../foundation/clock/index.ts';
import { createEncryption, openMasterKey } from '../../../foundation/encryption/index.ts';
import { createJobs, type Jobs } from '../../../foundation/jobs/index.ts';
import { createLedger } from '../../ledger/index.ts';
import { createTenants, type SigningKeys, type Tenants } from '../index.ts';
import type { Algorithm } from './signing-key.ts';

let db: TestDatabase;
let dataDirectory: string;
let tenantId: string;
const warnings: string[] = [];
const logger = { ...silentLogger, warn: (message: string) => void warnings.push(message) };
let nodes: { tenants: Tenants; keys: SigningKeys; jobs: Jobs }[];

beforeEach(async () => {
  db = await createTestDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'cardea-keys-'));
  nodes = [await openNode(), await openNode()];
  tenantId = (await node(0).tenants.create({ name: 'Shop', host: 'shop.example' })) ?? '';
});
afterEach(async () => {
  for (const { jobs } of nodes) await jobs.stop();
  await db.drop();
  await rm(dataDirectory, { recursive: true, force: true });
});

/** A node of its own: it shares nothing with the others but the database. */
async function openNode() {
  const { database } = db;
  const { masterKey } = await openMasterKey({ queries: database.reader, dataDirectory });
  const encryption = createEncryption({ masterKey, clock: systemClock });
  const jobs = createJobs({ database, logger: silentLogger, concurrency: 1 });
  const ground = { database, encryption, jobs, clock: systemClock };
  const ledger = createLedger({ ...ground, logger: silentLogger });
  const publicUrl = new URL('http://localhost:4000');
  const tenants = createTenants({
    ...ground,
    ledger,
    logger,
    publicUrl,
    developmentHosts: [],
    countHolders: async () => new Map(),
    development: false,
    isPictureUsed: async () => false,
    textRecords: async () => [],
    http: { send: async () => ({ outcome: 'failed', reason: 'unreachable' }) },
  });
  return { tenants, keys: tenants.signingKeys, jobs };
}

const node = (index: number) => nodes[index % nodes.length] as (typeof nodes)[number];
const states = async () =>
  (
    await db.sql<{ line: string }>(
      `select algorithm || ' ' || state || case when private_jwk is null then '' else ' sealed' end as line
       from signing_keys order by algorithm, created_at`,
    )
  ).map((row) => row.line);
const entries = async () =>
  (
    await db.sql<{ event: string }>(
      `select event from ledger_entries where event like 'signing_key.%' and data->>'algorithm' = 'ES256' order by entry_id`,
    )
  ).map((row) => row.event);
const runDue = () => node(0).keys.tasks['advance-signing-keys']?.({});
const activeKid = async (index: number, algorithm: Algorithm = 'ES256') =>
  (await node(index).keys.current(tenantId)).keys.find((key) => key.alg === algorithm)?.kid;

test('nodes that need the first keys at once end with one set, sealed at rest', async () => {
  const sets = await Promise.all([0, 1, 2].map((index) => node(index).keys.current(tenantId)));
  expect(new Set(sets.map((set) => set.version)).size).toBe(1);
  expect(sets[0]?.keys.map((key) => [key.alg, key.use])).toEqual([
    ['ES256', 'sig'],
    ['RS256', 'sig'],
  ]);
  expect(await states()).toEqual(['ES256 active sealed', 'RS256 active sealed']);
  expect(await entries()).toEqual(['signing_key.created', 'signing_key.activated']);
  const [row] = await db.sql<{ public: string; sealed: Buffer }>(
    `select public_jwk::text as public, private_jwk as sealed from signing_keys where algorithm = 'ES256'`,
  );
  expect(row?.public).not.toContain('"d"');
  expect(row?.sealed.includes(String(sets[0]?.keys[0]?.d))).toBe(false);
});

test('a key put in the place of another does not open', async () => {
  await node(0).keys.current(tenantId);
  const rival = (await node(0).tenants.create({ name: 'Rival', host: 'rival.example' })) ?? '';
  await node(0).keys.current(rival);
  await db.sql(
    `update signing_keys set private_jwk = (select private_jwk from signing_keys where tenant_id = $2 and algorithm = 'ES256')
     where tenant_id = $1 and algorithm = 'ES256'`,
    [tenantId, rival],
  );
  const fresh = await openNode();
  await expect(fresh.keys.current(tenantId)).rejects.toThrow();
});

test('a fresh key is published a day before it signs, and a second rotation meanwhile changes nothing', async () => {
  const before = await node(0).keys.current(tenantId);
  const rotation = await node(0).keys.rotate(tenantId);
  const ahead = (rotation.activeFrom?.getTime() ?? 0) - Date.now();
  expect(ahead / 3_600_000).toBeCloseTo(24, 1);
  expect(await node(0).keys.rotate(tenantId)).toEqual({ keyIds: [], activeFrom: null });
  await runDue();
  const after = await node(0).keys.current(tenantId);
  expect(after.version).not.toBe(before.version);
  expect(after.keys.map((key) => key.kid)).toEqual([...before.keys.map((key) => key.kid), ...rotation.keyIds]);
  expect(await states()).toEqual([
    'ES256 active sealed',
    'ES256 pending sealed',
    'RS256 active sealed',
    'RS256 pending sealed',
  ]);
});

test('a former key stays published for as long as a session may last, then its private part is gone', async () => {
  await node(0).keys.current(tenantId);
  await node(0).keys.rotate(tenantId);
  await db.sql(`update signing_keys set activate_at = now() where state = 'pending'`);
  await runDue();
  const [kept] = await db.sql<{ days: number }>(
    `select round(extract(epoch from remove_at - now()) / 86400)::int as days from signing_keys where state = 'retiring'`,
  );
  expect(kept?.days).toBe(30);
  await db.sql(`update signing_keys set remove_at = now() where state = 'retiring'`);
  await Promise.all([runDue(), node(1).keys.tasks['advance-signing-keys']?.({})]);
  expect(await states()).toEqual(['ES256 gone', 'ES256 active sealed', 'RS256 gone', 'RS256 active sealed']);
  expect(await entries()).toEqual([
    ...['signing_key.created', 'signing_key.activated', 'signing_key.created'],
    ...['signing_key.retired', 'signing_key.activated', 'signing_key.removed'],
  ]);
});

test('in an emergency fresh keys sign within a second on every node, and keys that waited are discarded', async () => {
  const former = await activeKid(1);
  await node(0).keys.rotate(tenantId);
  const { keyIds } = await node(0).keys.rotate(tenantId, { now: true });
  expect(keyIds).toContain(await activeKid(0));
  await expect.poll(() => activeKid(1)).toBe(await activeKid(0));
  expect((await node(1).keys.current(tenantId)).keys.map((key) => key.kid)).toContain(former);
  expect((await states()).filter((line) => line.startsWith('ES256'))).toEqual([
    'ES256 retiring sealed',
    'ES256 gone',
    'ES256 active sealed',
  ]);
});

// Attack case 146 and fault F15. Times are shortened in the rows; their order is the real one.
test('keys rotate while tokens are signed and checked without pause, and nobody notices', {
  timeout: 90_000,
}, async () => {
  const setAgeMilliseconds = 700; // how long the relying party keeps what it fetched
  const tokenLifeSeconds = 1;
  const firstKid = await activeKid(0);
  for (const { jobs, keys } of nodes) await jobs.start(keys.tasks);
  await node(0).keys.schedule();

  const problems: string[] = [];
  const seenKids = new Set<string | undefined>();
  let running = true;
  let signed = 0;

  /** What `/oauth/jwks` of a node would answer: public members only. */
  const publishedBy = async (index: number) => {
    const { keys } = await node(index).keys.current(tenantId);
    return createLocalJWKSet({
      keys: keys.map(({ d, p, q, dp, dq, qi, ...publicPart }) => publicPart),
    });
  };

  async function sign(index: number, algorithm: Algorithm): Promise<string> {
    const { keys } = await node(index).keys.current(tenantId);
    const key = keys.find((candidate) => candidate.alg === algorithm);
    if (key === undefined) throw new Error('no key to sign with');
    seenKids.add(key.kid);
    signed += 1;
    return await new SignJWT({})
      .setProtectedHeader({ alg: algorithm, kid: key.kid })
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(key, algorithm));
  }

  async function check(who: string, token: string, set: ReturnType<typeof createLocalJWKSet>): Promise<void> {
    await jwtVerify(token, set).catch((error: unknown) => problems.push(`${who}: ${String(error)}`));
  }

  async function checkAtItsEnd(token: string, index: number): Promise<void> {
    const end = performance.now() + tokenLifeSeconds * 1000;
    await sleep(tokenLifeSeconds * 1000);
    // Woken too late, there is nothing to check any more: its life is over.
    if (performance.now() - end < 500) await check('at the end of its life', token, await publishedBy(index));
  }

  /** Signs on one node and checks against the set of the other, against a kept set, and once more at the token's end. */
  async function work(index: number): Promise<void> {
    // A set is as old as the question for it: the answer may take its time.
    let fetchedAt = performance.now();
    let kept = await publishedBy(index);
    const late: Promise<void>[] = [];
    for (let turn = 0; running; turn += 1) {
      const token = await sign(turn, turn % 4 === 0 ? 'RS256' : 'ES256');
      await check('fresh set', token, await publishedBy(turn + 1));
      // Looked at when it is used, as a relying party does: this machine may be busy with other tests.
      if (performance.now() - fetchedAt > setAgeMilliseconds) {
        fetchedAt = performance.now();
        kept = await publishedBy(turn);
      }
      await check('kept set', token, kept);
      if (turn % 20 === 0) late.push(checkAtItsEnd(token, index));
      await sleep(10);
    }
    await Promise.all(late);
  }

  const workers = [0, 1, 2, 3].map(work);
  await sleep(300);
  const { keyIds } = await node(0).keys.rotate(tenantId);
  // Longer than a kept set and a node's memory of it may be old together.
  await db.sql(`update signing_keys set activate_at = now() + interval '4 seconds' where state = 'pending'`);
  await node(0).keys.schedule();
  await expect.poll(() => activeKid(1), { timeout: 30_000, interval: 50 }).not.toBe(firstKid);
  await db.sql(`update signing_keys set remove_at = now() + interval '4500 ms' where state = 'retiring'`);
  await node(0).keys.schedule();
  await expect.poll(async () => (await states())[0], { interval: 100 }).toBe('ES256 gone');
  await sleep(1200);
  running = false;
  await Promise.all(workers);

  expect(problems).toEqual([]);
  expect(signed).toBeGreaterThan(40);
  expect([...seenKids]).toEqual(expect.arrayContaining([firstKid, ...keyIds]));
  expect((await node(1).keys.current(tenantId)).keys.map((key) => key.kid).sort()).toEqual([...keyIds].sort());
});

test('a withdrawn key is gone on every node within a second, and every node says so', async () => {
  warnings.length = 0;
  const stolen = (await activeKid(0)) ?? '';
  expect(await activeKid(1)).toBe(stolen);
  const withdrawal = await node(0).keys.withdraw(tenantId, stolen);
  await expect.poll(() => activeKid(1)).toBe(withdrawal?.successorId);
  expect((await node(1).keys.current(tenantId)).keys.map((key) => key.kid)).not.toContain(stolen);
  expect(warnings).toEqual(['a signing key was withdrawn: what it signed counts no more']);
  // A rotation in its time is nothing to be warned of.
  await node(0).keys.rotate(tenantId, { now: true });
  await expect.poll(() => activeKid(1)).not.toBe(withdrawal?.successorId);
  expect(warnings.length).toBe(1);
});
