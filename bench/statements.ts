/**
 * How many statements and writing commits one operation takes. PostgreSQL itself is asked: for a short pass outside the
 * measurement it logs each statement, and its transaction counter tells how many transactions wrote. What the server
 * does by itself meanwhile is measured while nothing is asked of it, and taken off.
 */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '../prove/product/product.ts';
import type { Operation } from './load.ts';

const mostTimes = 20;
const longestQuietMilliseconds = 1_000;
const settleMilliseconds = 300; // until every connection has heard of the changed setting

export type Counts = { readonly statements: number; readonly commits: number };

/** A short run counts fewer of them. */
export async function countStatements(product: Product, operation: Operation, seconds: number): Promise<Counts> {
  const times = Math.ceil(mostTimes * Math.min(1, seconds));
  const quietMilliseconds = longestQuietMilliseconds * Math.min(1, seconds);
  const logFile = join(product.folders.data, 'postgres.log');
  const written = async () => {
    const rows = await product.query('select pg_snapshot_xmax(pg_current_snapshot())::text as next');
    return Number(rows[0]?.['next']);
  };
  const observe = async (work: () => Promise<unknown>) => {
    const from = statSync(logFile).size;
    const firstTransaction = await written();
    const began = performance.now();
    await work();
    const milliseconds = performance.now() - began;
    const commits = (await written()) - firstTransaction;
    await pause(20);
    return { statements: statementsIn(readFileSync(logFile).subarray(from).toString('utf8')), commits, milliseconds };
  };

  await setting(product, 'all');
  try {
    await operation();
    const quiet = await observe(() => pause(quietMilliseconds));
    const busy = await observe(async () => {
      for (let turn = 0; turn < times; turn += 1) await operation();
    });
    const share = busy.milliseconds / quiet.milliseconds;
    const each = (count: number, idle: number) => Math.max(0, (count - idle * share) / times);
    return {
      statements: each(busy.statements, quiet.statements),
      commits: each(busy.commits, quiet.commits),
    };
  } finally {
    await setting(product, 'none');
  }
}

async function setting(product: Product, value: 'all' | 'none'): Promise<void> {
  await product.query(`alter system set log_statement = '${value}'`);
  await product.query('select pg_reload_conf()');
  await pause(settleMilliseconds);
}

/** Statements in a piece of PostgreSQL's log, the frame of transactions and our own look at the counter left out. */
function statementsIn(log: string): number {
  const said = log.match(/LOG: {2}(?:statement|execute [^:]*): .*/g) ?? [];
  return said.filter((line) => !/: (?:begin|commit|rollback|start transaction)\b|pg_snapshot_xmax/i.test(line)).length;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
