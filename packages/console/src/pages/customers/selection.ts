/** Whom an action on many is for: some of this page, or everybody in a state on every page. */
import type { BulkSelection } from '../../api/bulk.ts';
import type { StateFilter } from './state-filter.ts';

export type Chosen =
  | { readonly who: 'some'; readonly ids: ReadonlySet<string> }
  /** `undefined`: whatever the state, but never who is closed already. */
  | { readonly who: 'everybody'; readonly state: Exclude<StateFilter, 'closed'> | undefined };

export const nobody: Chosen = { who: 'some', ids: new Set() };

/** As the API takes it. */
export function selectionOf(chosen: Chosen): BulkSelection {
  if (chosen.who === 'some') return { customer_ids: [...chosen.ids] };
  return { filter: chosen.state === undefined ? {} : { state: chosen.state } };
}
