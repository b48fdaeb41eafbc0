/** Whether a Valkey keeps what is counted in it: throws nothing away for want of memory, and is not empty after a restart. */
import type { Redis } from 'iovalkey';

export type ValkeyKeeping = {
  /** What it does when its memory is full; null where it is not told. */
  readonly policy: string | null;
  /** Whether it writes to a disk, as a log or as snapshots; null where it is not told. */
  readonly persists: boolean | null;
  /** Whether this login may read its configuration. */
  readonly mayAsk: boolean;
};

/** Asks CONFIG, and INFO where that is forbidden: INFO knows of the log, not of how often snapshots are taken. */
export async function readKeeping(client: Pick<Redis, 'config' | 'info'>): Promise<ValkeyKeeping> {
  const config = await readConfig(client);
  if (config !== null) {
    const [policy, log, snapshots] = config;
    return { policy, persists: log === 'yes' || snapshots !== '', mayAsk: true };
  }
  const info = await client.info().catch(() => '');
  const told = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
  return { policy: told('maxmemory_policy'), persists: told('aof_enabled') === '1' ? true : null, mayAsk: false };
}

async function readConfig(client: Pick<Redis, 'config'>): Promise<[string, string, string] | null> {
  const read = async (name: string) => {
    const answer: unknown = await client.config('GET', name);
    const value: unknown = Array.isArray(answer) ? answer[1] : undefined;
    if (typeof value !== 'string') throw new TypeError(`no ${name}`);
    return value;
  };
  try {
    return [await read('maxmemory-policy'), await read('appendonly'), await read('save')];
  } catch {
    // Forbidden to this login, or renamed away by whoever hosts it.
    return null;
  }
}
