import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../clock/index.ts';
import { ProblemError } from '../errors/index.ts';
import { createHashQueue } from './hash-queue.ts';
import { createHashThreads } from './hash-threads.ts';
import { createHashing, type Hashing, type Pepper } from './index.ts';

const place = { tenantId: 'ten_a', customerId: 'cus_a' };
const metrics = { hashesWaiting: () => {}, hashRefused: () => {} };
const key = randomBytes(32);

/** The smallest pepper that binds: the real one has its own tests. */
function pepperOf(state: { outdated: boolean }): Pepper {
  return {
    seal(binding, text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(binding.join('|')));
      return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
    },
    open(binding, sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12));
      decipher.setAAD(Buffer.from(binding.join('|'))).setAuthTag(sealed.subarray(-16));
      const text = Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8');
      return { text, outdated: state.outdated };
    },
  };
}

const state = { outdated: false };
const pepper = pepperOf(state);
const phcOf = (sealed: Buffer) => pepper.open([place.tenantId, place.customerId], sealed).text;
const hashing: Hashing = createHashing({ pepper, clock: systemClock, metrics });
afterAll(() => hashing.close());

describe('a password hash', () => {
  it('is a standard Argon2id string of the asked cost beneath its seal', async () => {
    const phc = phcOf(await hashing.hash(place, 'correct horse'));
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await argon2Verify(phc, 'correct horse')).toBe(true);
  });

  it('matches its password and no other', async () => {
    const sealed = await hashing.hash(place, 'correct horse');
    expect(await hashing.verify(place, 'correct horse', sealed)).toEqual({ matches: true, outdated: false });
    expect(await hashing.verify(place, 'Correct horse', sealed)).toEqual({ matches: false, outdated: false });
  });

  it('does not open for another customer or tenant', async () => {
    const sealed = await hashing.hash(place, 'correct horse');
    await expect(hashing.verify({ ...place, customerId: 'cus_b' }, 'correct horse', sealed)).rejects.toThrow();
    await expect(hashing.verify({ ...place, tenantId: 'ten_b' }, 'correct horse', sealed)).rejects.toThrow();
  });

  it('takes composed and decomposed letters as the same password', async () => {
    const sealed = await hashing.hash(place, 'Z\u00fcrich \u1e9b\u0323'.normalize('NFC'));
    expect((await hashing.verify(place, 'Z\u00fcrich \u1e9b\u0323'.normalize('NFD'), sealed)).matches).toBe(true);
  });

  it.each([
    ['the 73rd byte', 'a'.repeat(72), 'b', 'c'],
    ['the last of 4,000 characters', '😀'.repeat(2_000), 'b', 'c'],
    ['what follows a NUL', 'pass\u0000', 'word', 'w0rd'],
  ])('counts %s', async (_, stem, right, wrong) => {
    const sealed = await hashing.hash(place, stem + right);
    expect((await hashing.verify(place, stem + right, sealed)).matches).toBe(true);
    expect((await hashing.verify(place, stem + wrong, sealed)).matches).toBe(false);
    expect((await hashing.verify(place, stem, sealed)).matches).toBe(false);
  });

  it('survives a lone surrogate', async () => {
    const sealed = await hashing.hash(place, 'abc\ud800defgh');
    expect((await hashing.verify(place, 'abc\ud800defgh', sealed)).matches).toBe(true);
  });

  it('is outdated when made with other parameters or under an older pepper', async () => {
    const weak = await argon2Hash('correct horse', { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
    const sealed = pepper.seal([place.tenantId, place.customerId], weak);
    expect(await hashing.verify(place, 'correct horse', sealed)).toEqual({ matches: true, outdated: true });
    state.outdated = true;
    const current = await hashing.hash(place, 'correct horse');
    expect(await hashing.verify(place, 'correct horse', current)).toEqual({ matches: true, outdated: true });
    state.outdated = false;
  });

  it('that asks for absurd work is refused before any is done', async () => {
    const absurd =
      '$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b3dWRWJTmaaJObGRdescudvJCs';
    const sealed = pepper.seal([place.tenantId, place.customerId], absurd);
    await expect(hashing.verify(place, 'x', sealed)).rejects.toThrow('more work');
  });
});

describe('a check without a stored hash', () => {
  it('never matches', async () => {
    expect(await hashing.verify(place, '', null)).toEqual({ matches: false, outdated: false });
  });

  it('never matches the password of the stand-in either, and takes one that cannot be read for none', async () => {
    const other = { ...place, customerId: 'cus_b' };
    const sealed = await hashing.hash(other, 'correct horse');
    const none = { matches: false, outdated: false };
    expect(await hashing.verify(place, 'correct horse', null, { place: other, sealed })).toEqual(none);
    const weak = await argon2Hash('correct horse', { memoryCost: 1_024, timeCost: 1, parallelism: 1 });
    const foreign = pepper.seal([other.tenantId, other.customerId], weak);
    expect(await hashing.verify(place, 'correct horse', null, { place: other, sealed: foreign })).toEqual(none);
    const absurd =
      '$argon2id$v=19$m=4194304,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$RdescudvJCsgt3ub+b3dWRWJTmaaJObGRdescudvJCs';
    const costly = pepper.seal([other.tenantId, other.customerId], absurd);
    expect(await hashing.verify(place, 'x', null, { place: other, sealed: costly })).toEqual(none);
    expect(await hashing.verify(place, 'x', null, { place, sealed })).toEqual(none);
  });

  it('does the work of one with it', async () => {
    const sealed = await hashing.hash(place, 'correct horse');
    const asked = vi.spyOn(Worker.prototype, 'postMessage');
    try {
      // What a hash costs is said in its head, and by the length of its salt and itself.
      const worksOf = async (stored: Buffer | null) => {
        asked.mockClear();
        await hashing.verify(place, 'wrong', stored);
        return asked.mock.calls.map(([request]: readonly unknown[]) => {
          const [, kind, version, cost, salt = '', hash = ''] = String((request as { phc: string }).phc).split('$');
          return { kind, version, cost, salt: salt.length, hash: hash.length };
        });
      };
      const hit = await worksOf(sealed);
      expect(hit).toHaveLength(1);
      expect(await worksOf(null)).toEqual(hit);
    } finally {
      asked.mockRestore();
    }
  });
});

describe('the queue', () => {
  const queueOf = (refusals: { seen: number[] }) =>
    createHashQueue({
      clock: systemClock,
      metrics: { hashesWaiting: () => {}, hashRefused: () => refusals.seen.push(1) },
      mostInFlight: 2,
      mostWaiting: 3,
    });

  it('never runs more at once than allowed, keeps order, and refuses beyond its bound with a time to come back', async () => {
    const refusals: { seen: number[] } = { seen: [] };
    const queue = queueOf(refusals);
    const order: number[] = [];
    let running = 0;
    let most = 0;
    const work = (name: number) => async () => {
      running += 1;
      most = Math.max(most, running);
      order.push(name);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
    };
    const accepted = [1, 2, 3, 4, 5].map((name) => queue.run(work(name), 'known'));
    const refused = await queue.run(work(6), 'known').catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ProblemError);
    expect(refused).toMatchObject({ code: 'server.busy', status: 503 });
    expect((refused as ProblemError).retryAfterSeconds).toBeGreaterThanOrEqual(1);
    await Promise.all(accepted);
    expect({ most, order, refused: refusals.seen.length }).toEqual({ most: 2, order: [1, 2, 3, 4, 5], refused: 1 });
    await queue.run(work(7));
  });

  it('gives the place back when a hash fails', async () => {
    const queue = queueOf({ seen: [] });
    const fail = () => queue.run(() => Promise.reject(new Error('no')), 'known').catch(() => 'failed');
    expect(await Promise.all([fail(), fail(), fail(), fail(), fail()])).toHaveLength(5);
    expect(await queue.run(async () => 'free')).toBe('free');
  });

  it('takes no more work in than it has places, and turns the rest away before it has begun', async () => {
    const refusals: { seen: number[] } = { seen: [] };
    const queue = queueOf(refusals);
    const { promise: end, resolve: finish } = Promise.withResolvers<void>();
    const admitted = [1, 2, 3, 4, 5].map(() => queue.admit(() => end, 'known'));
    let hasBegun = false;
    const refused = queue.admit(async () => {
      hasBegun = true;
    }, 'known');
    await expect(refused).rejects.toMatchObject({ code: 'server.busy' });
    expect({ hasBegun, refused: refusals.seen.length }).toEqual({ hasBegun: false, refused: 1 });
    const patient = queue.admit(async () => 'after a moment');
    finish();
    expect(await patient).toBe('after a moment');
    await Promise.all(admitted);
  });
});

describe('a thread that hashes', () => {
  const passwordOf = (text: string) => new TextEncoder().encode(text);

  it('takes the password with it: nothing of it stays behind', async () => {
    const threads = createHashThreads();
    const password = passwordOf('correct horse');
    const phc = await threads.hash(password);
    expect(password.byteLength).toBe(0);
    expect(await threads.verify(phc, passwordOf('correct horse'))).toBe(true);
    await threads.close();
  });

  it('that ends leaves its hash refused as busy, and another takes its place', async () => {
    const threads = createHashThreads();
    const lost = threads.hash(passwordOf('correct horse'));
    const outcome = expect(lost).rejects.toMatchObject({ code: 'server.busy', status: 503 });
    await threads.close();
    await outcome;
    expect(await threads.hash(passwordOf('correct horse'))).toMatch(/^\$argon2id\$/);
    await threads.close();
  });
});
