/**
 * A pause that can be cut short. A call that comes while nobody waits is remembered, so no wake-up is lost between
 * looking and waiting.
 */
export type WakeSignal = {
  wake(): void;
  /** Forgets earlier calls: whoever looks after this sees what they announced. */
  clear(): void;
  /** Resolves after this time, or at once when woken. */
  wait(milliseconds: number): Promise<void>;
};

export function createWakeSignal(): WakeSignal {
  let woken = false;
  let resume: (() => void) | null = null;
  return {
    wake() {
      woken = true;
      resume?.();
    },
    clear() {
      woken = false;
    },
    async wait(milliseconds) {
      if (!woken) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, milliseconds);
          resume = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        resume = null;
      }
      woken = false;
    },
  };
}
