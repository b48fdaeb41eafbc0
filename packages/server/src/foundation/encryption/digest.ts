/** The SHA-256 of something too large to be held: how a file is recognised again. */
import { createHash } from 'node:crypto';

export async function digestOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of source) hash.update(chunk);
  return hash.digest();
}
