/**
 * The door of password hashing: Argon2id in threads of its own, sealed by the pepper, on all cores but the one
 * that answers meanwhile. Hashes of other systems are checked there too, until their owners have signed in once.
 */
export type { HashRefusal } from './foreign/format.ts';
export type { HashLane } from './hash-queue.ts';
export { createHashing, type Hashing, type HashPlace, type Pepper, type StandIn } from './hashing.ts';
export { leakHash } from './leak-hash.ts';
