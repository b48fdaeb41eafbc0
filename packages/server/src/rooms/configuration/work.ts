/** Everything that an application of a file is made from: what there is, what is wanted, and what becomes of both. */
import type { Change, ReadConnectionSecrets, ReadSecrets } from './planned.ts';
import type { State } from './state.ts';
import type { Wanted } from './wanted.ts';

export type Work = {
  readonly state: State;
  readonly wanted: Wanted;
  readonly secrets: ReadSecrets;
  readonly connectionSecrets: ReadConnectionSecrets;
  readonly changes: readonly Change[];
};
