/** `cardea breached-passwords import`: makes the filter of leaked passwords that every node looks into. */
import { type Command, InvalidArgumentError } from 'commander';
import { systemClock } from '../../foundation/clock/index.ts';
import { breachedPasswordsFile, environment, readSettings } from '../../foundation/config/index.ts';
import { importHashes } from '../../rooms/credentials/index.ts';
import { importAlone } from './import-alone.ts';
import { createProgressBar } from './progress-bar.ts';
import { jsonOption } from './tenant-of.ts';

const help = `
Takes the SHA-1 file of Pwned Passwords that is ordered by hash, unpacked: lines of HASH:COUNT, as its downloader
writes them into one file. It is read once, in constant memory; the result has four bytes a password and is put in
DATA_DIR, or where BREACHED_PASSWORDS_FILE says. A running server uses it within seconds, without a restart.

Stopped or killed, the same command goes on where it was. One import runs at a time, on all nodes of an installation:
another one is refused, with exit code 1. Where no server runs, the database is started for it, and a server can start
when it is done. Of several nodes, one makes the file; it is copied to, or mounted on, the others, and
BREACHED_PASSWORDS_FILE names it there.

  ./cardea breached-passwords import pwned-passwords-sha1-ordered-by-hash.txt
  ./cardea breached-passwords import pwned-passwords-sha1-ordered-by-hash.txt --at-least 5`;

/** Adds the verb to the command line. */
export function addBreachedPasswordsVerb(program: Command, { say }: { readonly say: (line: string) => void }): void {
  program
    .command('breached-passwords')
    .description('passwords that are known to others: import')
    .command('import <file>')
    .description('take in the Pwned Passwords file; safe to stop and to run again')
    .option('--at-least <number>', 'leave out what was seen less often', wholeNumber, 1)
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action(async (source: string, options: { readonly atLeast: number; readonly json?: boolean }) => {
      const settings = readSettings(environment);
      const target = breachedPasswordsFile(settings);
      const began = systemClock.monotonicMilliseconds();
      const secondsSince = () => (systemClock.monotonicMilliseconds() - began) / 1000;
      const bar = createProgressBar({ word: 'Importing', clock: systemClock });
      const { atLeast } = options;
      let begunAt = 0;
      const { lines, entries, resumedAt } = await importAlone(settings, (signal) =>
        importHashes({
          ...{ source, target, atLeast, signal },
          onProgress: ({ bytes, ofBytes, lines }) => {
            // What an earlier run had done says nothing of how fast this one is.
            if (begunAt === 0) begunAt = bytes;
            const left = (secondsSince() * (ofBytes - bytes)) / Math.max(bytes - begunAt, 1);
            const note = `${lines} passwords`;
            bar.tell({ bytes, ofBytes, note: bytes === begunAt ? note : `${note}, ${Math.ceil(left)} s left` });
          },
        }).finally(bar.done),
      );
      const seconds = secondsSince();
      if (options.json === true) {
        say(JSON.stringify({ file: target, lines, passwords: entries, resumed_at_line: resumedAt, seconds }));
        return;
      }
      if (resumedAt > 0) say(`Went on after line ${resumedAt}, where it had been stopped.`);
      say(`${entries} leaked passwords of ${lines} lines are in ${target}, after ${seconds.toFixed(1)} s.`);
    });
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 1_000_000_000)
    throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return number;
}
