/** Ends what is over: findings that were not seen again, and attack mode a quarter of an hour after its last signal. */
import type { FindingKind } from '@cardea/contract';
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
    const over = await endFindings(deps, tx, { tenantId, actor: { kind: 'system' }, kinds: [], reason: 'over' });
    for (const { kind, digest } of over) next = withoutFlag(next, kind, digest);
    const { mode, until } = held.posture;
    if (mode === 'attack' && until !== null && until <= held.now)
      next = await endMode(deps, tx, { tenantId, posture: next, actor: { kind: 'system' }, reason: 'over' });
    if (next !== held.posture) await writePosture(tx, tenantId, next);
  });
}

type Ending = {
  readonly tenantId: string;
  readonly actor: Actor;
  readonly requestId?: string | undefined;
  readonly reason: 'over' | 'by_hand' | 'undone' | 'detection_off';
};

/** Ends what was not seen again, and for the `reason` all of some kinds, with an entry of each; no more than `most` at once. */
export async function endFindings(
  { ledger }: Pick<DetectionDependencies, 'ledger'>,
  tx: Transaction,
  {
    kinds,
    most,
    ...ended
  }: Omit<Ending, 'reason'> & {
    readonly reason: Exclude<Ending['reason'], 'undone'>;
    readonly kinds: readonly FindingKind[];
    readonly most?: number;
  },
): ReturnType<typeof endDueFindings> {
  const { tenantId, actor, requestId, reason } = ended;
  const findings = await endDueFindings(tx, tenantId, kinds, most ?? null);
  for (const { findingId, kind } of findings)
    await ledger.append(tx, {
      ...{ tenantId, customerId: null, actor, requestId },
      event: 'protection.finding_ended',
      data: { findingId, kind, reason: kinds.includes(kind) ? reason : 'over' },
    });
  return findings;
}

/** Writes the entry that ends attack mode and returns what the posture is without it. */
export async function endMode(
  { ledger }: Pick<DetectionDependencies, 'ledger'>,
  tx: Transaction,
  ended: Ending & { readonly posture: Posture },
): Promise<Posture> {
  const { tenantId, posture, actor, requestId, reason } = ended;
  await ledger.append(tx, {
    ...{ tenantId, customerId: null, actor, requestId },
    event: 'protection.attack_mode_ended',
    data: { beganAt: (posture.beganAt ?? new Date(0)).toISOString(), reason },
  });
  return calm(posture);
}
