/**
 * Three nodes are one: an account takes as many guesses from all together as it would from one, also when nodes, or all of
 * them, are killed and come back; what one node is told all know; and a store that is lost tightens, and never opens.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { emailOf, importCustomers, passwordOf } from '../guessing/population.ts';
import { createBrowser } from '../product/browser.ts';
import { createManager } from '../product/manager.ts';
import { type ProofOptions, type Verdict, verdict } from '../proof.ts';
import { comesIn, guess } from './guesses.ts';
import { type Nodes, startNodes } from './start-nodes.ts';

export type NodesOptions = ProofOptions & {
  readonly nodes: number;
  readonly guesses: number;
  /** Valkey counts in the place of PostgreSQL. */
  readonly withValkey: boolean;
  /** How many identifiers that nobody has are tried, straight at the table of budgets. */
  readonly identifiers: number;
};

// What one node lets through at once: the burst of `sign-in.account`, and a quarter of it.
const [burst, tightBurst] = [10, 2];
const patienceMilliseconds = 30_000;

export async function nodesProof(options: NodesOptions): Promise<Verdict> {
  const { seed, progress, guesses, withValkey } = options;
  const house = await startNodes({ count: options.nodes, withValkey });
  const faults: string[] = [];
  const expect = (what: string, seen: unknown, wanted: unknown) => {
    if (JSON.stringify(seen) !== JSON.stringify(wanted))
      faults.push(`${what}: ${JSON.stringify(seen)}, not ${JSON.stringify(wanted)}`);
  };
  const all = house.nodes.map(({ place }) => place);
  const times = guesses;
  try {
    await importCustomers(house, 6);
    // What is shown here is the budgets: without detection nothing else stands before them.
    await house.runVerb('settings', 'set', 'protection.detection=off');
    await Promise.all(house.nodes.slice(1).map((node) => node.start()));

    progress(`${guesses} guesses at once over ${options.nodes} nodes`);
    const spread = await guess(all, { index: 0, times });
    expect('guesses looked at by all nodes', [spread.refused, spread.throttled], [burst, guesses - burst]);
    const alone = await guess(all.slice(0, 1), { index: 1, times });
    expect('guesses looked at by one node', [alone.refused, alone.throttled], [burst, guesses - burst]);

    progress('a node is killed, then all of them');
    await house.nodes[0]?.kill();
    const left = await guess([house.place], { index: 0, times: 6 });
    expect('further guesses without a node', [left.refused, left.throttled], [0, 6]);
    await Promise.all(house.nodes.map((node) => node.kill()));
    await Promise.all(house.nodes.map((node) => node.start()));
    const back = await guess(all, { index: 0, times: 2 * options.nodes });
    expect('further guesses after a restart of all', [back.refused, back.session], [0, 0]);
    const right = await guess(all, { index: 0, times: options.nodes, password: passwordOf(0) });
    expect('sessions by the right password meanwhile', right.session, 0);

    const behind = await standbyFollows(house);
    if (behind !== null) faults.push(behind);

    progress('attack mode is begun at one node');
    const spreadSeconds = await spreadOfAttackMode(house);
    if (spreadSeconds === null) faults.push('a node did not hear of attack mode');

    progress('the store is lost');
    const lost = withValkey ? await withoutValkey(house) : await withoutPostgres(house);
    faults.push(...lost.faults);

    const kept = options.identifiers > 0 ? await manyIdentifiers(house, options.identifiers, progress) : null;
    const figures = {
      ...{ seed, nodes: options.nodes, guesses, counted_in: withValkey ? 'Valkey' : 'PostgreSQL' },
      ...{ looked_at_by_all_nodes: spread.refused, looked_at_by_one_node: alone.refused },
      ...{
        looked_at_after_restarts: left.refused + back.refused,
        seconds_until_attack_mode_everywhere: spreadSeconds ?? -1,
      },
      looked_at_without_the_store: lost.lookedAt,
      ...(kept ?? {}),
    };
    return verdict(figures, [...faults, ...house.unexpectedExits]);
  } finally {
    await house.remove();
  }
}

