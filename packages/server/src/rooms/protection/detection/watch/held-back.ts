/** Messages of one channel that were held back: how many, for whom, and for which addresses that asked too often. */
export type HeldBack = {
  refused: number;
  readonly recipients: Map<string, number>;
  readonly sources: Map<string, number>;
};

export const nothingHeldBack = (): HeldBack => ({ refused: 0, recipients: new Map(), sources: new Map() });
