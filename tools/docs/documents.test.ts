/** The manual says what the code does, and nothing in the repository makes an exception from its own rules. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { documents } from './documents.ts';

const skipped = new Set(['node_modules', '.git', '.cache', 'coverage', 'data']);
const files = globSync('**/*.*', { exclude: (name) => skipped.has(name) || name.startsWith('data-') });

test.each(Object.entries(documents()))('docs/%s is current (node tools/generate-docs.ts)', (name, text) => {
  expect(readFileSync(path.join('docs', name), 'utf8')).toBe(text);
});

test('every link between our documents leads somewhere', () => {
  const broken = files
    .filter((file) => file.endsWith('.md'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((match) => path.join(path.dirname(file), match[1]!))
        .filter((target) => !existsSync(target))
        .map((target) => `${file} → ${target}`),
    );
  expect(broken).toEqual([]);
});

test('no rule is switched off in the code and no work is left for later', () => {
  const marks = [/biome-[i]gnore/, /@ts-[ine][a-z-]+/, /\bTO[D]O\b/, /\bFIX[M]E\b/];
  const marked = files
    .filter((file) => /\.(ts|mjs|js|css|sql|liquid)$/.test(file))
    .filter((file) => marks.some((mark) => mark.test(readFileSync(file, 'utf8'))));
  expect(marked).toEqual([]);
});
