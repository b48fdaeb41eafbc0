/** Ends what is over: findings that were not seen again, and attack mode a quarter of an hour after its last signal. */
import type { Transaction } from '../../../foundation/database/index.ts';
import type { Actor } from '../../ledger/index.ts';
import { endDueFindings } from '../store/findings.ts';
import { holdPosture, tenantsWithEnds, writePosture } from '../store/postures.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { calm, withoutFlag } from './rules/posture.ts';
import type { Posture } from './vocabulary.ts';

/** Of all tenants; each ends once, whichever node comes first. */
export async function endWhatIsOver(deps: DetectionDependencies): Promise<void> {
  for (const tenantId of await tenantsWithEnds(deps.database.reader)) await endOf(deps, tenantId);
}

async function endOf(deps: DetectionDependencies, tenantId: string): Promise<void> {
  await deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    if (held === null) return;
    let next = held.posture;
    for (const { findingId, kind, digest } of await endDueFindings(tx, tenantId)) {
      const data = { findingId, kind, reason: 'over' } as const;
      const by = { tenantId, customerId: null, actor: { kind: 'system' } } as const;
      await deps.ledger.append(tx, { ...by, event: 'protection.finding_ended', data });
      next = withoutFlag(next, kind, digest);
    }
    const { mode, until } = held.posture;
    if (mode === 'attack' && until !== null && until <= held.now)
      next = await endMode(deps, tx, { tenantId, posture: next, actor: { kind: 'system' }, reason: 'over' });
    if (next !== held.posture) await writePosture(tx, tenantId, next);
  });
}

/** Writes the entry that ends attack mode and returns what the posture is without it. */
export async function endMode(
  { ledger }: Pick<DetectionDependencies, 'ledger'>,
  tx: Transaction,
  ended: {
    readonly tenantId: string;
    readonly posture: Posture;
    readonly actor: Actor;
    readonly requestId?: string | undefined;
    readonly reason: 'over' | 'by_hand' | 'undone' | 'detection_off';
  },
): Promise<Posture> {
  const { tenantId, posture, actor, requestId, reason } = ended;
  await ledger.append(tx, {
    ...{ tenantId, customerId: null, actor, requestId },
    event: 'protection.attack_mode_ended',
    data: { beganAt: (posture.beganAt ?? new Date(0)).toISOString(), reason },
  });
  return calm(posture);
}
