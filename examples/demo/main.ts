/**
 * `npm run demo`: Cardea with its own data, two applications that share a sign-in, twelve people with a story, the
 * owner of it all, and a page that says what to try. Everything ends with this process.
 */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inviteOwner, placesOf, startApplications, startCardea } from './applications.ts';
import { openGuide } from './guide/index.ts';
import { openMemory } from './memory.ts';
import { choosePorts } from './ports.ts';
import { createProcesses } from './processes.ts';
import { bringPeople, demoPassword, owner, stories } from './seed/index.ts';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const stops: (() => Promise<unknown>)[] = [];
let ending: Promise<never> | null = null;

/** Takes everything down, however often it is asked to: a terminal and a parent may both pass a signal on. */
function end(exitCode: number): Promise<never> {
  ending ??= (async () => {
    for (const stop of stops.toReversed()) await stop().catch((error: Error) => say(error.message));
    process.exit(exitCode);
  })();
  return ending;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0));

async function run(): Promise<void> {
  const memory = openMemory(
    path.resolve(process.env['DEMO_DATA_DIR'] ?? fileURLToPath(new URL('../../data-demo', import.meta.url))),
  );
  stops.push(async () => memory.release());
  const ports = await choosePorts(process.env['PORT']);
  const places = placesOf(ports);
  const log = path.join(memory.folder, 'demo.log');
  const processes = createProcesses(log, (name) => {
    say(`${name} has ended, so the demo ends too. What it said is in ${log}.`);
    void end(1);
  });
  stops.push(() => processes.stop());

  say('Starting Cardea…');
  await startCardea({ memory, processes, places, ports });
  say('Opening the shop and the video service…');
  await startApplications({ memory, processes, places, ports });
  if (!memory.isPeopled) {
    say(`Letting ${stories.length} people live their stories…`);
    await bringPeople(places, await inviteOwner({ memory, processes, places, ports }, owner.email));
    memory.rememberPeople();
  }
  const guide = await openGuide(places, ports.guide);
  stops.push(() => guide.close());

  say('');
  say(`Things to try   ${places.guide}`);
  say(`The shop        ${places.shop}`);
  say(`The videos      ${places.video}`);
  say(`The account     ${places.cardea}/account`);
  say(`The console     ${places.cardea}/console   as ${owner.email}`);
  say('');
  say(`The same password for all demo people: ${demoPassword}`);
  say(`Ctrl-C ends everything. To begin again from nothing, delete ${memory.folder}.`);
  say(`Demo ready at ${places.guide}`);
}

run().catch((error: Error) => {
  // Stopped while it was still starting: what breaks then is no failure.
  if (ending !== null) return;
  process.stderr.write(`${error.message}\n`);
  void end(1);
});
