/**
 * The real product for a proof: server, embedded PostgreSQL and a mail server, on loopback, in a folder of its own.
 * Whatever happens, nothing of it outlives the proof.
 */
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../packages/server/test/free-port.ts';
import { createVisitor, type Visitor } from '../../packages/server/test/visitor.ts';
import { type Folders, makeFolders } from './folders.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';
import { openOutbox } from './outbox.ts';
import { asOwner, endPostmaster, killPostmaster, postmasterOf, type Row } from './postgres.ts';
import { runVerb, type ServerProcess, startServerProcess, startVerb } from './server-process.ts';

export type Product = {
  readonly folders: Folders;
  /** Where the server listens, on loopback, and what it is called. */
  readonly place: { readonly port: number; readonly host: string; readonly origin: string };
  readonly mailbox: Mailbox;
  /** Ends of the server that nobody asked for. */
  readonly unexpectedExits: readonly string[];
  /** The id of the running server's process. */
  serverProcessId(): number;
  /** A browser with a network address of its own; at another tenant, where its host is named. */
  visitor(at?: { readonly host: string; readonly origin: string }): Visitor;
  /** `kill -9` of the server; the way back is `start`. */
  killServer(): Promise<void>;
  start(): Promise<void>;
  /** `kill -9` of PostgreSQL; resolves when the server has brought it back and serves again. */
  killPostgresAndWait(): Promise<void>;
  /** Runs a verb of the command line beside the server, as an operator does; returns what it printed. */
  runVerb(...words: readonly string[]): Promise<string>;
  /** Starts a verb of the command line, to watch it or to kill it. */
  startVerb(...words: readonly string[]): ChildProcess;
  /** Asks the database as its owner. */
  query(text: string): Promise<Row[]>;
  /** Stops the server cleanly, and PostgreSQL with it; the folder stays until `remove`. */
  stop(): Promise<void>;
  remove(): Promise<void>;
};

const recoveryPatienceMilliseconds = 60_000;

/**
 * Starts everything; `environment` adds settings of the server. In development there is no mail server: messages become
 * files, and providers on this machine may be signed in with.
 */
export async function startProduct(
  environment: Readonly<Record<string, string>> = {},
  { isDevelopment = false }: { readonly isDevelopment?: boolean } = {},
): Promise<Product> {
  const folders = makeFolders();
  const mailbox = isDevelopment ? openOutbox(folders.data) : await openMailbox();
  const port = await freePort();
  const host = `localhost:${port}`;
  const origin = `http://${host}`;
  const settings = {
    PORT: String(port),
    PUBLIC_URL: origin,
    DATA_DIR: folders.data,
    ...(isDevelopment ? {} : { SMTP_URL: mailbox.url, MAIL_FROM: 'Cardea <no-reply@cardea.example>' }),
    TRUSTED_PROXIES: '127.0.0.1/32',
    ...environment,
  };
  const unexpectedExits: string[] = [];
  let server: ServerProcess | undefined;
  let visitors = 0;

  const start = async () => {
    server = await startServerProcess(settings, folders.log, (description) => unexpectedExits.push(description));
  };
  const stop = async () => {
    const running = server;
    server = undefined;
    const code = await running?.stop();
    if (code !== undefined && code !== 0) unexpectedExits.push(`a clean stop ended with exit code ${code}`);
  };
  const clear = () => {
    endPostmaster(folders.cluster);
    rmSync(folders.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  process.once('exit', clear);

  const product: Product = {
    folders,
    place: { port, host, origin },
    mailbox,
    unexpectedExits,
    serverProcessId() {
      if (server === undefined) throw new Error('The server does not run');
      return server.processId;
    },
    visitor(at = { host, origin }) {
      visitors += 1;
      // Neighbours of one network share a budget, so the addresses are spread over many networks.
      const [a, b, c] = [visitors % 250, Math.floor(visitors / 250) % 250, Math.floor(visitors / 62_500) % 250];
      return createVisitor({ port, ...at, address: `10.${a}.${b}.${100 + c}` });
    },
    start,
    async killServer() {
      await server?.kill();
      server = undefined;
    },
    async killPostgresAndWait() {
      const dead = killPostmaster(folders.cluster);
      const patience = AbortSignal.timeout(recoveryPatienceMilliseconds);
      // A process of the dead server may still answer for a moment: only a new server counts.
      for (;;) {
        if (patience.aborted) throw new Error('The server did not bring PostgreSQL back within a minute');
        const alive = postmasterOf(folders.cluster);
        if (alive !== undefined && alive !== dead && (await isReady(port))) return;
        await sleep(10);
      }
    },
    runVerb: (...words) => runVerb(settings, words),
    startVerb: (...words) => startVerb(settings, words),
    query: (text) => asOwner(folders.cluster, (query) => query(text)),
    stop,
    async remove() {
      await stop();
      await mailbox.close();
      process.off('exit', clear);
      clear();
    },
  };
  try {
    await start();
    return product;
  } catch (error) {
    await product.remove();
    throw error;
  }
}

async function isReady(port: number): Promise<boolean> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
