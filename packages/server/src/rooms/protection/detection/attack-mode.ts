/** Attack mode by the word of an administrator: it begins and ends at once, and detection does not cut it short. */
import { holdPosture, writePosture } from '../store/postures.ts';
import type { DetectionAuthor, DetectionDependencies } from './dependencies.ts';
import { endFindings, endMode } from './end.ts';
import { digestOf } from './rules/digest.ts';
import { underAttack, withPardon } from './rules/posture.ts';
import { tenantKey } from './tenant-key.ts';
import type { Posture } from './vocabulary.ts';

const hourMilliseconds = 60 * 60 * 1000;

/** `until` null: until somebody ends it. Asking again changes when it ends. */
export async function beginAttackMode(
  deps: DetectionDependencies,
  { tenantId, until }: { readonly tenantId: string; readonly until: Date | null },
  { actor, requestId }: DetectionAuthor,
): Promise<Posture | null> {
  return deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    if (held === null) return null;
    const by = actor.id ?? actor.kind;
    const next = underAttack(held.posture, { by, findingId: null, until, now: held.now });
    await writePosture(tx, tenantId, next);
    if (held.posture.mode === 'calm')
      await deps.ledger.append(tx, {
        ...{ tenantId, customerId: null, actor, requestId },
        event: 'protection.attack_mode_began',
        data: { findingId: null, until: until === null ? null : until.toISOString() },
      });
    return next;
  });
}

/** False where there is none. For an hour detection does not begin it anew: whoever ends it has looked. */
export async function endAttackMode(
  deps: DetectionDependencies,
  tenantId: string,
  { actor, requestId }: DetectionAuthor,
): Promise<boolean> {
  const digest = digestOf(await tenantKey(deps, tenantId), 'stuffing', '');
  return deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    if (held === null || held.posture.mode === 'calm') return false;
    const now = held.now.getTime();
    const pardon = { finding: 'stuffing', digest, until: now + hourMilliseconds } as const;
    const posture = withPardon(held.posture, pardon, now);
    const ended = { tenantId, actor, requestId, reason: 'by_hand' } as const;
    const next = await endMode(deps, tx, { ...ended, posture });
    await endFindings(deps, tx, { ...ended, kinds: ['stuffing'] });
    await writePosture(tx, tenantId, next);
    return true;
  });
}
