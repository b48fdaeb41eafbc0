/**
 * The Expo example against the packages that it names: installed from the registry into a folder of their own, and checked
 * there. The repository checks it against short declarations of them; here those are held against the truth as well.
 * By hand alone: it needs the network and some hundred megabytes for a minute or two.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { bentFile, bentUses, comparisonFile, declaredModules } from './files.ts';

const example = fileURLToPath(new URL('../../examples/expo/', import.meta.url));
// What they depend on is taken as the registry was when they were named: move it with their versions.
const asOf = '2026-10-01';
const run = promisify(execFile);

type Package = { readonly version: string };
type Named = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const read = <Content>(path: string): Content => JSON.parse(readFileSync(path, 'utf8')) as Content;

export async function expoProof({ progress }: Pick<ProofOptions, 'progress'>): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'cardea-expo-'));
  try {
    cpSync(example, folder, { recursive: true, filter: (path) => !path.includes('node_modules') });
    progress(`installing as of ${asOf}`);
    await install(folder);
    const { dependencies, devDependencies } = read<Named>(join(folder, 'package.json'));
    const named = Object.entries({ ...dependencies, ...devDependencies });
    const faults: string[] = [];
    for (const [name, version] of named) {
      const installed = read<Package>(join(folder, 'node_modules', name, 'package.json')).version;
      if (installed !== version) faults.push(`${name} is ${installed} and not ${version}`);
    }
    progress('checking the example');
    faults.push(...(await check(folder, 'tsconfig.json')));
    progress('comparing the declarations');
    faults.push(...(await checkOf(folder, 'compared', comparisonFile)));
    progress('looking whether the check bites');
    const bites = await checkOf(folder, 'bent', bentFile);
    if (bites.length !== bentUses)
      faults.push(`of ${bentUses} wrong uses ${bites.length} were found: ${bites.join(' ')}`);
    const packages = named.map(([name, version]) => `${name} ${version}`).join(', ');
    return verdict({ packages, as_of: asOf, wrong_uses_found: bites.length }, faults);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Nothing of what is installed is run but the compiler. */
async function install(folder: string): Promise<void> {
  const words = ['install', '--before', asOf, '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'];
  const npm = process.env['npm_execpath'];
  const [program, ...before] = npm === undefined ? ['npm'] : [process.execPath, npm];
  await run(program, [...before, ...words], { cwd: folder, maxBuffer: 16 * 1024 * 1024 });
}

/** One file, with the declarations under names of their own. */
async function checkOf(folder: string, name: string, content: string): Promise<string[]> {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(join(place, `${name}.ts`), content);
  writeFileSync(
    join(place, 'declared.d.ts'),
    declaredModules(readFileSync(join(folder, 'declarations/packages.d.ts'), 'utf8')),
  );
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ extends: '../tsconfig.json', include: ['*.ts'] }));
  return check(folder, join(name, 'tsconfig.json'));
}

/** What the compiler of the example has to say. */
async function check(folder: string, project: string): Promise<string[]> {
  const compiler = join(folder, 'node_modules/typescript/bin/tsc');
  try {
    await run(process.execPath, [compiler, '--project', project], { cwd: folder });
    return [];
  } catch (error) {
    const { stdout = '' } = error as { readonly stdout?: string };
    const found = stdout.split('\n').filter((line) => line.includes(': error TS'));
    if (found.length === 0) throw error;
    return found;
  }
}
