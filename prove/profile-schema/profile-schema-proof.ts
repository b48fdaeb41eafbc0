/**
 * Changes what a business knows of its customers while a crowd of them is there: at once, without touching a row, with
 * nothing lost, and with the way back. At the end what was removed really leaves.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Visitor } from '../../packages/server/test/visitor.ts';
import { type Product, startProduct } from '../product/product.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { addCrowd, fingerprint, holdersOf } from './crowd.ts';
import { beginToRead } from './reader.ts';
import { type Attributes, schemasOf } from './schemas.ts';

export type ProfileSchemaOptions = ProofOptions & { readonly customers: number };

const password = 'the quiet river bends twice';
const path = '/account/profile';
const patienceMilliseconds = 600_000;
const name: Attributes[number] = { name: 'name', type: 'text', at_sign_up: 'optional', scope: 'profile' };
const city: Attributes[number] = { name: 'city', type: 'text' };
const size: Attributes[number] = { name: 'size', type: 'number' };

export async function profileSchemaProof({ seed, progress, customers }: ProfileSchemaOptions): Promise<Verdict> {
  const product = await startProduct();
  const faults: string[] = [];
  const expectThat = (isSo: boolean, sentence: string) => {
    if (!isSo) faults.push(sentence);
  };
  try {
    const schemas = schemasOf(product);
    await schemas.change([name, city, size]);
    progress('one person registers');
    const maria = product.visitor();
    const customerId = await register(product, maria);
    await fillProfile(maria);
    progress(`${customers} customers are written`);
    await addCrowd(product, customerId, customers - 1);

    const before = await fingerprint(product);
    const reader = beginToRead(maria);
    progress('the declaration changes');
    const showMilliseconds = await schemas.show();
    const plan = await schemas.plan([name]);
    const widened = await schemas.change([
      { ...name, label: { en: 'Your name' } },
      city,
      { ...size, type: 'text' },
      { name: 'likes', type: 'multi_choice', choices: [{ value: 'tea' }, { value: 'jam' }] },
      { name: 'nickname', type: 'text', searchable: 'prefix' },
    ]);
    const narrowed = await schemas.change([name]);
    await expectPage(maria, (body) => !body.includes('Lübeck'), 'the removed attribute', expectThat);
    const kept = await holdersOf(product, 'city');
    const refusal = await schemas.change([name, { name: 'city', type: 'date' }]).catch(() => null);
    const back = await schemas.rollback(narrowed.result.from);
    await expectPage(maria, (body) => body.includes('Lübeck') && body.includes('38.5'), 'what came back', expectThat);
    const { pages, slowestMilliseconds, refused } = await reader.stop();

    expectThat((await fingerprint(product)) === before, 'a row of a customer was touched, or a value is another');
    expectThat(kept === customers, `${customers - kept} values of the removed attribute were gone at once`);
    expectThat(refusal === null, 'a change was let pass that makes values unreadable');
    expectThat(refused === 0, `${refused} pages were refused while the declaration changed`);
    const told = plan.result.removed.map((removal) => `${removal.attribute} ${removal.customers}`).join();
    expectThat(told === `city ${customers},size ${customers}`, `the plan told of ${told}`);
    const restored = back.result.restored.map(({ attribute, customers: holders }) => `${attribute} ${holders}`);
    for (const attribute of ['city', 'size'])
      expectThat(restored.includes(`${attribute} ${customers}`), `the way back did not bring ${attribute} back`);

    progress('what was removed leaves');
    await schemas.change([name]);
    const purgeSeconds = await purge(product);
    expectThat((await holdersOf(product, 'city')) === 0, 'what was removed long ago is still there');
    expectThat((await holdersOf(product, 'name')) === customers, 'what was not removed has gone with it');
    const figures = {
      seed,
      customers,
      show_command_milliseconds: showMilliseconds,
      change_command_milliseconds: widened.milliseconds,
      remove_command_milliseconds: narrowed.milliseconds,
      rollback_command_milliseconds: back.milliseconds,
      plan_command_milliseconds: plan.milliseconds,
      pages_meanwhile: pages,
      slowest_page_milliseconds: slowestMilliseconds,
      purge_seconds: purgeSeconds,
    };
    return verdict(figures, [...faults, ...product.unexpectedExits]);
  } finally {
    await product.remove();
  }
}

async function register(product: Product, visitor: Visitor): Promise<string> {
  const email = 'maria@mailbox.example';
  const asked = await visitor.fill('/sign-up', { email, password, name: 'Maria' });
  const mail = await product.mailbox.newer(email, 0, patienceMilliseconds);
  await visitor.fill(asked.headers['location'] ?? '', { code: mail?.code ?? '' });
  const [row] = await product.query('select customer_id from customers');
  return String(row?.['customer_id']);
}

async function fillProfile(visitor: Visitor): Promise<void> {
  const saved = await visitor.fill(path, { name: 'Maria', city: 'Lübeck', size: '38.5' });
  if (saved.headers['location'] !== `${path}?notice=saved`)
    throw new Error(`the profile was not saved: ${saved.status}`);
}

/** The server follows within a second; the page is looked at until it does, or for too long. */
async function expectPage(
  visitor: Visitor,
  isSo: (body: string) => boolean,
  what: string,
  expectThat: (isSo: boolean, sentence: string) => void,
): Promise<void> {
  const patience = AbortSignal.timeout(3_000);
  while (!patience.aborted) {
    if (isSo((await visitor.request(path)).body)) return;
    await sleep(50);
  }
  expectThat(false, `the page did not follow within three seconds: ${what}`);
}

/** Lets a month pass and waits until the values are gone; seconds. */
async function purge(product: Product): Promise<number> {
  await product.query(`update profile_removals set removed_at = now() - interval '31 days'`);
  await product.query(
    `select graphile_worker.add_job('purge-expired', '{}', job_key => 'purge-expired', run_at => now())`,
  );
  const began = performance.now();
  const patience = AbortSignal.timeout(patienceMilliseconds);
  for (;;) {
    const [row] = await product.query('select count(*) as left from profile_removals');
    if (Number(row?.['left']) === 0 || patience.aborted) return Math.round((performance.now() - began) / 100) / 10;
    await sleep(100);
  }
}
