/** Takes a finding back: what it did ends, and the same is not raised again for a day. */

import { undoFinding } from '../store/findings.ts';
import { holdPosture, writePosture } from '../store/postures.ts';
import type { DetectionAuthor, DetectionDependencies } from './dependencies.ts';
import { endMode } from './end.ts';
import { withoutFlag, withPardon } from './rules/posture.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** False where there is no such finding, or it was taken back before. */
export async function undo(
  deps: DetectionDependencies,
  { tenantId, findingId }: { readonly tenantId: string; readonly findingId: string },
  { actor, requestId }: DetectionAuthor,
): Promise<boolean> {
  return deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    const finding = held && (await undoFinding(tx, tenantId, { findingId, by: actor }));
    if (!held || !finding) return false;
    const { kind, digest } = finding;
    const now = held.now.getTime();
    const pardon = { finding: kind, digest, until: now + dayMilliseconds };
    let next = withPardon(withoutFlag(held.posture, kind, digest), pardon, now);
    // What a person began, a person ends.
    if (kind === 'stuffing' && next.mode === 'attack' && next.begunBy === 'system')
      next = await endMode(deps, tx, { tenantId, posture: next, actor, requestId, reason: 'undone' });
    await writePosture(tx, tenantId, next);
    const data = { findingId, kind };
    await deps.ledger.append(tx, {
      ...{ tenantId, customerId: null, actor, requestId },
      event: 'protection.finding_undone',
      data,
    });
    return true;
  });
}
