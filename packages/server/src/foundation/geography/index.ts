/** The door of geography: where a network address seems to be, from files on this machine. It knows nothing of customers. */
export { createGeography, type Geography } from './geography.ts';
export type { Place } from './place.ts';
export type { GeographySource } from './source.ts';
