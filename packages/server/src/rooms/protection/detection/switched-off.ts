/**
 * Ends what detection began at a tenant that has switched it off: attack mode, flags and findings. What a person began
 * stays, and so does what other rooms met and reported.
 */
import { type FindingKind, findingKinds } from '@cardea/contract';
import { tenantsWithFindings } from '../store/findings.ts';
import { holdPosture, writePosture } from '../store/postures.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { endFindings, endMode } from './end.ts';
import { restartChange } from './rules/change-point.ts';
import { createSpike } from './rules/spike.ts';
import type { Posture } from './vocabulary.ts';
import type { Sensors } from './watch/observe.ts';
import { forgetRefusals } from './watch/refusals.ts';
import type { TenantWatch } from './watch/tenant-watch.ts';

// The tenant's posture is held for as long as these are ended: an attack leaves tens of thousands.
const mostAtOnce = 100;
// A page in between shows itself: nobody has to look for it.
const lookedFor: readonly FindingKind[] = findingKinds.filter((kind) => kind !== 'relayed_sign_in');

/** Tenants where something is open that detection found. */
export const tenantsWithFound = ({ database }: Pick<DetectionDependencies, 'database'>): Promise<string[]> =>
  tenantsWithFindings(database.reader, lookedFor);

/** What this process found by itself, and what it had begun to see, counts no more. */
export function forgetFound(
  watch: TenantWatch,
  { sprays, windows, guessed }: Pick<Sensors, 'sprays' | 'windows' | 'guessed'>,
  now: number,
): void {
  watch.attackUntil = 0;
  watch.flaggedHere.clear();
  for (const [name, { kind }] of [...watch.sightings]) if (lookedFor.includes(kind)) watch.sightings.delete(name);
  watch.written.clear();
  restartChange(watch.change);
  watch.spike = createSpike(now);
  watch.failing.clear();
  watch.unanswered.clear();
  forgetRefusals(watch, now);
  sprays.forgive(watch.tenantId);
  windows.forget(watch.tenantId);
  guessed.forget(watch.tenantId);
}

/** Whether a posture holds anything that detection began. */
export const isFromDetection = ({ mode, begunBy, flags }: Posture): boolean =>
  flags.length > 0 || (mode === 'attack' && begunBy === 'system');

/** Each is ended once, whichever node comes first; nothing is where detection has been switched on again meanwhile. */
export async function endSwitchedOff(deps: DetectionDependencies, tenantId: string): Promise<void> {
  let isMore = true;
  while (isMore) isMore = await endSome(deps, tenantId);
}

/** The posture, and some of the findings; whether there may be more of these. */
function endSome(deps: DetectionDependencies, tenantId: string): Promise<boolean> {
  return deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    const tenant = await deps.tenants.readWithin(tx, tenantId);
    if (held === null || tenant?.settings.protection.detection !== 'off') return false;
    const ended = { tenantId, actor: { kind: 'system' }, reason: 'detection_off' } as const;
    const findings = await endFindings(deps, tx, { ...ended, kinds: lookedFor, most: mostAtOnce });
    const isMore = findings.length === mostAtOnce;
    if (!isFromDetection(held.posture)) return isMore;
    const { mode, begunBy } = held.posture;
    const posture: Posture = { ...held.posture, flags: [] };
    const isOurs = mode === 'attack' && begunBy === 'system';
    await writePosture(tx, tenantId, isOurs ? await endMode(deps, tx, { ...ended, posture }) : posture);
    return isMore;
  });
}
