/**
 * Says in the data directory that its database came out of a backup and what must not live on has not been ended yet.
 * It is there before the database is, so that a restore that was cut short is finished by the next start.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'restored-from';

export function restoredMark(dataDirectory: string) {
  const path = join(dataDirectory, fileName);
  return {
    write: (takenAt: Date): void => writeFileSync(path, `${takenAt.toISOString()}\n`, { mode: 0o600, flush: true }),
    /** When the backup was taken; null where none was brought back. */
    read(): Date | null {
      try {
        return new Date(readFileSync(path, 'utf8').trim());
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
        throw error;
      }
    },
    remove: (): void => rmSync(path, { force: true }),
  };
}
