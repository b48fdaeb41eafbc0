/** Sees waves of sign-ups that have one thing in common, from the traces that all nodes leave in the database. */

import { type Grouped, groupSignUps } from '../store/sign-up-traces.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { isWave, leastSignUps } from './rules/wave.ts';
import { see } from './watch/observe.ts';
import type { TenantWatch } from './watch/tenant-watch.ts';

export async function seeSignUpWaves(deps: DetectionDependencies, watch: TenantWatch, now: number): Promise<void> {
  if (!watch.hasNewSignUps || !watch.rules.detects) return;
  watch.hasNewSignUps = false;
  for (const group of await groupSignUps(deps.database.reader, watch.tenantId, leastSignUps))
    if (isWave(group)) seeWave(watch, group, now);
}

function seeWave(watch: TenantWatch, { column, digest, lately, before, allLately }: Grouped, now: number): void {
  const text = digest.toString('base64url');
  const common = {
    kind: 'sign_up_wave',
    key: watch.traced.get(text) ?? '',
    digest: text,
    figures: { signUps: lately, ofAll: allLately, before },
  } as const;
  // A mail provider is no place that arrivals come from.
  if (column === 'mail_domain') see(watch, { ...common, action: 'noted' }, now);
  else see(watch, { ...common, action: 'challenged', flag: { kind: column, level: 1 } }, now);
}
