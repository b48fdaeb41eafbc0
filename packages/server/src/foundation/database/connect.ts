/**
 * Connections to PostgreSQL. Every one carries the limits below and acts as the serving role where it can; a lost
 * connection never ends the process, it becomes a refusal that invites to try again.
 */
import { Kysely, PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Logger } from '../logging/index.ts';
import { createStatementNames, type StatementNames, withoutNames } from './statement-names.ts';
import type { Tables } from './tables.ts';
import { isUnavailable, toRefusal } from './unavailable.ts';

/** A door to the database for single statements; a `Transaction` is one too. */
export type Queries = Kysely<Tables>;

export type ConnectionTarget = {
  readonly url: string;
  /** The role that each connection takes on, or undefined to act as the login itself. */
  readonly role: string | undefined;
  /** Behind a transaction pooler: no start-up settings, because the pooler refuses or mixes them up. */
  readonly pooled: boolean;
};

const statementTimeoutMilliseconds = 15_000;
const idleInTransactionTimeoutMilliseconds = 20_000;
const connectTimeoutMilliseconds = 5_000;

/** A pool of connections; its errors are logged and never thrown into the void. */
export function openPool(target: ConnectionTarget, options: { max: number; logger: Logger }): pg.Pool {
  // The driver lets options in the address replace ours, and the role with them: both are sent.
  const url = new URL(target.url);
  const given = target.pooled ? null : url.searchParams.get('options');
  if (given !== null) url.searchParams.delete('options');
  const settings = [
    ...(given === null ? [] : [given]),
    `-c statement_timeout=${statementTimeoutMilliseconds}`,
    `-c idle_in_transaction_session_timeout=${idleInTransactionTimeoutMilliseconds}`,
    ...(target.role === undefined ? [] : [`-c role=${target.role}`]),
  ];
  const pool = new pg.Pool({
    connectionString: given === null ? target.url : url.href,
    max: options.max,
    connectionTimeoutMillis: connectTimeoutMilliseconds,
    idleTimeoutMillis: 30_000,
    application_name: 'cardea',
    keepAlive: true,
    // The server's own limit does not help when it has become silent.
    query_timeout: statementTimeoutMilliseconds + (target.pooled ? 0 : 1_000),
    ...(target.pooled ? {} : { options: settings.join(' ') }),
  });
  pool.on('error', (error) => {
    // While the pool ends, connections say goodbye in any order; that is no loss.
    if (!pool.ending) options.logger.warn('An idle database connection was lost', { error });
  });
  // A connection lost while it is in use also rejects its query; without a listener it would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Of several statements sent at once the driver answers with a list. */
const lastOf = (results: unknown): unknown => (Array.isArray(results) ? results.at(-1) : results);

/** The typed query builder over a pool. */
export function openQueries(pool: pg.Pool, target: Pick<ConnectionTarget, 'pooled'>): Queries {
  const names = target.pooled ? withoutNames : createStatementNames();
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool: translating(pool, names) }) });
}

function translating(pool: pg.Pool, names: StatementNames): PostgresPool {
  // Kysely knows a connection by its object, so each client keeps one face for its whole life.
  const faces = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw toRefusal(error);
      });
      const known = faces.get(client);
      if (known !== undefined) return known;
      const face = faceOf(client, names);
      faces.set(client, face);
      return face;
    },
  };
}

function faceOf(client: pg.PoolClient, names: StatementNames): PostgresPoolClient {
  let lost = false;
  let beginsWithNext = false;
  let beginning: Promise<unknown> | undefined;
  const send = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    if (beginsWithNext) {
      beginsWithNext = false;
      // Nothing was done in it: there is nothing to end.
      if (text === 'commit' || text === 'rollback') return { command: text.toUpperCase(), rowCount: null, rows: [] };
      if (parameters.length === 0) return lastOf(await client.query(`begin; ${text}`));
      beginning = client.query('begin');
    }
    // In the order in which they were asked: an end that is asked meanwhile must not come before what it ends.
    await beginning;
    if (text === 'commit' || text === 'rollback') beginning = undefined;
    const name = names(text, parameters);
    return client.query({ text, values: [...parameters], ...(name === undefined ? {} : { name }) });
  };
  const query = async (text: string, parameters: readonly unknown[]): Promise<unknown> => {
    // A transaction begins together with its first statement, the lock: one way to the database and back less.
    if (text === 'begin') {
      beginsWithNext = true;
      return { command: 'BEGIN', rowCount: null, rows: [] };
    }
    try {
      return await send(text, parameters);
    } catch (error) {
      // The server's farewell can arrive before the end of its connection: nobody else may be given this one.
      lost ||= isUnavailable(error);
      throw toRefusal(error);
    }
  };
  return {
    query: query as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy === true || lost),
  };
}
