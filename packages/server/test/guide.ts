/**
 * Runs a guide as somebody follows it: every command of a page, in order, in one shell, against a server of its own.
 * `npm install` is answered with what this repository has, for a test reaches no registry.
 */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { codeOf, goodPassword } from '../attacks/people.ts';
import { compiled } from './compiled.ts';
import { createEmptyDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { createVisitor, type Visitor } from './visitor.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const main = join(root, 'packages/server/src/main.ts');

export type Guide = {
  readonly origin: string;
  /** The folder that commands run in. */
  readonly folder: string;
  readonly visitor: () => Visitor;
  readonly shell: Shell;
  /** Where an address of the page is in this run. */
  placeOf(address: string): string;
  /** The blocks of a page in a language, with the addresses of this run in them. */
  blocks(page: string, language: string): Promise<string[]>;
  close(): Promise<void>;
};

type Shell = { run(commands: string): Promise<string>; close(): Promise<void> };

type GuideOptions = {
  /** Addresses of the page that stand for free ports of this run, such as `localhost:3001`. */
  readonly addresses?: readonly string[];
  /** Without a server: the page starts one itself. */
  readonly withServer?: boolean;
};

/** Opens a guide; close it whatever happens. */
export async function openGuide({ addresses = [], withServer = true }: GuideOptions = {}): Promise<Guide> {
  const [database, folder, port] = await Promise.all([
    createEmptyDatabase(),
    mkdtemp(join(tmpdir(), 'cardea-guide-')),
    freePort(),
  ]);
  const origin = `http://localhost:${port}`;
  const environment = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    HOME: folder,
    ...compiled,
    PORT: String(port),
    DATA_DIR: folder,
    DATABASE_URL: database.ownerUrl,
  };
  const replacements = new Map([
    ['http://localhost:3000', origin],
    ['./cardea ', `"${process.execPath}" "${main}" `],
  ]);
  for (const address of addresses) replacements.set(address, address.replace(/\d+$/, String(await freePort())));
  const server = withServer ? await startServer(environment) : null;
  const shell = openShell(folder, environment);
  await shell.run(prelude);

  return {
    origin,
    folder,
    shell,
    placeOf: (address) => replacements.get(address) ?? address,
    visitor: () => createVisitor({ port, host: new URL(origin).host, origin }),
    async blocks(page, language) {
      const text = await readFile(join(root, 'docs', page), 'utf8');
      return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) =>
        [...replacements].reduce((known, [from, to]) => known.replaceAll(from, to), block),
      );
    },
    async close() {
      await shell.close();
      await stop(server);
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const prelude = `
npm() {
  if [ "$1" = start ]; then exec "${process.execPath}" "${main}"; fi
  shift
  for name in "$@"; do
    mkdir -p "node_modules/$(dirname "$name")"
    ln -sfn "${root}node_modules/$name" "node_modules/$name"
  done
}`;

async function startServer(environment: Record<string, string>): Promise<ChildProcessWithoutNullStreams> {
  const server = spawn(process.execPath, [main], { env: environment });
  let output = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (chunk) => {
      output += String(chunk);
    });
  await vi.waitFor(
    () => {
      expect(output + (server.exitCode === null ? '' : ' ready at ')).toContain(' ready at ');
    },
    { timeout: 110_000, interval: 50 },
  );
  if (server.exitCode !== null) throw new Error(`The server ended:\n${output}`);
  return server;
}

async function stop(server: ChildProcessWithoutNullStreams | null): Promise<void> {
  if (server === null || server.exitCode !== null) return;
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
}

/** Opens the address in a browser, signs up, and returns the address outside Cardea that the browser ends at. */
export async function signUpAt(guide: Guide, address: string, email = 'anna@example.com'): Promise<string> {
  const { origin } = guide;
  const visitor = guide.visitor();
  const asked = await visitor.request(address.slice(origin.length));
  const signIn = await visitor.request(asked.headers['location'] ?? '');
  const form = await visitor.get(/href="(\/sign-up\?from=[^"]+)"/.exec(signIn.body)?.[1] ?? '');
  const sent = await visitor.post('/sign-up', {
    ...form.hidden('/sign-up'),
    ...{ email, password: goodPassword, name: 'Anna' },
  });
  const mail = await vi.waitFor(
    async () => {
      const mails = JSON.parse((await visitor.request('/dev/outbox.json')).body) as { to: string; subject: string }[];
      const found = mails.find(({ to }) => to === email);
      expect(found).toBeDefined();
      return { subject: found?.subject ?? '', text: '' };
    },
    { timeout: 30_000, interval: 50 },
  );
  let answer = await visitor.fill(sent.headers['location'] ?? '', { code: codeOf(mail) });
  for (;;) {
    const next = new URL(answer.headers['location'] ?? '/', origin);
    if (next.origin !== origin) return next.href;
    answer = await visitor.request(next.href.slice(origin.length));
  }
}

/** One shell for a whole page: what an earlier command set is there for the later ones. */
function openShell(folder: string, environment: Record<string, string>): Shell {
  const shell = spawn('bash', ['-eu', '-o', 'pipefail'], { cwd: folder, env: environment });
  let output = '';
  let mistakes = '';
  shell.stdout.on('data', (chunk) => {
    output += String(chunk);
  });
  shell.stderr.on('data', (chunk) => {
    mistakes += String(chunk);
  });
  shell.stdin.on('error', () => undefined);
  const ended = once(shell, 'exit');
  let blocks = 0;
  return {
    async run(commands) {
      blocks += 1;
      const mark = `-- block ${blocks} is done --`;
      output = '';
      shell.stdin.write(`${commands}\necho; echo '${mark}'\n`);
      await vi.waitFor(
        () => {
          if (shell.exitCode !== null) throw new Error(`The shell ended at:\n${commands}\n${output}\n${mistakes}`);
          expect(output).toContain(mark);
        },
        { timeout: 240_000, interval: 20 },
      );
      return output.slice(0, output.indexOf(mark)).trim();
    },
    async close() {
      shell.stdin.end();
      await ended;
    },
  };
}
