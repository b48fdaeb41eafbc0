/**
 * The door of the log: JSON lines in which text appears only when its author marked it as harmless.
 */
export { createLogger, type LogDestination, type LogFields, type Logger, type LogLevel } from './logger.ts';
export { type PlainText, plain } from './redaction.ts';
