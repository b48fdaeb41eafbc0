/** Part of `npm run check`: ends with 1 when a route of the management API does not say what it must. */
import { examineRoutes } from './examine.ts';
import { readSources, readTable } from './read-table.ts';

const found = examineRoutes(readTable(), readSources());
for (const sentence of found) process.stderr.write(`${sentence}\n`);
process.exitCode = found.length === 0 ? 0 : 1;
