/** A file of customers of another system, each with a bcrypt hash that is theirs alone; those of a few are real. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Random } from '../random.ts';

const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The password of every sample, and its hash. */
export const samplePassword = 'the quiet river bends twice';
const sampleHash = '$2b$10$tIWgkIYKtinCbd1Kku2XquWaii2mT.lBz4jtvFvvYdqwo70h9fua2';

export const addressOf = (stem: string, index: number): string => `${stem}.${index}@import.example`;
const isSample = (index: number): boolean => index % 997 === 0;
/** Those whose hash is real. */
export const samplesOf = (count: number): number[] =>
  Array.from({ length: count }, (_, index) => index).filter(isSample);

/** Writes so many of them. Their ids are those of the former system. */
export async function writeCrowd(path: string, stem: string, count: number, random: Random): Promise<void> {
  const text = (length: number) => Array.from({ length }, () => alphabet[random.below(alphabet.length)]).join('');
  await pipeline(function* () {
    for (let index = 0; index < count; index += 1) {
      const record = {
        id: `former|${stem}-${index}`,
        email: addressOf(stem, index),
        email_verified: index % 3 !== 0,
        password_hash: isSample(index) ? sampleHash : `$2b$10$${text(53)}`,
        attributes: { name: `Customer ${text(8)}` },
        locale: index % 2 === 0 ? 'de' : 'en',
        created_at: new Date(1.6e12 + index * 1000).toISOString(),
      };
      yield `${JSON.stringify(record)}\n`;
    }
  }, createWriteStream(path));
}
