/** What is published is complete: an application that installs it finds every entry, its types, and nothing of this repository. */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const modules = path.resolve('node_modules');
let folder: string;
let built: string;

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cardea-sdk-'));
  built = path.join(folder, 'node_modules/@cardea/sdk');
  mkdirSync(path.join(folder, 'node_modules/@types'), { recursive: true });
  for (const name of ['jose', 'openapi-fetch', 'openapi-typescript-helpers', 'fastify', '@types/node'])
    symlinkSync(path.join(modules, name), path.join(folder, 'node_modules', name));
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  execFileSync(process.execPath, ['tools/sdk/build.ts', built], { stdio: 'pipe' });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) => execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });

test('every entry can be imported, and a token can be judged with what it holds', () => {
  writeFileSync(
    path.join(folder, 'use.js'),
    `import { createManagementClient, createVerifier } from '@cardea/sdk';
     import { protect } from '@cardea/sdk/express';
     import { cardea } from '@cardea/sdk/fastify';
     import { protect as wrap } from '@cardea/sdk/fetch';
     import { quickStarts } from '@cardea/sdk/quick-starts';
     createManagementClient({ issuer: 'https://id.example.com', token: 'x' });
     const verifier = createVerifier({ issuer: 'https://id.example.com', audience: 'https://api.example.com' });
     const answer = await wrap(verifier, {}, () => new Response())(new Request('https://api.example.com/'));
     console.log(answer.status, typeof protect, typeof cardea, typeof quickStarts);`,
  );
  expect(run('use.js').trim()).toBe('401 function function function');
});

test('an application in TypeScript sees the types of every entry', () => {
  writeFileSync(
    path.join(folder, 'use.ts'),
    `import { createManagementClient, createVerifier, demand, type Verdict } from '@cardea/sdk';
     import { protect } from '@cardea/sdk/express';
     import { cardea } from '@cardea/sdk/fastify';
     import { protect as wrap } from '@cardea/sdk/fetch';
     const verifier = createVerifier({ issuer: 'https://id.example.com', audience: 'https://api.example.com' });
     const verdict: Verdict = await verifier.verify(new Request('https://api.example.com/'));
     if (verdict.ok) verdict.token.subject.toUpperCase();
     const client = createManagementClient({ issuer: 'https://id.example.com', token: 'x' });
     const page = await demand(client.GET('/api/admin/customers'));
     for (const item of page.items) Object.keys(item);
     export const all = [protect(verifier), cardea, wrap(verifier, { scope: 'a' }, (_, token) => new Response(token.clientId))];`,
  );
  writeFileSync(
    path.join(folder, 'wrong.ts'),
    `import { createManagementClient } from '@cardea/sdk';
     createManagementClient({ issuer: 'https://id.example.com', token: 'x' }).GET('/api/admin/nothing');`,
  );
  for (const resolution of ['nodenext', 'bundler']) {
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', module: resolution === 'bundler' ? 'es2022' : resolution },
      ...{ moduleResolution: resolution, lib: ['es2022', 'dom'], types: ['node'], skipLibCheck: true },
      preserveSymlinks: true,
    };
    writeFileSync(
      path.join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, files: ['use.ts', 'wrong.ts'] }),
    );
    let said = '';
    try {
      run(path.join(modules, 'typescript/bin/tsc'), '-p', '.');
    } catch (error) {
      said = String((error as { stdout?: unknown }).stdout);
    }
    expect(
      said
        .split('\n')
        .filter((line) => line.includes('error TS'))
        .map((line) => line.split('(')[0]),
    ).toEqual(['wrong.ts']);
  }
}, 60_000);

test('nothing in it leads back into this repository, and it says under which licence it comes', () => {
  const files = globSync('**/*.{js,ts,json}', { cwd: built });
  const astray = files.filter((file) =>
    /\.ts['"]\)?;|@cardea\/(?:contract|server)|workspace:/.test(readFileSync(path.join(built, file), 'utf8')),
  );
  expect(astray).toEqual([]);
  // Browsers and the edge have no modules of Node.
  const bound = files.filter(
    (file) => file.endsWith('.js') && /node:/.test(readFileSync(path.join(built, file), 'utf8')),
  );
  expect(bound).toEqual([]);
  const manifest = JSON.parse(readFileSync(path.join(built, 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ license: 'Apache-2.0', engines: { node: '>=20.3' } });
  expect(manifest).not.toHaveProperty('private');
  const targets = Object.values(manifest.exports as Record<string, Record<string, string>>).flatMap(Object.values);
  expect(targets.filter((file) => !existsSync(path.join(built, file)))).toEqual([]);
  for (const file of ['README.md', 'LICENSE']) expect(existsSync(path.join(built, file))).toBe(true);
});
