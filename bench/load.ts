/** Load in a closed loop: so many at once, each beginning its next as soon as the last is done, for so many seconds. */

/** Done once; throws when it was not done properly, which counts as an error. */
export type Operation = () => Promise<void>;

export type Loaded = {
  readonly operation: Operation;
  /** How many are under way at once. */
  readonly concurrency: number;
  /** CPU milliseconds that the measured processes have used so far, or null where the system does not tell. */
  cpuMilliseconds(): number | null;
};

export type Load = {
  readonly operations: number;
  readonly errors: number;
  /** The first thing that went wrong, for whoever looks for the reason. */
  readonly firstError: string | null;
  readonly seconds: number;
  readonly cpuMilliseconds: number | null;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
};

const longestWarmUpSeconds = 2;
const longestWaitSeconds = 20;

/** Warms up, then measures. What is still under way at the end is waited for and not counted. */
export async function putUnderLoad(loaded: Loaded, seconds: number, tell: (line: string) => void): Promise<Load> {
  let running = true;
  let measuring = false;
  let errors = 0;
  let firstError: string | null = null;
  const latencies: number[] = [];

  const worker = async () => {
    while (running) {
      const began = performance.now();
      try {
        await loaded.operation();
        if (measuring) latencies.push(performance.now() - began);
      } catch (error) {
        firstError ??= error instanceof Error ? error.message : String(error);
        if (measuring) errors += 1;
        // A server that refuses at once must not turn the loop into a storm.
        await pause(20);
      }
    }
  };
  const workers = Array.from({ length: loaded.concurrency }, worker);
  await pause(Math.min(longestWarmUpSeconds, seconds / 2) * 1000);
  const cpuBefore = loaded.cpuMilliseconds();
  const began = performance.now();
  measuring = true;
  const leftOf = (whole: number) => whole * 1000 - (performance.now() - began);
  // On a machine that is busy with others a short run goes on until one is done.
  while (leftOf(seconds) > 0 || (latencies.length === 0 && errors === 0 && leftOf(longestWaitSeconds) > 0)) {
    await pause(Math.min(Math.max(leftOf(seconds), 20), 250));
    tell(`${latencies.length} done`);
  }
  measuring = false;
  const cpuAfter = loaded.cpuMilliseconds();
  const elapsed = (performance.now() - began) / 1000;
  running = false;
  const done = latencies.length;
  await Promise.all(workers);

  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.min(done - 1, Math.floor(done * share))] ?? 0;
  return {
    operations: done,
    errors,
    firstError,
    seconds: elapsed,
    cpuMilliseconds: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
