/** The guides say what works: every command on them is run, in order, in one shell, against a server of its own. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { codeOf, goodPassword } from '../../../attacks/people.ts';
import { createEmptyDatabase } from '../../../test/database.ts';
import { createVisitor } from '../../../test/visitor.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let folder: string;
let origin: string;
let port: number;
let server: ChildProcessWithoutNullStreams;
let environment: Record<string, string>;

beforeAll(async () => {
  [database, folder, port] = await Promise.all([
    createEmptyDatabase(),
    mkdtemp(join(tmpdir(), 'cardea-guides-')),
    freePort(),
  ]);
  origin = `http://localhost:${port}`;
  environment = {
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    HOME: folder,
    PORT: String(port),
    DATA_DIR: folder,
    DATABASE_URL: database.ownerUrl,
  };
  server = spawn(process.execPath, [join(root, 'packages/server/src/main.ts')], { env: environment });
  let output = '';
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  await vi.waitFor(() => expect(output).toContain(' ready at '), { timeout: 30_000, interval: 50 });
});
afterAll(async () => {
  const gone = once(server, 'exit');
  server.kill('SIGTERM');
  await gone;
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await once(probe.listen(0, '127.0.0.1'), 'listening');
  const { port: free } = probe.address() as AddressInfo;
  probe.close();
  return free;
}

const commandsOf = async (page: string) =>
  [...(await readFile(join(root, 'docs', page), 'utf8')).matchAll(/^```sh\n(.*?)^```$/gms)].map(([, text = '']) =>
    text
      .replaceAll('http://localhost:3000', origin)
      .replaceAll('./cardea ', `"${process.execPath}" "${root}packages/server/src/main.ts" `),
  );

/** One shell for a whole page: what an earlier command set is there for the later ones. */
function openShell() {
  const shell = spawn('bash', ['-eu', '-o', 'pipefail'], { cwd: folder, env: environment });
  let output = '';
  let mistakes = '';
  shell.stdout.on('data', (chunk) => (output += String(chunk)));
  shell.stderr.on('data', (chunk) => (mistakes += String(chunk)));
  shell.stdin.on('error', () => undefined);
  const ended = once(shell, 'exit');
  let blocks = 0;
  return {
    async run(commands: string): Promise<string> {
      blocks += 1;
      const mark = `-- block ${blocks} is done --`;
      output = '';
      shell.stdin.write(`${commands}\necho; echo '${mark}'\n`);
      await vi.waitFor(
        () => {
          if (shell.exitCode !== null) throw new Error(`The shell ended at:\n${commands}\n${mistakes}`);
          expect(output).toContain(mark);
        },
        { timeout: 20_000, interval: 20 },
      );
      return output.slice(0, output.indexOf(mark)).trim();
    },
    async close() {
      shell.stdin.end();
      await ended;
    },
  };
}

/** Opens the address in a browser, signs up, and returns the address that the browser ends at. */
async function signUpAt(address: string): Promise<string> {
  const visitor = createVisitor({ port, host: new URL(origin).host, origin });
  const asked = await visitor.request(address.slice(origin.length));
  const signIn = await visitor.request(asked.headers['location'] ?? '');
  const form = await visitor.get(/href="(\/sign-up\?from=[^"]+)"/.exec(signIn.body)?.[1] ?? '');
  const sent = await visitor.post('/sign-up', {
    ...form.hidden('/sign-up'),
    email: 'anna@example.com',
    password: goodPassword,
    name: 'Anna',
  });
  const subject = await vi.waitFor(
    async () => {
      const mails = JSON.parse((await visitor.request('/dev/outbox.json')).body) as { subject: string }[];
      expect(mails.length).toBe(1);
      return mails[0]?.subject ?? '';
    },
    { timeout: 10_000, interval: 50 },
  );
  let answer = await visitor.fill(sent.headers['location'] ?? '', { code: codeOf({ subject, text: '' }) });
  while (answer.headers['location']?.startsWith('http://localhost:3001/') === false) {
    answer = await visitor.request(URL.parse(answer.headers['location'], origin)?.href.slice(origin.length) ?? '/');
  }
  return answer.headers['location'] ?? '';
}

it('an application is connected by the commands of its guide', { timeout: 120_000 }, async () => {
  const [register, read, discover, begin, redeem, userinfo, refresh, introspect, signOut, revoke, ...rest] =
    await commandsOf('connect-an-application.md');
  expect(rest).toEqual([]);
  const shell = openShell();
  await shell.run(register ?? '');
  await shell.run(read ?? '');
  expect(JSON.parse(await shell.run(discover ?? ''))).toMatchObject({ issuer: origin });
  const callback = await signUpAt(await shell.run(begin ?? ''));
  expect(new URL(callback).searchParams.get('iss')).toBe(origin);
  await shell.run(`CALLBACK='${callback}'`);
  await shell.run(redeem ?? '');
  expect(JSON.parse(await shell.run(userinfo ?? ''))).toMatchObject({ email: 'anna@example.com', name: 'Anna' });
  await shell.run(refresh ?? '');
  expect(JSON.parse(await shell.run(introspect ?? ''))).toMatchObject({ active: true });
  const out = new URL(await shell.run(signOut ?? ''));
  expect(decodeJwt(out.searchParams.get('id_token_hint') ?? '')).toMatchObject({ iss: origin });
  expect(JSON.parse(await shell.run(revoke ?? ''))).toEqual({ active: false });
  await shell.close();
});

it('keys are changed and withdrawn by the commands of their guide', { timeout: 60_000 }, async () => {
  const [rotate, withdraw, ...rest] = await commandsOf('signing-keys.md');
  expect(rest).toEqual([]);
  const shell = openShell();
  expect(await shell.run(rotate ?? '')).toMatch(/published \S+ and \S+, which sign from/);
  expect(await shell.run(withdraw ?? '')).toMatch(/withdrew \S+ \S+ signs from now on\.$/);
  await shell.close();
});
