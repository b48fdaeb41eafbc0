/**
 * The door of the figures: what the server counts about itself, without ids and without people.
 */
export { createMetrics, type Metrics, type SignInOutcome } from './metrics.ts';
