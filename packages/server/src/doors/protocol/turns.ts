/**
 * How many protocol transactions may be open at once: half of the connections. What such a request reads besides its
 * transaction goes over the other half, so requests that hold a connection never wait for one another.
 */
export type Turns = { take(): Promise<void>; give(): void };

export function createTurns(connections: number): Turns {
  let free = Math.max(1, Math.floor(connections / 2));
  const waiting: (() => void)[] = [];
  return {
    async take() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give() {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
