/** The privacy room, its small beginning: what is over does not stay. */
import { type PurgeDependencies, purgeExpired, purgeTask, schedulePurge } from './purge-expired.ts';

export type { Purge, PurgeDependencies } from './purge-expired.ts';

/** Opens the room. */
export function createPrivacy(deps: PurgeDependencies) {
  return {
    /** Has everything removed that is over, now and every hour from then on. */
    schedulePurge: (): Promise<void> => schedulePurge(deps, 0),
    /** The jobs of this room, for the runner. */
    tasks: { [purgeTask]: () => purgeExpired(deps) } as Readonly<Record<string, (payload: unknown) => Promise<void>>>,
  };
}
