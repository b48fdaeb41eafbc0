/** `cardea customers`: the verb that several files add to. */
import type { Command } from 'commander';

export function customersCommand(program: Command): Command {
  const known = program.commands.find((command) => command.name() === 'customers');
  return known ?? program.command('customers').description('the people with an account: invite, import, export');
}
