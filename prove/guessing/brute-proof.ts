/**
 * A list of passwords is tried at one account by a tool made for it, the right one among them, and once more from very
 * many addresses at once. It gets nowhere, and its owner is not locked out: not with the own browser, not by mail.
 */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { debianProgram } from '../../packages/server/test/debian-program.ts';
import { createBrowser, hiddenField } from '../product/browser.ts';
import { createManager, type Manager } from '../product/manager.ts';
import { type Product, startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { createRandom, type Random } from '../random.ts';
import { browserOf, homeAddress } from './attack-list.ts';
import { createCustomers } from './customers.ts';
import { findingsOf } from './findings.ts';
import { emptyTally, outcomeOf } from './outcome.ts';
import { emailOf, importCustomers, passwordOf } from './population.ts';

export type BruteOptions = ProofOptions & {
  readonly guesses: number;
  /** Whether the public tool is used besides; where it cannot be had, the proof fails. */
  readonly byTool: boolean;
};

const [tooled, crowded] = [0, 1];
const atOnce = 16;
// NIST SP 800-63B-4, section 3.2.2: never more than a hundred consecutive failures.
const mostLookedAt = 100;

export async function bruteProof({ seed, progress, guesses, byTool }: BruteOptions): Promise<Verdict> {
  const product = await startProduct();
  const faults: string[] = [];
  try {
    const random = createRandom(seed);
    await importCustomers(product, 4);
    const owners = await createCustomers(product, { first: 0, count: 2, random });
    if (byTool) {
      progress(`hydra tries ${guesses} passwords`);
      const words = wordList(guesses, tooled);
      faults.push(...(await hydra(product, words)));
    }
    progress(`${guesses} passwords from as many addresses`);
    const told = await fromEverywhere(product, wordList(guesses, crowded), random);
    const manager = await createManager(product);
    const looked = await Promise.all([tooled, crowded].map((index) => lookedAt(product, manager, index)));
    const sessions = await product.query('select count(*) as number from sessions');
    for (const [index, number] of looked.entries())
      if (number > mostLookedAt) faults.push(`${number} guesses at account ${index} were looked at`);
    // Each of the two has the session of their own first sign-in, and nobody else has any.
    if (Number(sessions[0]?.['number']) !== 2) faults.push(`${sessions[0]?.['number']} sessions instead of 2`);
    const byBrowser = await Promise.all([tooled, crowded].map((index) => owners.signIn(index)));
    const byMail = await Promise.all([tooled, crowded].map((index) => signInByMail(product, index)));
    if (byBrowser.some((outcome) => outcome !== 'session')) faults.push(`owners with their own browser: ${byBrowser}`);
    if (byMail.some((came) => !came)) faults.push('an owner could not come back by mail');
    const figures = {
      ...{ seed, guesses },
      by_a_tool: byTool ? 'hydra' : 'none',
      guesses_of_the_tool_looked_at: looked[tooled] ?? 0,
      guesses_from_everywhere_looked_at: looked[crowded] ?? 0,
      sessions_gained: told.session,
      owners_back_with_their_browser: byBrowser.filter((outcome) => outcome === 'session').length,
      owners_back_by_mail: byMail.filter(Boolean).length,
      findings: (await findingsOf(product)).join(', '),
    };
    return verdict(figures, [...faults, ...product.unexpectedExits]);
  } finally {
    await product.remove();
  }
}

/** The right one stands behind as many as are ever looked at. */
function wordList(length: number, index: number): string[] {
  const words = Array.from({ length }, (_, place) => `guess-number-${place}`);
  words[Math.min(length - 1, mostLookedAt + 20)] = passwordOf(index);
  return words;
}

async function hydra({ place, folders }: Product, words: readonly string[]): Promise<string[]> {
  const program = await debianProgram('hydra', 'usr/bin/hydra');
  if (program === null) return ['hydra is not on this machine and could not be fetched'];
  const list = join(folders.home, 'words');
  writeFileSync(list, `${words.join('\n')}\n`);
  const browser = createBrowser(place);
  const flow = hiddenField((await browser.open('/sign-in')).body, 'flow');
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const form = `flow=${flow}&identifier=^USER^&password=^PASS^`;
  const headers = [`Cookie: ${cookie}`, `Origin: ${place.origin}`].map((line) => `:H=${line.replaceAll(':', '\\:')}`);
  const service = `/sign-in:${form}${headers.join('')}:F=<form`;
  const target = ['-s', String(place.port), 'localhost', 'http-post-form', service];
  const arguments_ = ['-I', '-l', emailOf(tooled), '-P', list, '-t', '16', '-w', '5', ...target];
  const { stdout } = await promisify(execFile)(program.path, arguments_, {
    cwd: folders.home,
    env: { ...process.env, ...program.environment },
    timeout: 300_000,
    maxBuffer: 1 << 26,
  }).catch((error: { stdout?: string }) => ({ stdout: error.stdout ?? '' }));
  return stdout.includes(passwordOf(tooled)) ? ['hydra found the password'] : [];
}

async function fromEverywhere(product: Product, words: readonly string[], { below }: Random) {
  const tally = emptyTally();
  const waiting = [...words];
  const guess = async () => {
    const bot = createBrowser(product.place, browserOf(below));
    const flow = hiddenField((await bot.open('/sign-in')).body, 'flow');
    for (let password = waiting.shift(); password !== undefined; password = waiting.shift()) {
      bot.move(homeAddress(below));
      tally[outcomeOf(await bot.submit('/sign-in', { flow, identifier: emailOf(crowded), password }))] += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, guess));
  return tally;
}

/** How many passwords were compared with the account's own. */
async function lookedAt(product: Product, manager: Manager, index: number): Promise<number> {
  const { items } = await manager.call('POST', '/customers/search', { email: emailOf(index) });
  const [customer] = items as { readonly customer_id: string }[];
  const rows = await product.query(
    `select count(*) as number from ledger_entries
     where event = 'sign_in.failed' and customer_id = '${customer?.customer_id ?? ''}'`,
  );
  return Number(rows[0]?.['number'] ?? 0);
}

/** By a code that is mailed, from a browser that nobody has seen. */
async function signInByMail({ place, mailbox }: Product, index: number): Promise<boolean> {
  const email = emailOf(index);
  const browser = createBrowser(place);
  const flow = hiddenField((await browser.open('/recover')).body, 'flow');
  const known = mailbox.to(email).length;
  const asked = await browser.submit('/recover', { flow, email });
  if (asked.status !== 303) return false;
  const mail = await mailbox.newer(email, known, 10_000);
  if (mail?.code === undefined) return false;
  return (await browser.submit('/recover/verify', { flow, code: mail.code })).status === 303;
}
