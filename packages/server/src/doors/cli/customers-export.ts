/** `cardea customers export`: takes all customers of a tenant out into a file that only its maker can read. */
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { environment, readSettings, settingsRefusal } from '../../foundation/config/index.ts';
import { csvLines } from '../../rooms/directory/index.ts';
import { customersCommand } from './customers-command.ts';
import type { MovingRooms, WithRooms } from './rooms.ts';
import { jsonOption, tenantOf, tenantOption } from './tenant-of.ts';

type Options = {
  readonly format: 'ndjson' | 'csv';
  readonly out: string;
  readonly includePasswordHashes?: boolean;
  readonly tenant?: string;
  readonly json?: boolean;
};

const help = `
The file holds everything: profile, identifiers, consents, accounts elsewhere, ids. It is readable by you alone; keep it
so. The ledger notes the export and owners are told of it by mail. Password hashes leave only when they are asked for.

  ./cardea customers export --out customers.ndjson --include-password-hashes
  ./cardea customers import customers.ndjson --keep-subjects        (in another installation)

CSV is for people: what a spreadsheet would take for a formula gets an apostrophe before it, and consents and accounts
elsewhere are left out.`;

/** Adds the verb to the command line. */
export function addExportVerb(
  program: Command,
  { withRooms, say }: { readonly withRooms: WithRooms<MovingRooms>; readonly say: (line: string) => void },
): void {
  customersCommand(program)
    .command('export')
    .description('take all customers out into a file')
    .requiredOption('--out <file>', 'the file to write; it must not exist yet')
    .addOption(new Option('--format <name>', 'what to write').choices(['ndjson', 'csv']).default('ndjson'))
    .option('--include-password-hashes', 'with the password hashes')
    .addOption(tenantOption())
    .addOption(jsonOption())
    .addHelpText('after', help)
    .action(async (options: Options) => {
      const { format, out } = options;
      const withPasswordHashes = options.includePasswordHashes === true;
      const result = await withRooms(readSettings(environment), async (rooms) => {
        const tenant = await rooms.tenants.byId(await tenantOf(rooms, options.tenant));
        if (tenant === null) throw settingsRefusal(['There is no such tenant.']);
        const output = createWriteStream(out, { flags: 'wx', mode: 0o600 });
        await opened(output, out);
        try {
          const { exportId, attributes, records } = await rooms.moving.exportCustomers({
            tenant,
            format,
            includePasswordHashes: withPasswordHashes,
            actor: { kind: 'system' },
          });
          const csv = csvLines(attributes, { withPasswordHashes });
          let customers = 0;
          await pipeline(async function* () {
            if (format === 'csv') yield csv.header;
            for await (const record of records) {
              customers += 1;
              yield format === 'csv' ? csv.line(record) : `${JSON.stringify(record)}\n`;
            }
          }, output);
          return { exportId, customers, prefixed: csv.prefixed() };
        } catch (error) {
          // Half a file is worse than none: somebody would take it for the whole.
          await rm(out, { force: true });
          throw error;
        }
      });
      const { exportId, customers, prefixed } = result;
      if (options.json === true)
        say(
          JSON.stringify({
            export: exportId,
            customers,
            format,
            file: out,
            with_password_hashes: withPasswordHashes,
            prefixed_cells: prefixed,
          }),
        );
      else {
        say(`Exported ${customers} customers to ${out}${withPasswordHashes ? ', with their password hashes' : ''}.`);
        if (prefixed > 0) say(`${prefixed} cells that a spreadsheet would take for formulas begin with an apostrophe.`);
      }
    });
}

function opened(output: ReturnType<typeof createWriteStream>, out: string): Promise<void> {
  return new Promise((resolve, reject) => {
    output.once('open', () => resolve());
    output.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EEXIST' ? settingsRefusal([`${out} is there already; choose another name.`]) : error),
    );
  });
}
