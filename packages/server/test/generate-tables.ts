/**
 * Writes foundation/database/tables.ts from the migrated schema: `npm run -w packages/server tables`.
 */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { urlOfDatabase } from './cluster.ts';
import { describeTables } from './describe-tables.ts';
import { startCluster } from './global-setup.ts';

const { cluster, stop } = await startCluster();
try {
  const text = await describeTables(urlOfDatabase(cluster.ownerUrl, cluster.template));
  await writeFile(fileURLToPath(new URL('../src/foundation/database/tables.ts', import.meta.url)), text);
} finally {
  await stop();
}
