/** The door of Valkey, where one is configured: a store in memory that all nodes share. It knows nothing of customers. */
export type { ValkeyKeeping } from './keeping.ts';
export { createValkey, examineKeeping, examineValkey, type Valkey } from './valkey.ts';
