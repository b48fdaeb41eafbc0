/**
 * Seals a stream of any length in pieces, so that nothing has to be held in memory: the STREAM construction (Hoang,
 * Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM. Each piece carries its number, the last one says that it is the
 * last: pieces that were changed, exchanged, left out or cut off at the end do not open.
 */
import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto';
import { newKeyBytes } from '../ids/index.ts';
import type { MasterKey } from './master-key.ts';
import { sealBroken } from './seal-broken.ts';

type Bytes = AsyncIterable<Buffer>;

const pieceLength = 64 * 1024;
const tagLength = 16;
const saltLength = 32;

/** Seals what comes for a duty of the master key; under a fresh key each time, made from a salt that goes in front. */
export async function* sealStream(masterKey: MasterKey, duty: string, source: Bytes): AsyncGenerator<Buffer> {
  const salt = newKeyBytes(saltLength);
  const key = keyOf(masterKey, duty, salt);
  yield salt;
  for await (const { bytes, number, isLast } of piecesOf(source, pieceLength)) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(number, isLast));
    yield Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
  }
}

/**
 * The way back. Throws a broken seal where anything is not as it was sealed, or was sealed by another master key; what
 * came before that was whole, and is all that must not be relied upon until the end is reached.
 */
export async function* openStream(masterKey: MasterKey, duty: string, source: Bytes): AsyncGenerator<Buffer> {
  const rest = source[Symbol.asyncIterator]();
  const { salt, first } = await readSalt(rest);
  const key = keyOf(masterKey, duty, salt);
  for await (const { bytes, number, isLast } of piecesOf(following(first, rest), pieceLength + tagLength)) {
    if (bytes.length < tagLength) throw sealBroken('format');
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(number, isLast), { authTagLength: tagLength });
    decipher.setAuthTag(bytes.subarray(-tagLength));
    const plain = decipher.update(bytes.subarray(0, -tagLength));
    try {
      decipher.final();
    } catch {
      throw sealBroken('not_authentic');
    }
    yield plain;
  }
}

/** The number of the piece and whether it is the last: never the same twice under one key. */
function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeBigUInt64BE(BigInt(number), 0);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}

function keyOf(masterKey: MasterKey, duty: string, salt: Buffer): Buffer {
  return createHmac('sha256', masterKey.derive(duty)).update(salt).digest();
}

/** Pieces of one length. The last may be shorter; that it is the last is known because nothing follows. */
async function* piecesOf(source: Bytes, length: number) {
  let number = 0;
  let waiting: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    waiting.push(chunk);
    size += chunk.length;
    if (size <= length) continue;
    let bytes: Buffer = Buffer.concat(waiting);
    for (; bytes.length > length; bytes = bytes.subarray(length), number += 1)
      yield { bytes: bytes.subarray(0, length), number, isLast: false };
    waiting = [bytes];
    size = bytes.length;
  }
  yield { bytes: Buffer.concat(waiting), number, isLast: true };
}

async function readSalt(source: AsyncIterator<Buffer>): Promise<{ salt: Buffer; first: Buffer }> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < saltLength) {
    const next = await source.next();
    if (next.done === true) throw sealBroken('format');
    head = Buffer.concat([head, next.value]);
  }
  return { salt: head.subarray(0, saltLength), first: head.subarray(saltLength) };
}

async function* following(first: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}