/** Null when the standby has what the primary has. */
async function standbyFollows({ postgres: { primary, standby } }: Nodes): Promise<string | null> {
  const count = 'select count(*)::int as number, pg_is_in_recovery() as follows from ledger_entries';
  const until = performance.now() + patienceMilliseconds;
  for (;;) {
    const [[here], [there]] = await Promise.all([primary.query(count), standby.query(count)]);
    if (there?.['follows'] === true && there['number'] === here?.['number']) return null;
    if (performance.now() > until) return `the standby does not follow: ${JSON.stringify({ here, there })}`;
    await sleep(50);
  }
}

/** How long it took until every node asks strangers for work; null when one never did. */
async function spreadOfAttackMode(house: Nodes): Promise<number | null> {
  const manager = await createManager(house, 'protection:read protection:write');
  const began = performance.now();
  await manager.call('POST', '/protection/attack-mode', { until: '1h' });
  const isAsked = async (place: Nodes['place']) =>
    /data-challenge=/.test((await createBrowser(place).open('/sign-in')).body);
  for (;;) {
    const asked = await Promise.all(house.nodes.map(({ place }) => isAsked(place)));
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (asked.every(Boolean)) {
      await manager.call('DELETE', '/protection/attack-mode');
      while ((await Promise.all(house.nodes.map(({ place }) => isAsked(place)))).some(Boolean)) await sleep(50);
      return seconds;
    }
    if (seconds * 1000 > patienceMilliseconds) return null;
    await sleep(50);
  }
}

type Lost = { readonly lookedAt: number; readonly faults: readonly string[] };

/** The database holds budgets and all else: without it nobody comes in, and afterwards all is as before. */
async function withoutPostgres({ postgres: { primary }, nodes }: Nodes): Promise<Lost> {
  const faults: string[] = [];
  const places = nodes.map(({ place }) => place);
  await primary.kill();
  const cameIn = await Promise.all(places.map((place) => comesIn(place, 2, passwordOf(2))));
  if (cameIn.includes(true)) faults.push('somebody came in without a database');
  await primary.start();
  const until = performance.now() + patienceMilliseconds;
  while (!(await comesIn(places[0] ?? nodes[0]?.place ?? { port: 0, host: '', origin: '' }, 2, passwordOf(2)))) {
    if (performance.now() > until)
      return { lookedAt: 0, faults: [...faults, 'the database is back, and nobody comes in'] };
    await sleep(200);
  }
  const still = await guess(places, { index: 0, times: places.length });
  if (still.refused > 0) faults.push(`${still.refused} guesses at ${emailOf(0)} were looked at again`);
  return { lookedAt: still.refused, faults };
}

/** A quarter of each budget, from the first moment on, shared by all nodes through PostgreSQL. */
async function withoutValkey({ valkey, nodes }: Nodes): Promise<Lost> {
  await valkey?.kill();
  const places = nodes.map(({ place }) => place);
  const { refused, session } = await guess(places, { index: 3, times: 12 });
  await valkey?.start();
  const faults =
    refused === tightBurst && session === 0 ? [] : [`${refused} guesses without Valkey, not ${tightBurst}`];
  const ready = async (place: Nodes['place']) =>
    /"valkey":"ready"/.test((await createBrowser(place).open('/health/ready')).body);
  const until = performance.now() + patienceMilliseconds;
  while (!(await Promise.all(places.map(ready))).every(Boolean)) {
    if (performance.now() > until) return { lookedAt: refused, faults: [...faults, 'Valkey is back and is not used'] };
    await sleep(200);
  }
  return { lookedAt: refused, faults };
}

/** Names that nobody has leave rows behind, for a time; no process keeps any of them (case 222). */
async function manyIdentifiers(
  { postgres: { primary }, place }: Nodes,
  identifiers: number,
  progress: (line: string) => void,
): Promise<Record<string, number>> {
  progress(`${identifiers} names that nobody has`);
  await primary.query(`
    insert into budgets (tenant_id, budget, key_hash, theoretical_at, failures, updated_at)
    select tenant_id, 'code.subject', sha256(number::text::bytea), now() + interval '4 minutes', 1, now()
    from generate_series(1, ${identifiers}) as number, (select tenant_id from tenants limit 1) as one`);
  const [size] = await primary.query(`select pg_total_relation_size('budgets') / 1048576 as megabytes`);
  const began = performance.now();
  await guess([place], { index: 5, times: 5 });
  return {
    identifiers,
    megabytes_of_their_budgets: Number(size?.['megabytes']),
    milliseconds_of_five_sign_ins_among_them: Math.round(performance.now() - began),
  };
}
