import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isSettingsRefusal } from '../../foundation/config/index.ts';
import { addBreachedPasswordsVerb } from './breached-passwords.ts';

const folder = mkdtempSync(join(tmpdir(), 'cardea-breached-'));
const target = join(folder, 'filter.bin');
const lines = join(folder, 'hashes.txt');
const hash = (first: string) => first.padEnd(40, '0');

beforeAll(() => {
  process.env['BREACHED_PASSWORDS_FILE'] = target;
  writeFileSync(lines, `${hash('1')}:1\n${hash('A')}:9\n${hash('B')}:9\n`);
});
afterAll(() => {
  delete process.env['BREACHED_PASSWORDS_FILE'];
  rmSync(folder, { recursive: true });
});

async function run(...args: string[]): Promise<readonly string[]> {
  const said: string[] = [];
  const program = new Command('cardea').exitOverride();
  addBreachedPasswordsVerb(program, { say: (line) => said.push(line) });
  try {
    await program.parseAsync(['breached-passwords', 'import', ...args], { from: 'user' });
    return said;
  } catch (error) {
    if (isSettingsRefusal(error)) return error.sentences;
    throw error;
  }
}

it('the file of leaked passwords is put where the servers look, and what was done is said', async () => {
  expect(await run(lines)).toEqual([
    expect.stringMatching(/^3 leaked passwords of 3 lines are in .*filter\.bin, after/),
  ]);
  expect(statSync(target).mode & 0o777).toBe(0o644);
  const [json = ''] = await run(lines, '--at-least', '9', '--json');
  const seconds = expect.any(Number);
  expect(JSON.parse(json)).toEqual({ file: target, lines: 3, passwords: 2, resumed_at_line: 0, seconds });
});

it('a file that is none is refused with a sentence, and the one that is there stays', async () => {
  const before = statSync(target).size;
  expect(await run(join(folder, 'nothing.txt'))).toEqual([expect.stringMatching(/^There is no file/)]);
  writeFileSync(lines, `${'A'.repeat(32)}:1\n`);
  expect(await run(lines)).toEqual([expect.stringMatching(/NTLM/)]);
  expect(statSync(target).size).toBe(before);
});
