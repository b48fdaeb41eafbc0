/**
 * The door of password hashing: Argon2id in threads of its own, sealed by the pepper, never more at once than the
 * machine has cores.
 */
export { createHashing, type Hashing, type HashPlace, type Pepper } from './hashing.ts';
