/**
 * Several servers over one PostgreSQL with a standby, behind a balancer, as an installation of several nodes is run. Each
 * may be killed and started again alone. Nothing of it outlives the proof.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../packages/server/test/free-port.ts';
import { startValkeyServer, type ValkeyServer } from '../../packages/server/test/valkey-server.ts';
import { createVisitor, type Visitor } from '../../packages/server/test/visitor.ts';
import { makeFolders } from '../product/folders.ts';
import type { Place } from '../product/http.ts';
import { type Mailbox, openMailbox } from '../product/mailbox.ts';
import { runVerb, type ServerProcess, startServerProcess } from '../product/server-process.ts';
import { type Balancer, startBalancer } from './balancer.ts';
import { type ReplicatedPostgres, startReplicatedPostgres } from './replicated-postgres.ts';

export type Node = {
  /** This node alone, past the balancer. */
  readonly place: Place;
  start(): Promise<void>;
  /** `kill -9`. */
  kill(): Promise<void>;
};

export type Nodes = {
  readonly folders: { readonly home: string };
  /** All of them, through the balancer. */
  readonly place: Place;
  readonly nodes: readonly Node[];
  readonly postgres: ReplicatedPostgres;
  readonly valkey: ValkeyServer | null;
  readonly mailbox: Mailbox;
  readonly unexpectedExits: readonly string[];
  visitor(): Visitor;
  runVerb(...words: readonly string[]): Promise<string>;
  remove(): Promise<void>;
};

/** Makes everything and starts the first node, which makes the tables; the others are started by the proof. */
export async function startNodes({
  count,
  withValkey,
}: {
  readonly count: number;
  readonly withValkey: boolean;
}): Promise<Nodes> {
  const folders = makeFolders();
  const stops: (() => Promise<unknown>)[] = [];
  const clear = () => rmSync(folders.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const remove = async () => {
    for (const stop of stops.toReversed()) await stop();
    clear();
  };
  try {
    const [postgres, valkey, mailbox, ports] = await Promise.all([
      startReplicatedPostgres(folders.home),
      withValkey ? startValkeyServer() : null,
      openMailbox(),
      Promise.all(Array.from({ length: count + 1 }, freePort)),
    ]);
    stops.push(postgres.stop, mailbox.close, async () => valkey?.stop());
    const [port = 0, ...nodePorts] = ports;
    const balancer: Balancer = await startBalancer(port, nodePorts);
    stops.push(balancer.close);
    const host = `localhost:${port}`;
    const origin = `http://${host}`;
    const unexpectedExits: string[] = [];
    const shared = {
      PUBLIC_URL: origin,
      DATABASE_URL: postgres.primary.url,
      MASTER_KEY: randomBytes(32).toString('base64'),
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'Cardea <no-reply@cardea.example>',
      TRUSTED_PROXIES: '127.0.0.1/32',
      ...(valkey === null ? {} : { VALKEY_URL: valkey.url }),
    };
    const settingsOf = (index: number) => {
      const data = join(folders.home, `node${index}`);
      mkdirSync(data, { recursive: true, mode: 0o700 });
      return { ...shared, PORT: String(nodePorts[index]), DATA_DIR: data };
    };
    const nodes = nodePorts.map((nodePort, index): Node => {
      let server: ServerProcess | undefined;
      const kill = async () => {
        const running = server;
        server = undefined;
        await running?.kill();
      };
      stops.push(kill);
      return {
        place: { port: nodePort, host, origin },
        async start() {
          server = await startServerProcess(settingsOf(index), join(folders.home, `node${index}.log`), (description) =>
            unexpectedExits.push(`node ${index}: ${description}`),
          );
        },
        kill,
      };
    });
    await nodes[0]?.start();
    let visitors = 0;
    return {
      ...{ folders, nodes, postgres, valkey, mailbox, unexpectedExits, remove },
      place: { port, host, origin },
      visitor() {
        visitors += 1;
        return createVisitor({ port, host, origin, address: `10.200.${visitors}.1` });
      },
      runVerb: (...words) => runVerb(settingsOf(0), words),
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
