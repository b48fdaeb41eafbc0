/** A finding as others see it. */

import type { FindingRow } from '../store/findings.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { shownPlace } from './raise.ts';
import type { Figures, FindingAction, FindingKind } from './vocabulary.ts';

export type Finding = {
  readonly findingId: string;
  readonly kind: FindingKind;
  /** What was done about it. */
  readonly action: FindingAction;
  /** What it rests on: `attempts`, `failures`, `accounts`, `test` and others. */
  readonly figures: Figures;
  /** The address, neighbourhood, network, browser or origin it is about, for a month; null: the tenant as a whole. */
  readonly about: string | null;
  /** Whose account, where it is about one that is still there. */
  readonly customerId: string | null;
  readonly beganAt: Date;
  readonly lastSeenAt: Date;
  readonly endedAt: Date | null;
  readonly undone: { readonly at: Date; readonly by: { readonly kind: string; readonly id: string | null } } | null;
  /** Where a list goes on after it. */
  readonly position: readonly [string, string];
};

export async function toFinding(
  { encryption, database }: Pick<DetectionDependencies, 'encryption' | 'database'>,
  tenantId: string,
  row: FindingRow,
): Promise<Finding> {
  const { finding_id: findingId, undone_at: undoneAt } = row;
  return {
    findingId,
    kind: row.kind as FindingKind,
    action: row.action as FindingAction,
    figures: row.figures,
    about:
      row.shown === null ? null : await encryption.open(database.reader, shownPlace(tenantId, findingId), row.shown),
    customerId: row.customer_id,
    beganAt: row.began_at,
    lastSeenAt: row.last_seen_at,
    endedAt: row.ended_at,
    undone:
      undoneAt === null ? null : { at: undoneAt, by: { kind: row.undone_by_kind ?? 'system', id: row.undone_by } },
    position: [row.position, findingId],
  };
}
