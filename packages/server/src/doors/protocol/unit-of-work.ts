/**
 * One database transaction for one protocol request. It begins with the first write, is committed before the answer
 * leaves and undone when the answer is a refusal; what must outlive a refusal has a transaction of its own.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyRequest } from 'fastify';
import type { Database, Queries, StatementPart, Transaction } from '../../foundation/database/index.ts';
import type { ProblemError } from '../../foundation/errors/index.ts';
import type { CurrentSession } from '../../rooms/gate/index.ts';
import type { Issue, NewToken, TokenStanding } from '../../rooms/sessions/index.ts';
import type { Tenant } from '../../rooms/tenants/index.ts';
import type { Introspected } from './introspection.ts';
import type { Turns } from './turns.ts';

export type Work = {
  readonly tenant: Tenant;
  readonly request: FastifyRequest;
  /** Binds what waits for a person to this browser. */
  readonly browserSecret: string;
  /** The session of this browser, if it counts. */
  readonly session: { readonly current: CurrentSession; readonly secret: string } | null;
  /** The code or token that was presented, once it has been read: everything else about it is answered from here. */
  token: TokenStanding | null;
  /** Access tokens that are being looked for, by their id, and whether there is one. */
  readonly sought: Map<string, Promise<boolean>>;
  /** A signed token that is asked about, under its name for this request. */
  readonly introspected: Introspected | null;
  /** What follows the refresh token that is being used. */
  nextRefreshToken: string | null;
  /** How long a first refresh token counts, where its application stays for longer than a browser. */
  refreshSeconds: number | null;
  /** What the answer refused, for callers that are no browser. */
  refusal: ProblemError | null;
  /** What the answer gives out: written in one statement before it leaves, see give-out.ts. */
  readonly pending: Pending;
  /** Reads within the transaction once there is one. */
  queries(): Queries;
  /** The transaction, begun by the first call; it may hold ledger entries of the customer whose session this is. */
  write(): Promise<Transaction>;
  commit(): Promise<void>;
  rollback(): Promise<void>;
};

export type Pending = {
  grantId: string | null;
  uses: Issue['uses'];
  readonly tokens: NewToken[];
  readonly parts: StatementPart[];
};

type Begun = {
  readonly tx: Transaction;
  readonly finish: (outcome: 'commit' | 'rollback') => void;
  readonly over: Promise<unknown>;
};

const undone = new Error('The answer was a refusal: nothing of it is kept.');
const storage = new AsyncLocalStorage<Work>();

/** The work of the request that is being answered. */
export function currentWork(): Work {
  const work = storage.getStore();
  if (work === undefined) throw new Error('There is no protocol request here.');
  return work;
}

/** Runs the protocol engine with this work at hand. */
export function within<T>(work: Work, run: () => T): T {
  return storage.run(work, run);
}

/** Prepares the work of one request; no connection is taken until the first write. */
export function createWork(
  database: Database,
  turns: Turns,
  asked: Pick<Work, 'tenant' | 'request' | 'browserSecret' | 'session' | 'introspected'>,
): Work {
  const customers = asked.session === null ? [] : [asked.session.current.customerId];
  let beginning: Promise<Begun> | null = null;
  let begun: Begun | null = null;

  async function end(outcome: 'commit' | 'rollback'): Promise<void> {
    if (beginning === null) return;
    const { finish, over } = await beginning;
    beginning = null;
    begun = null;
    finish(outcome);
    try {
      await over;
    } finally {
      turns.give();
    }
  }

  async function takeTurn(): Promise<Begun> {
    await turns.take();
    try {
      begun = await begin(database, customers);
      return begun;
    } catch (error) {
      beginning = null;
      turns.give();
      throw error;
    }
  }

  return {
    ...asked,
    token: null,
    sought: new Map(),
    nextRefreshToken: null,
    refreshSeconds: null,
    refusal: null,
    pending: { grantId: null, uses: null, tokens: [], parts: [] },
    queries: () => begun?.tx ?? database.reader,
    async write() {
      beginning ??= takeTurn();
      return (await beginning).tx;
    },
    commit: () => end('commit'),
    rollback: () => end('rollback'),
  };
}

function begin(database: Database, customers: readonly string[]): Promise<Begun> {
  return new Promise((resolve, reject) => {
    const ending = Promise.withResolvers<void>();
    const finish = (outcome: 'commit' | 'rollback') => {
      if (outcome === 'commit') ending.resolve();
      else ending.reject(undone);
    };
    const over: Promise<void> = database.transaction({ customers }, async (tx) => {
      resolve({ tx, finish, over: settled });
      await ending.promise;
    });
    const settled = over.catch((error: unknown) => {
      if (error !== undone) throw error;
    });
    settled.catch(reject);
  });
}
