/** The look-up of a leaked password, and the bare work of one: a digest, and a read of as much as a full file has in a bucket. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { makeLeakedFile } from '../packages/server/test/leaked-file.ts';
import { cpuOf } from './cpu.ts';
import type { Loaded } from './load.ts';

const passwords = Array.from({ length: 4096 }, (_, index) => `lantern ferry ${index} quartz`);
const bucketBytes = 4096;

/** Every password asked for is in the file, so that each look-up reads it. */
export async function prepareLeaks(name: 'read' | 'leaked'): Promise<Loaded> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const { file, find } = await makeLeakedFile(folder, passwords);
  let turn = 0;
  const next = () => passwords[turn++ % passwords.length] ?? '';
  const handle = await open(file, 'r');
  const { size } = await handle.stat();
  const operations = {
    async read() {
      const at = createHash('sha1').update(next()).digest().readUInt32BE(0) % (size - bucketBytes);
      await handle.read(Buffer.allocUnsafe(bucketBytes), 0, bucketBytes, at);
    },
    async leaked() {
      if ((await find(next())) !== 'file') throw new Error('a password of the file was not found');
    },
  };
  return { operation: operations[name], concurrency: 4, cpuMilliseconds: () => cpuOf(process.pid) };
}
