/**
 * Builds the package that applications install: `npm run build -w packages/sdk [-- FOLDER]`. The folder, packages/sdk/dist
 * unless told, is complete in itself: `npm publish packages/sdk/dist --access public`.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const source = path.join(root, 'packages/sdk');

type Manifest = { readonly exports: Readonly<Record<string, string>> } & Readonly<Record<string, unknown>>;

function build(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-p', source, '--outDir', folder], { stdio: 'inherit' });
  // The compiler rewrites the endings of imports in programs, not in declarations.
  for (const file of globSync('**/*.d.ts', { cwd: folder })) {
    const declarations = readFileSync(path.join(folder, file), 'utf8');
    const rewritten = declarations.replaceAll(/(from '|import\(")(\.[^'"]+)\.ts(['"])/g, '$1$2.js$3');
    writeFileSync(path.join(folder, file), rewritten);
  }
  const {
    scripts: _scripts,
    devDependencies: _tools,
    private: _private,
    ...manifest
  } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8')) as Manifest;
  const exports = Object.entries(manifest.exports).map(([name, file]) => {
    const built = file.replace('./src/', './').replace(/\.ts$/, '');
    return [name, { types: `${built}.d.ts`, default: `${built}.js` }] as const;
  });
  const published = {
    ...manifest,
    exports: Object.fromEntries(exports),
    sideEffects: false,
    engines: { node: '>=20.3' },
    peerDependencies: { fastify: '>=5' },
    peerDependenciesMeta: { fastify: { optional: true } },
  };
  writeFileSync(path.join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
  copyFileSync(path.join(source, 'README.md'), path.join(folder, 'README.md'));
  copyFileSync(path.join(root, 'LICENSE'), path.join(folder, 'LICENSE'));
}

build(path.resolve(process.argv[2] ?? path.join(source, 'dist')));
