/** What a crash proof is judged by, and what can be wrong with it. */
import type { Mail } from '../product/mailbox.ts';
import type { History } from './history.ts';
import type { Outage } from './kills.ts';
import type { Truth } from './truth.ts';

export type Evidence = {
  readonly histories: readonly History[];
  readonly mails: readonly Mail[];
  readonly outages: readonly Outage[];
  readonly truth: Truth;
};

/** `lost` was promised and is not there, `duplicate` is there more often than it may be, `torn` is there in part. */
export type Fault = { readonly kind: 'lost' | 'duplicate' | 'torn' | 'refused'; readonly sentence: string };
