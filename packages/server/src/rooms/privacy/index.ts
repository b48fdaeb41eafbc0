/** The privacy room, its small beginning: what is over does not stay. */
import { type PurgeDependencies, purgeExpired, purgeTask } from './purge-expired.ts';

export type { Purge, PurgeDependencies } from './purge-expired.ts';

export type Privacy = ReturnType<typeof createPrivacy>;

/** Opens the room. */
export function createPrivacy(deps: PurgeDependencies) {
  const purge = () => purgeExpired(deps);
  return {
    /** Removes what is over now, and every hour from then on. */
    purgeExpired: purge,
    /** The jobs of this room, for the runner. */
    tasks: { [purgeTask]: purge } as Readonly<Record<string, (payload: unknown) => Promise<void>>>,
  };
}
