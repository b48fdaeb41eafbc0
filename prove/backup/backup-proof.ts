/**
 * A backup taken while people register and sign in, brought back on another machine with the recovery key alone after
 * everything else is gone: whoever was told of an account before the backup began has it, and nothing that was over
 * comes back to life.
 */
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Product, startProduct } from '../product/product.ts';
import { runVerb } from '../product/server-process.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom, type Random } from '../random.ts';
import { inventPerson, type KnownPerson, proveAddress, signUp } from '../secrets/seed-people.ts';

/** `during` people register while the backup is taken. */
export type BackupOptions = ProofOptions & { readonly before: number; readonly during: number };

const atOnce = 4;
type Done = { file: string; bytes: number; seconds: number };

export async function backupProof({ seed, progress, before, during }: BackupOptions): Promise<Verdict> {
  const random = createRandom(seed);
  const product = await startProduct();
  try {
    const formerKeys = await keyIdsOf(product);
    const known = await register(product, 0, before, random, progress);
    const [taken] = await Promise.all([
      product.runVerb('backup', '--to', product.folders.home, '--json'),
      register(product, before, during, random, progress),
    ]);
    const backup = JSON.parse(taken) as Done;
    const recoveryKey = /^ {2}(C1[0-9A-Z-]+)$/m.exec(readFileSync(product.folders.log, 'utf8'))?.[1] ?? '';
    // The fire: nothing is left but the file and the paper.
    await product.killServer();
    await product.stop();
    const keyFile = join(product.folders.home, 'paper.txt');
    writeFileSync(keyFile, recoveryKey);
    const faults = [...(await refuses(product, backup.file, keyFile)), ...product.unexpectedExits];
    const restored = await bringBack(product, backup.file, keyFile, { people: known, formerKeys }, progress);
    return verdict(
      {
        seed,
        customers_before: before,
        customers_during: during,
        backup_megabytes: Math.round(backup.bytes / 100_000) / 10,
        backup_seconds: backup.seconds,
        restore_seconds: restored.seconds,
        signed_in_again: restored.signedIn,
      },
      [...faults, ...restored.faults],
    );
  } finally {
    await product.remove();
  }
}

/** What is published for applications to check signatures with; the first look has the keys made. */
async function keyIdsOf(product: Product): Promise<string[]> {
  const { body } = await product.visitor().request('/oauth/jwks');
  return (JSON.parse(body) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
}

async function register(
  product: Product,
  from: number,
  count: number,
  random: Random,
  progress: (line: string) => void,
): Promise<KnownPerson[]> {
  const people = Array.from({ length: count }, (_, index) => inventPerson(product, from + index, random));
  const waiting = [...people];
  const one = async () => {
    for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
      await signUp(product, person);
      await proveAddress(product, person, false);
      progress(`${count - waiting.length} of ${count} people registered`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return people;
}

const settingsFor = (product: Product, dataDirectory: string) => ({
  DATA_DIR: dataDirectory,
  SMTP_URL: product.mailbox.url,
  MAIL_FROM: 'Cardea <no-reply@cardea.example>',
});

/** What must not be restored: a changed file, one that was cut off, one for another key. Nothing may be left of it. */
async function refuses(product: Product, file: string, keyFile: string): Promise<string[]> {
  const faults: string[] = [];
  const { home } = product.folders;
  const folder = join(home, 'refused');
  const expectRefusal = async (what: string, named: string, key: string, words: RegExp) => {
    const said = await runVerb(settingsFor(product, folder), ['restore', named, '--recovery-key-file', key]).then(
      () => 'restored',
      (error: { stderr?: string }) => error.stderr ?? '',
    );
    if (!words.test(said)) faults.push(`${what}: was answered with ${said.slice(0, 300)}`);
    if (existsSync(join(folder, 'postgres')) || existsSync(join(folder, 'postgres.password')))
      faults.push(`${what}: left a database behind`);
    rmSync(folder, { recursive: true, force: true });
  };
  const changed = join(home, 'changed.backup');
  copyFileSync(file, changed);
  const bytes = readFileSync(changed);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(changed, bytes);
  await expectRefusal('a changed file', changed, keyFile, /does not open/);
  const cut = join(home, 'cut.backup');
  copyFileSync(file, cut);
  truncateSync(cut, statSync(cut).size - 70_000);
  await expectRefusal('a file that was cut off', cut, keyFile, /does not open/);
  const otherKey = join(home, 'other-paper.txt');
  writeFileSync(otherKey, Buffer.alloc(32, 9).toString('base64'));
  await expectRefusal('another key', file, otherKey, /does not open/);
  await expectRefusal('a file that is no backup', keyFile, keyFile, /is not a backup/);
  return faults;
}

async function bringBack(
  product: Product,
  file: string,
  keyFile: string,
  { people, formerKeys }: { readonly people: readonly KnownPerson[]; readonly formerKeys: readonly string[] },
  progress: (line: string) => void,
) {
  const faults: string[] = [];
  const dataDirectory = join(product.folders.home, 'restored');
  const settings = settingsFor(product, dataDirectory);
  const began = performance.now();
  const said = await runVerb(settings, ['restore', file, '--recovery-key-file', keyFile]);
  if (!/^ {2}Cardea \(\w+\): 0 administrators, 0 machine clients .*, 0 enabled applications$/m.test(said))
    faults.push(`the restore did not say who may do what: ${said}`);
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const again = await runVerb(settings, ['restore', file, '--recovery-key-file', keyFile]).then(
    () => 'restored',
    (error: { stderr?: string }) => error.stderr ?? '',
  );
  if (!/holds a database already/.test(again)) faults.push(`a second restore was answered with ${again}`);
  const restored = await startProduct(settings);
  let signedIn = 0;
  try {
    const keys = await keyIdsOf(restored);
    if (keys.length !== 2) faults.push(`${keys.length} signing keys are published after the restore`);
    for (const key of keys) if (formerKeys.includes(key)) faults.push(`the signing key ${key} came back to life`);
    for (const { email, password, visitor: former } of people) {
      const visitor = restored.visitor();
      for (const [name, value] of former.cookies) visitor.cookies.set(name, value);
      if ((await visitor.request('/account')).status !== 303) faults.push(`a session of ${email} came back to life`);
      visitor.cookies.clear();
      const answer = await visitor.fill('/sign-in', { identifier: email, password });
      if (answer.status === 303 && answer.headers['location'] === '/account') signedIn += 1;
      else faults.push(`${email} could not sign in: ${answer.status}`);
      progress(`${signedIn} of ${people.length} signed in again`);
    }
    faults.push(...restored.unexpectedExits);
  } finally {
    await restored.remove();
  }
  return { faults, seconds, signedIn };
}
