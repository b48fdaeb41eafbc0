/** A basket, and what becomes of it when it is paid for. */
import { type Item, itemById } from './catalogue.ts';

export type Receipt = {
  readonly lines: readonly Line[];
  readonly cents: number;
  readonly paidAt: Date;
  /** How long before the payment the person had proved who they are. */
  readonly provedSecondsBefore: number;
  /** By two factors, or a passkey. */
  readonly isStrong: boolean;
};

export type ShopState = { readonly basket: Map<string, number>; receipt: Receipt | null };

export type Line = { readonly item: Item; readonly count: number };

const mostOfOne = 9;

export const freshState = (): ShopState => ({ basket: new Map(), receipt: null });

export function add({ basket }: ShopState, id: string): void {
  if (itemById(id) === undefined) return;
  basket.set(id, Math.min(mostOfOne, (basket.get(id) ?? 0) + 1));
}

export function remove({ basket }: ShopState, id: string): void {
  basket.delete(id);
}

export function linesOf({ basket }: ShopState): Line[] {
  return [...basket].flatMap(([id, count]) => {
    const item = itemById(id);
    return item === undefined ? [] : [{ item, count }];
  });
}

export const totalOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { item, count }) => sum + item.cents * count, 0);
