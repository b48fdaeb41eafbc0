/** Runs one server: opens the ground, builds the house, listens, and takes everything down in reverse order. */
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { composeHouse, type House } from './compose.ts';
import { listenForMetrics } from './doors/health/index.ts';
import { systemClock } from './foundation/clock/index.ts';
import { type Settings, settingsRefusal } from './foundation/config/index.ts';
import { openDatabase } from './foundation/database/index.ts';
import { openMasterKey } from './foundation/encryption/index.ts';
import { createLogger, type Logger } from './foundation/logging/index.ts';
import { createMetrics } from './foundation/telemetry/index.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

// After this a start hangs on something that is away, and waiting for it would only delay the end.
const longestStartMilliseconds = 20_000;

/** Starts the server and prints its ready line. Refuses with a settings refusal; stops on SIGTERM and SIGINT. */
export async function serve(settings: Settings, say: (line: string) => void): Promise<void> {
  const clock = systemClock;
  const logger = createLogger({ level: settings.logLevel });
  const metrics = createMetrics();
  for (const warning of settings.warnings ?? []) logger.warn(warning);

  // One bad request must never take the others down with it (case 235).
  process.on('unhandledRejection', (error) => logger.error('A promise was rejected and nobody listened', { error }));
  process.on('uncaughtException', (error) => logger.error('An exception reached the top of the process', { error }));

  const stops: (() => Promise<unknown>)[] = [];
  let stopping: Promise<void> | null = null;
  const stop = (exitCode: number) => {
    // A start that is under way is finished first: a database that is just coming up would be left behind.
    const settled = Promise.race([started, sleep(longestStartMilliseconds, undefined, { ref: false })]);
    stopping ??= settled.then(() => takeDown(stops, logger)).then(() => process.exit(exitCode));
    return stopping;
  };
  const { promise: started, resolve: settle } = Promise.withResolvers<void>();
  // Not `once`: a terminal and a parent may both pass a signal on, and the second must not cut the first one short.
  process.on('SIGTERM', () => void stop(0));
  process.on('SIGINT', () => void stop(0));

  try {
    const database = await openDatabase({ settings, logger, clock, onLost: () => void stop(1) });
    stops.unshift(() => database.close());
    const { dataDirectory, masterKey: given } = settings;
    const { masterKey, recoveryKey } = await openMasterKey({ queries: database.reader, dataDirectory, given });
    if (recoveryKey !== null) sayRecoveryKey(recoveryKey, say);
    const house = await composeHouse({ settings, clock, logger, metrics, database, masterKey });
    stops.unshift(() => house.stop());
    await house.start();
    await house.app.listen({ host: settings.host, port: settings.port }).catch(refuseListening('PORT', settings.port));
    if (settings.metricsPort !== undefined) {
      const server = await listenForMetrics(settings.metricsPort, metrics).catch(
        refuseListening('METRICS_PORT', settings.metricsPort),
      );
      stops.unshift(async () => server.close());
    }
    if (settings.development)
      say(`Development: e-mail is not sent, read it at ${settings.publicUrl.origin}/dev/outbox`);
    await saySetUp(house, settings, say);
    say(`Cardea ${version} ready at ${settings.publicUrl.origin}`);
  } catch (error) {
    await takeDown(stops, logger);
    throw error;
  } finally {
    settle();
  }
}

/** What keeps a port from us is the operator's to mend, so it is said in a sentence. */
function refuseListening(name: 'PORT' | 'METRICS_PORT', port: number): (error: NodeJS.ErrnoException) => never {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Another program does so already. Stop it, or set ${name} to another port.`,
    EACCES: `This user may not. Set ${name} to a port from 1024 upwards.`,
    EADDRNOTAVAIL: 'This machine does not have that address. Set HOST to one it has, or to 0.0.0.0.',
    ENOTFOUND: 'That name leads to no address. Set HOST to an address of this machine, or to 0.0.0.0.',
  };
  return (error) => {
    const reason = reasons[error.code ?? ''];
    throw reason === undefined ? error : settingsRefusal([`Port ${port} cannot be listened on. ${reason}`]);
  };
}

/** Everything is stopped, even when one part fails to. */
async function takeDown(stops: readonly (() => Promise<unknown>)[], logger: Logger): Promise<void> {
  for (const stop of stops)
    await stop().catch((error: unknown) => logger.error('A part did not stop cleanly', { error }));
}

/** Until there is an owner. The link opens everything, so it is shown only where this machine alone can use it. */
async function saySetUp(house: House, { development }: Settings, say: (line: string) => void): Promise<void> {
  if (development) {
    const link = await house.setUpLink();
    if (link !== null) say(`Set up: ${link}`);
  } else if (await house.needsOwner()) {
    say('Nobody administers yet. Get a set-up link with: ./cardea admin create --email you@example.com');
  }
}

function sayRecoveryKey(recoveryKey: string, say: (line: string) => void): void {
  say('');
  say('Recovery key, shown this once. Without it or the master key, nobody can read the data again:');
  say(`  ${recoveryKey}`);
  say('Write it down and keep it away from this machine.');
  say('');
}
