/** A quick start as somebody follows it: registered by the command line, its files written as they stand, and started. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type QuickStart, quickStarts } from '@cardea/sdk/quick-starts';
import { freePort } from '../../packages/server/test/free-port.ts';
import type { Server } from './server.ts';

const modules = path.resolve('node_modules');
const patienceMilliseconds = 240_000;

export type RunningQuickStart = { readonly origin: string; stop(): Promise<void> };

/** Registers the application and starts its files; they may import these packages. */
export async function startQuickStart(
  server: Server,
  id: QuickStart['id'],
  packages: readonly string[],
): Promise<RunningQuickStart> {
  const origin = `http://localhost:${await freePort()}`;
  const redirectUri = `${origin}/callback`;
  const planned = find(id, { issuer: server.origin, clientId: 'x', redirectUri });
  const registered = await server.runVerb(
    ...['applications', 'register', '--name', planned.name, '--first-party', '--json'],
    ...(planned.keepsSecret ? [] : ['--public']),
    ...['--redirect-uri', planned.redirectUri, '--post-logout-redirect-uri', planned.postLogoutRedirectUri],
  );
  const { client_id: clientId, client_secret: clientSecret = '' } = JSON.parse(registered);
  const quickStart = find(id, { issuer: server.origin, clientId, redirectUri });

  const folder = mkdtempSync(path.join(tmpdir(), 'cardea-quick-start-'));
  for (const name of packages) {
    const link = path.join(folder, 'node_modules', name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(modules, name), link);
  }
  for (const { name, text } of quickStart.files) writeFileSync(path.join(folder, name), text);
  const child = spawn(process.execPath, programOf(quickStart.run, folder), {
    cwd: folder,
    env: { PATH: process.env.PATH, CLIENT_SECRET: clientSecret, SESSION_SECRET: 'a secret of the tests, long enough' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await saysReady(child);
  return {
    origin,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function find(id: QuickStart['id'], application: Parameters<typeof quickStarts>[0]): QuickStart {
  const found = quickStarts(application).find((each) => each.id === id);
  if (found === undefined) throw new Error(`there is no quick start for ${id}`);
  return found;
}

/** The command of the quick start, with our own Node in place of what a shell would look for. */
function programOf(command: string, folder: string): string[] {
  const words = command.split(' ').filter((word) => !/^[A-Z_]+=|^-hex|^32\)|^rand/.test(word));
  const [program = '', file = '', ...more] = words;
  if (program === 'node') return [file, ...more];
  return [path.join(folder, 'node_modules', file, 'bin', `${file}.js`), ...more];
}

async function saysReady(child: ChildProcess): Promise<void> {
  let said = '';
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string) => reject(new Error(`the quick start ${why}:\n${said}`));
    const timer = setTimeout(() => refuse('is not ready in time'), patienceMilliseconds);
    child.once('exit', () => refuse('ended'));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        said += chunk;
        if (!/ready /i.test(said)) return;
        clearTimeout(timer);
        resolve();
      });
    }
  });
}
