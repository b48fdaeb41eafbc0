/** The file of records that were not imported: a line each, readable by whoever imported alone, made only when needed. */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Finding } from '../../rooms/directory/index.ts';

export function createFindingsFile(path: string) {
  let file: number | undefined;
  let count = 0;
  return {
    add({ record, line, outcome, code, field }: Finding): void {
      file ??= openSync(path, 'w', 0o600);
      count += 1;
      writeSync(file, `${JSON.stringify({ record, line, outcome, code, ...(field === null ? {} : { field }) })}\n`);
    },
    /** Returns how many there are. */
    close(): number {
      if (file !== undefined) closeSync(file);
      return count;
    },
  };
}
