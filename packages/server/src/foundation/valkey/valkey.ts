/**
 * One connection to Valkey or Redis, and scripts that run there in one step. Nothing waits for it: an answer comes within
 * a moment or counts as none, and whoever asks has another way. It comes back by itself.
 */
import { Redis } from 'iovalkey';
import type { Clock } from '../clock/index.ts';
import type { Logger } from '../logging/index.ts';
import { readKeeping, type ValkeyKeeping } from './keeping.ts';

export type Valkey = {
  /** Runs a script on these keys and returns what it does; throws when Valkey is away, too slow, or refuses. */
  run(script: string, keys: readonly string[], values: readonly (string | number)[]): Promise<unknown>;
  /** Whether it answered last. */
  isThere(): boolean;
  /** Resolves when it answers, or after a moment without an answer. */
  begin(): Promise<void>;
  close(): Promise<void>;
};

const millisecond = { connect: 2_000, answer: 1_500, rest: 2_000 } as const;
const mostBetweenTries = 2_000;

const clientOf = (url: string) =>
  new Redis(url.replace(/^valkey(s?):/, 'redis$1:'), {
    lazyConnect: true,
    connectTimeout: millisecond.connect,
    commandTimeout: millisecond.answer,
    // What was asked of a lost connection is not asked again: it would be counted twice.
    ...{ enableOfflineQueue: false, maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false },
    retryStrategy: (tries) => Math.min(tries * 100, mostBetweenTries),
  });

/** Opens the connection at `begin`. */
export function createValkey(deps: { readonly url: string; readonly clock: Clock; readonly logger: Logger }): Valkey {
  const { clock, logger } = deps;
  const client = clientOf(deps.url);
  // Each failed try to connect is told there; what matters is said when it is noticed.
  client.on('error', () => undefined);
  let isLost: boolean | null = null;
  let isClosed = false;
  let restsUntil = 0;
  client.on('ready', () => note(false));
  client.on('close', () => isClosed || note(true));

  function note(lost: boolean, error?: unknown): void {
    if (lost === isLost) return;
    const wasLost = isLost === true;
    isLost = lost;
    if (lost)
      logger.error('Valkey is away: budgets are counted in PostgreSQL and are a quarter of what they were', {
        error: error instanceof Error ? error : null,
      });
    else if (wasLost) logger.warn('Valkey is back: budgets are counted there again');
  }

  return {
    isThere: () => isLost !== true,

    async run(script, keys, values) {
      // One that does not answer must not make everybody wait for it.
      if (client.status !== 'ready' || clock.monotonicMilliseconds() < restsUntil) throw new Error('Valkey is away');
      try {
        const result = await client.eval(script, keys.length, ...keys, ...values);
        note(false);
        return result;
      } catch (error) {
        restsUntil = clock.monotonicMilliseconds() + millisecond.rest;
        note(true, error);
        throw error;
      }
    },

    async begin() {
      await client.connect().then(
        () => note(false),
        (error: unknown) => note(true, error),
      );
    },

    async close() {
      isClosed = true;
      client.disconnect();
    },
  };
}

/** Null when a Valkey at this address answers and may be written to; otherwise what is wrong. */
export async function examineValkey(url: string): Promise<string | null> {
  return look(url, async (client) => {
    const time = await client.eval(
      "redis.call('SET', KEYS[1], 1, 'PX', 1000) return redis.call('TIME')",
      1,
      'cardea:doctor',
    );
    return Array.isArray(time) ? null : 'it gives an answer that nobody expects';
  }).catch((error: unknown) => (error instanceof Error ? error.message : 'it does not answer'));
}

/** Whether the Valkey at this address keeps what is counted in it. Throws where none answers. */
export const examineKeeping = (url: string): Promise<ValkeyKeeping> => look(url, readKeeping);

async function look<Result>(url: string, ask: (client: Redis) => Promise<Result>): Promise<Result> {
  const client = clientOf(url);
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await ask(client);
  } finally {
    client.disconnect();
  }
}
