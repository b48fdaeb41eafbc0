/**
 * CPU time of processes, as Linux counts it: user and system, in ticks of a hundredth of a second. A parent that has
 * collected its ended children carries their time, so short-lived processes of PostgreSQL are not lost.
 */
import { readdirSync, readFileSync } from 'node:fs';

const millisecondsPerTick = 10; // USER_HZ is 100 on every Linux that Node runs on

type Times = { readonly parent: number; readonly own: number; readonly ended: number };

/** CPU milliseconds of one process with all its threads, or null where /proc does not exist. */
export function cpuOf(pid: number): number | null {
  const times = read(pid);
  return times === null ? null : times.own * millisecondsPerTick;
}

/** CPU milliseconds of a process and all its children, ended ones included. */
export function cpuOfFamily(pid: number): number | null {
  const parent = read(pid);
  if (parent === null) return null;
  let ticks = parent.own + parent.ended;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const times = read(Number(name));
    if (times?.parent === pid) ticks += times.own + times.ended;
  }
  return ticks * millisecondsPerTick;
}

/** The sum, or null when one of them is unknown. */
export function addUp(...parts: readonly (number | null)[]): number | null {
  let sum = 0;
  for (const part of parts) {
    if (part === null) return null;
    sum += part;
  }
  return sum;
}

function read(pid: number): Times | null {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name stands in brackets and may hold anything; what follows the last one is numbers.
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    const at = (index: number) => Number(fields[index]);
    return { parent: at(1), own: at(11) + at(12), ended: at(13) + at(14) };
  } catch {
    return null;
  }
}
