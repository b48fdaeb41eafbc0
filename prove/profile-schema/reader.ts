/** Somebody who looks at their profile again and again while the declaration changes, and notices how long it takes. */
import type { Visitor } from '../../packages/server/test/visitor.ts';

export type Reader = { stop(): Promise<{ pages: number; slowestMilliseconds: number; refused: number }> };

/** Begins to look; `stop` says what was seen. */
export function beginToRead(visitor: Visitor): Reader {
  let isReading = true;
  const seen = { pages: 0, slowestMilliseconds: 0, refused: 0 };
  const reading = (async () => {
    while (isReading) {
      const began = performance.now();
      const { status } = await visitor.request('/account/profile');
      seen.pages += 1;
      if (status !== 200) seen.refused += 1;
      seen.slowestMilliseconds = Math.max(seen.slowestMilliseconds, Math.round(performance.now() - began));
    }
  })();
  return {
    async stop() {
      isReading = false;
      await reading;
      return seen;
    },
  };
}
