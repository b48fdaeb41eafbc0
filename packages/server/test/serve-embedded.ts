/**
 * A process that serves an embedded database until SIGTERM, for tests that kill it. Says what happened as one JSON
 * line: `node serve-embedded.ts DATA_DIR`.
 */
import { systemClock } from '../src/foundation/clock/index.ts';
import { startEmbeddedPostgres } from '../src/foundation/database/embedded/index.ts';
import { silentLogger } from './silent-logger.ts';

const say = (answer: object): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);
try {
  const server = await startEmbeddedPostgres({
    dataDirectory: process.argv[2] ?? '',
    logger: silentLogger,
    clock: systemClock,
  });
  process.once('SIGTERM', () => void server.stop().then(() => process.exit(0)));
  say({ adopted: server.adopted, ownerUrl: server.ownerUrl });
} catch (error) {
  say({ refused: error instanceof Error ? error.message : String(error) });
  process.exit(3);
}
