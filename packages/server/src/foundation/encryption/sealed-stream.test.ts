import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { masterKeyFrom } from './master-key.ts';
import { openStream, sealStream } from './sealed-stream.ts';

const masterKey = masterKeyFrom(Buffer.alloc(32, 7));
const piece = 64 * 1024;

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}
const collect = async (stream: AsyncIterable<Buffer>) => {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const seal = (bytes: Buffer, size = 10_000) => collect(sealStream(masterKey, 'test', inChunks(bytes, size)));
const open = (bytes: Buffer, size = 10_000, key = masterKey, duty = 'test') =>
  collect(openStream(key, duty, inChunks(bytes, size)));

it('what is sealed opens to the same bytes, whatever the length and however it is cut on the way', async () => {
  for (const length of [0, 1, piece - 1, piece, piece + 1, 3 * piece, 3 * piece + 17]) {
    const bytes = randomBytes(length);
    for (const [sealing, opening] of [
      [7_919, 31],
      [1_000_000, 65_552],
    ] as const) {
      const back = await open(await seal(bytes, sealing), length > piece ? 4_099 : opening);
      expect(back.equals(bytes)).toBe(true);
    }
  }
});

it('the same bytes are never sealed alike', async () => {
  const bytes = Buffer.alloc(100);
  expect((await seal(bytes)).equals(await seal(bytes))).toBe(false);
});

it('a bit changed anywhere, an end cut off, or bytes added do not open', async () => {
  const sealed = await seal(randomBytes(2 * piece + 500));
  await fc.assert(
    fc.asyncProperty(fc.nat(sealed.length * 8 - 1), async (bit) => {
      const changed = Buffer.from(sealed);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(open(changed, 100_000)).rejects.toMatchObject({ name: 'SealBroken' });
    }),
    { numRuns: 40 },
  );
  const wholePieces = 32 + 2 * (piece + 16);
  for (const length of [0, 31, 32, 40, 32 + piece + 16, wholePieces, sealed.length - 1])
    await expect(open(sealed.subarray(0, length))).rejects.toMatchObject({ name: 'SealBroken' });
  await expect(open(Buffer.concat([sealed, Buffer.alloc(1)]))).rejects.toMatchObject({ name: 'SealBroken' });
});

it('pieces that were exchanged or left out do not open', async () => {
  const sealed = await seal(randomBytes(3 * piece));
  const at = (index: number) => sealed.subarray(32 + index * (piece + 16), 32 + (index + 1) * (piece + 16));
  const [salt, first, second, third] = [sealed.subarray(0, 32), at(0), at(1), at(2)];
  for (const pieces of [
    [salt, second, first, third],
    [salt, first, third],
    [salt, first, second],
  ])
    await expect(open(Buffer.concat(pieces))).rejects.toMatchObject({ name: 'SealBroken' });
});

it('another key, or the same for another duty, opens nothing', async () => {
  const sealed = await seal(Buffer.from('secret'));
  await expect(open(sealed, 100, masterKeyFrom(Buffer.alloc(32, 8)))).rejects.toMatchObject({ code: 'not_authentic' });
  await expect(open(sealed, 100, masterKey, 'other')).rejects.toMatchObject({ code: 'not_authentic' });
});
