/** Each page loads the words that it speaks: read from the sources, along all that a page imports. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { areas as german } from './de/index.ts';
import { areas as english } from './en/index.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const words = new Map<string, string>();
for (const [area, load] of Object.entries(english))
  for (const id of Object.keys(await load())) words.set(id.replace(/_(one|other)$/, ''), area);

/** All files that belong to a page: its own and what they import, but for what is loaded later. */
function filesOf(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(path.join(root, file))) return seen;
  seen.add(file);
  for (const [, from = ''] of read(file).matchAll(/^(?:import|export)\b[^;]*? from '(\.[^']+)';/gms))
    filesOf(path.normalize(path.join(path.dirname(file), from)), seen);
  return seen;
}

/** The areas of the texts that these files name. */
function spokenIn(files: Iterable<string>): Set<string> {
  const found = new Set<string>();
  for (const file of files)
    for (const [, id = '', isOpen] of read(file).matchAll(/['`]([a-z][A-Za-z-]*(?:\.[A-Za-z_-]+)+\.?)(\$\{)?/g)) {
      const area = isOpen === undefined ? words.get(id) : [...words].find(([known]) => known.startsWith(id))?.[1];
      if (area !== undefined) found.add(area);
    }
  return found;
}

const router = read('app/router.tsx');
const pages = [...router.matchAll(/speaking\(\s*\[([^\]]*)\],\s*\(\) => import\('\.\.\/([^']+)'\)/g)].map(
  ([, areas = '', file = '']) => ({ file, areas: [...areas.matchAll(/'(\w+)'/g)].map(([, area]) => area ?? '') }),
);

describe('the words of the console', () => {
  it('are the same in every language', async () => {
    for (const [area, load] of Object.entries(english)) {
      const other = german[area as keyof typeof english];
      expect(Object.keys(await other()).toSorted(), area).toEqual(Object.keys(await load()).toSorted());
    }
  });

  it('are asked for by every page of the router', () => {
    expect(pages.length).toBe(router.match(/lazyRouteComponent\(/g)?.length);
  });

  it.each(pages)('are there when $file is drawn', ({ file, areas }) => {
    const missing = [...spokenIn(filesOf(file))].filter((area) => area !== 'shell' && !areas.includes(area));
    expect(missing).toEqual([]);
  });

  it('of the frame need no page', () => {
    expect([...spokenIn(filesOf('app/console.tsx'))].filter((area) => area !== 'shell')).toEqual([]);
  });
});
