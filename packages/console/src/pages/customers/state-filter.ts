/** The states that the list of customers can be narrowed to. */
export const states = ['active', 'disabled', 'closing', 'closed'] as const;
export type StateFilter = (typeof states)[number];
export const isStateFilter = (value: unknown): value is StateFilter => states.some((state) => state === value);
