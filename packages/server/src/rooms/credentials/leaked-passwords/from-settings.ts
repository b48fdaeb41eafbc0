/** Where leaked passwords are looked up: the files beside the data, and the range service where one is set. */
import { breachedPasswordsFile, type Settings } from '../../../foundation/config/index.ts';
import { createInstallationClient } from '../../../foundation/http-client/index.ts';
import type { LeakedPasswordsDependencies } from './index.ts';

// A padded answer has some thousand lines of forty characters.
const mostBytes = 512 * 1024;
const timeoutMilliseconds = 1000;

export function leakedPasswordsOf(
  settings: Settings,
  ground: Pick<LeakedPasswordsDependencies, 'clock' | 'logger' | 'metrics'>,
): LeakedPasswordsDependencies {
  const { breachedPasswordsRangeUrl: url, development } = settings;
  const http = createInstallationClient({ development, timeoutMilliseconds, mostBytes });
  const { clock, logger, metrics } = ground;
  const file = breachedPasswordsFile(settings);
  return { file, range: url === undefined ? undefined : { url, http }, clock, logger, metrics };
}
