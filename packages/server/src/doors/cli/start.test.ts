/** A start that fails ends with an exit code that says so; whoever watches the process decides by it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { compiled } from '../../../test/compiled.ts';
import { createEmptyDatabase } from '../../../test/database.ts';

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let dataDirectory: string;
const occupant = createServer();
beforeAll(async () => {
  database = await createEmptyDatabase();
  dataDirectory = await mkdtemp(join(tmpdir(), 'cardea-serve-'));
  await once(occupant.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  occupant.close();
  await database.drop();
  await rm(dataDirectory, { recursive: true });
});

async function start(environment: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../main.ts', import.meta.url))], {
    env: {
      PATH: process.env['PATH'],
      DATA_DIR: dataDirectory,
      DATABASE_URL: database.ownerUrl,
      ...compiled,
      ...environment,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

it('on a port that is taken, the start is refused with a sentence', async () => {
  const { port } = occupant.address() as AddressInfo;
  const { code, output } = await start({ PORT: String(port) });
  expect(code).toBe(1);
  expect(output).toMatch(new RegExp(`Cardea cannot start:\\n.*Port ${port} .*set PORT to another`));
});

it('by a failure nobody foresaw, the start still ends as a failure', async () => {
  const { code } = await start({ PORT: '0', DATA_DIR: '/dev/null/nowhere' });
  expect(code).toBe(1);
});
