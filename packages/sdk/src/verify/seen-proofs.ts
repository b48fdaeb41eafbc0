/**
 * Remembers which proofs were shown, so that none counts twice. The memory is bounded and never forgets in favour of a
 * replay: when it is full, the second that holds most proofs is closed, and whatever was made in it is refused.
 */

export type SeenProofs = {
  /**
   * Remembers a proof, and says whether it was new.
   * @param issuedAt when it says it was made, in seconds; it is refused by its age `windowSeconds` later.
   */
  remember(proof: string, issuedAt: number): boolean | Promise<boolean>;
};

/** A memory for one process. Several processes of one API share a store of their own making. */
export function createSeenProofs({
  most,
  windowSeconds,
  now,
}: {
  readonly most: number;
  readonly windowSeconds: number;
  readonly now: () => number;
}): SeenProofs {
  const seconds = new Map<number, Set<string>>();
  const closed = new Set<number>();
  let count = 0;

  function drop(second: number): void {
    count -= seconds.get(second)?.size ?? 0;
    seconds.delete(second);
  }

  return {
    remember(proof, issuedAt) {
      const second = Math.floor(issuedAt);
      const oldest = now() / 1000 - windowSeconds;
      for (const past of seconds.keys()) if (past < oldest) drop(past);
      for (const past of closed) if (past < oldest) closed.delete(past);
      if (second < oldest || closed.has(second)) return false;
      const known = seconds.get(second) ?? new Set();
      if (known.has(proof)) return false;
      seconds.set(second, known.add(proof));
      count += 1;
      while (count > most) {
        const [fullest = 0] = [...seconds].reduce((a, b) => (b[1].size > a[1].size ? b : a));
        drop(fullest);
        closed.add(fullest);
      }
      return true;
    },
  };
}
