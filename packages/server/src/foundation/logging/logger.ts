/**
 * The logger. A line is a constant sentence and fields that pass the redaction; writing one never waits, never throws
 * and never takes the caller down, whatever it is given.
 */
import { type DestinationStream, destination, pino, stdTimeFunctions } from 'pino';
import { redactFields } from './redaction.ts';
import { escapeControls } from './scrub.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Numbers, booleans, dates, errors, ids and `plain` texts are shown; any other text prints as "[redacted]". */
export type LogFields = Readonly<Record<string, unknown>>;

export type Logger = {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger whose every line carries these fields too. */
  child(fields: LogFields): Logger;
};

export type LogDestination = DestinationStream;

const longestMessage = 500;
const mostBytesWaiting = 8 * 1024 * 1024;

/** A logger that writes JSON lines to standard output, or to the given destination. */
export function createLogger(options: { readonly level: LogLevel; readonly destination?: LogDestination }): Logger {
  const lines = pino(
    {
      level: options.level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? standardOutput(),
  );

  const withFields = (bound: Readonly<Record<string, unknown>>): Logger => {
    const write =
      (level: LogLevel) =>
      (message: string, fields: LogFields = {}) => {
        if (!lines.isLevelEnabled(level)) return;
        try {
          lines[level]({ ...bound, ...redactFields(fields) }, escapeControls(String(message).slice(0, longestMessage)));
        } catch {
          // There is nowhere left to say it: a full disk or a closed pipe must not fail the request.
        }
      };
    return {
      debug: write('debug'),
      info: write('info'),
      warn: write('warn'),
      error: write('error'),
      child: (fields) => withFields({ ...bound, ...redactFields(fields) }),
    };
  };
  return withFields({});
}

/** Writes in the background; when the reader is slower than the log, lines are dropped rather than memory filled. */
function standardOutput(): DestinationStream {
  const output = destination({ dest: 1, sync: false, maxLength: mostBytesWaiting });
  output.on('error', () => {});
  return output;
}
