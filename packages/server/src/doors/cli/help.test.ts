/** The command line explains itself: nobody should need more than `--help` to use a verb. */
import { expect, it } from 'vitest';
import { helpTextOf, verbsOf } from './help.ts';
import { createProgram } from './index.ts';

const nobody = () => Promise.reject(new Error('nothing is done here'));
const open = () => createProgram({ serve: nobody, withRooms: nobody });
const verbs = verbsOf(open());

it.each(verbs)('%s says what it does, shows an example and its exit codes', (name, verb) => {
  const help = helpTextOf(verb, 100);
  expect(verb.description()).toMatch(/^[a-z].{15,}[^.]$/);
  expect(help).toContain(`./cardea ${name}`);
  expect(help.split('\n').slice(1).join('\n'), 'an example').toContain(`./cardea ${name}`);
  expect(help).toMatch(/\nExit codes:\n {2}0 {2}\S.*\n {2}1 {2}\S/);
  for (const option of verb.options) expect(option.description, `${name} ${option.flags}`).not.toBe('');
});

it('the verbs stand in groups, and none is forgotten', () => {
  const program = open();
  expect(
    program.commands.filter((command) => command.name() !== 'help' && !command.helpGroup()).map((c) => c.name()),
  ).toEqual([]);
  const help = helpTextOf(program, 100);
  expect(help).toContain('Usage: ./cardea');
  expect(help).toContain('New here?');
});

it.each([
  ['aplications', 'applications'],
  ['docter', 'doctor'],
  ['keys rotat', 'rotate'],
])('%s is answered with what was probably meant', async (typed, meant) => {
  let said = '';
  const program = open();
  const all = [program, ...program.commands, ...verbsOf(program).map(([, verb]) => verb)];
  for (const command of all) {
    command.exitOverride().configureOutput({
      writeErr: (text) => {
        said += text;
      },
    });
  }
  await expect(program.parseAsync(typed.split(' '), { from: 'user' })).rejects.toThrow('unknown command');
  expect(said).toContain(`Did you mean ${meant}?`);
});
