/**
 * Folders for databases that live as long as a test. Durability stays on in them, so they go to memory where there is
 * room: a sync costs nothing there.
 */
import { accessSync, constants, mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Begins each folder's name; the id of the process that made it follows, so that a later run can tell orphans. */
export const testPrefix = 'cardea-test-';

const roomNeededBytes = 2_000_000_000;

export function fastFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > roomNeededBytes) return '/dev/shm';
  } catch {
    // not a Linux with shared memory
  }
  return tmpdir();
}

/** A new, private folder. */
export function makeFastFolder(): string {
  return mkdtempSync(join(fastFolder(), `${testPrefix}${process.pid}-`));
}
