/**
 * Writes packages/sdk/src/generated from the OpenAPI document of a running Cardea: `npm run generate -w packages/sdk`. It starts one of
 * its own, with an embedded database in a folder that is gone afterwards; with an address it asks the server there.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedFiles } from './generated-files.ts';

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  return port;
}

async function withCardea<T>(work: (origin: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-document-'));
  const port = await freePort();
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, PORT: String(port), DATA_DIR: folder };
  const server = spawn(process.execPath, [here('../../packages/server/src/main.ts')], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(server, 'exit');
  try {
    await new Promise<void>((resolve, reject) => {
      let output = '';
      server.stdout.on('data', (chunk) => {
        output += String(chunk);
        if (output.includes(' ready at ')) resolve();
      });
      server.once('exit', () => reject(new Error(`Cardea did not start:\n${output}`)));
    });
    return await work(`http://localhost:${port}`);
  } finally {
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  }
}

async function generate(origin: string): Promise<void> {
  const answer = await fetch(`${origin}/api/openapi.json`);
  const files = await generatedFiles(await answer.text());
  for (const [name, text] of Object.entries(files))
    writeFileSync(here(`../../packages/sdk/src/generated/${name}`), text);
}

const [given] = process.argv.slice(2);
await (given === undefined ? withCardea(generate) : generate(given));
