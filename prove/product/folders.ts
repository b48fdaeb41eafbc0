/** Where a proof's product keeps its data and its log: a private place that vanishes with it. */
import { chmodSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Folders = { readonly home: string; readonly data: string; readonly cluster: string; readonly log: string };

export function makeFolders(): Folders {
  const home = mkdtempSync(join(tmpdir(), 'cardea-prove-'));
  // As root, PostgreSQL runs as another account, which has to walk through.
  chmodSync(home, 0o711);
  const data = join(home, 'data');
  mkdirSync(data, { mode: 0o711 });
  return { home, data, cluster: join(data, 'postgres'), log: join(home, 'server.log') };
}
