/** How long a session that begins now may live: what the settings say, and whether its owner wants to stay signed in. */
import type { EffectiveSettings } from '../applications/index.ts';
import type { SessionLifetimes } from '../sessions/index.ts';

/** Whoever was not asked, or did not tick the box, is on a browser that may not be theirs. */
export function sessionLife(settings: EffectiveSettings['session'], wantsToStay: boolean): SessionLifetimes {
  const { keepSignedIn, idleSeconds, unkeptIdleSeconds, absoluteSeconds } = settings;
  const isKept = keepSignedIn === 'always' || (keepSignedIn === 'ask' && wantsToStay);
  return { isKept, absoluteSeconds, idleSeconds: isKept ? idleSeconds : Math.min(unkeptIdleSeconds, idleSeconds) };
}
