/**
 * What a proof is: something promised, shown on the real product under real faults, told in figures that anybody can
 * measure again.
 */
export type Figures = Readonly<Record<string, number | string | readonly string[]>>;

export type Verdict = {
  /** Whether the promise held, without one exception. */
  readonly ok: boolean;
  readonly figures: Figures;
};

export type ProofOptions = {
  /** Where random moments come from; the same seed makes the same plan. */
  readonly seed: number;
  /** Only this part of the plan, where a proof consists of parts: to see again what failed. */
  readonly walk?: number | undefined;
  /** Told now and then how far the work has come. */
  readonly progress: (line: string) => void;
};

/** The most faults that a verdict lists; their number is always told in full. */
const mostListed = 20;

/** A verdict that holds exactly when there is no fault. */
export function verdict(figures: Figures, faults: readonly string[]): Verdict {
  return {
    ok: faults.length === 0,
    figures: { ...figures, faults: faults.length, fault_list: faults.slice(0, mostListed) },
  };
}
