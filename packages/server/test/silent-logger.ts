/**
 * A log that keeps nothing, for tests that do not read it.
 */
import type { Logger } from '../src/foundation/logging/index.ts';

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLogger,
};
