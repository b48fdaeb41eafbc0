/**
 * Spares customers the wait for a provider that does not answer: after some failures in a row it is not asked for a while,
 * and then by one of them alone. Kept in memory: it only ever says no sooner than the provider would.
 */
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../../../foundation/clock/index.ts';
import { UpstreamFailure } from './failure.ts';

const mostFailures = 3;
const restMilliseconds = 30_000;
const mostConnections = 10_000;

type State = { failures: number; restsUntil: number };
export type Breaker = {
  guard<Result>(key: string, work: () => Promise<Result>): Promise<Result>;
  demandAwake(key: string): void;
};

export function createBreaker({ clock }: { readonly clock: Clock }): Breaker {
  const states = new LRUCache<string, State>({ max: mostConnections });
  /** As it is now; refuses while it rests. */
  function awake(key: string, now: number): State {
    const state = states.get(key) ?? { failures: 0, restsUntil: 0 };
    if (state.restsUntil > now) throw new UpstreamFailure('unavailable', 'it did not answer lately');
    return state;
  }
  return {
    /** Refuses while it rests, for work that asks the provider nothing: that it works says nothing of it. */
    demandAwake: (key) => void awake(key, clock.monotonicMilliseconds()),

    /** Does the work, or refuses it at once. Only what is the provider's trouble counts against it. */
    async guard(key, work) {
      const now = clock.monotonicMilliseconds();
      const state = awake(key, now);
      // One is let through; whoever comes meanwhile is told at once.
      if (state.failures >= mostFailures) states.set(key, { ...state, restsUntil: now + restMilliseconds });
      try {
        const result = await work();
        states.delete(key);
        return result;
      } catch (error) {
        if (error instanceof UpstreamFailure && error.isHearsay) {
          // Anybody can bring any error along: it neither closes the way for others nor says that the provider is back.
          if (state.failures >= mostFailures) states.set(key, state);
          throw error;
        }
        if (!(error instanceof UpstreamFailure) || error.kind !== 'unavailable') {
          states.delete(key);
          throw error;
        }
        const failures = (states.get(key)?.failures ?? 0) + 1;
        const restsUntil = failures >= mostFailures ? clock.monotonicMilliseconds() + restMilliseconds : 0;
        states.set(key, { failures, restsUntil });
        throw error;
      }
    },
  };
}
