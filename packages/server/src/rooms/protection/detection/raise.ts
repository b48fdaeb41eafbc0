/**
 * Writes down what one process saw: raises a finding, or sees the open one again, and changes the tenant's posture with
 * it. Several nodes that see the same raise one finding.
 */
import { newId } from '../../../foundation/ids/index.ts';
import { upsertFinding } from '../store/findings.ts';
import { holdPosture, writePosture } from '../store/postures.ts';
import type { DetectionDependencies } from './dependencies.ts';
import { digestOf } from './rules/digest.ts';
import { isPardoned, lastsMinutes, underAttack, withFlag } from './rules/posture.ts';
import { tenantKey } from './tenant-key.ts';
import type { FindingKind, Posture, Sighting } from './vocabulary.ts';

// A digest stands for an account already: it is shown to nobody.
const isShown = (kind: FindingKind): boolean => kind !== 'account_guessing' && kind !== 'mail_bombing';

/** Where the clear text of what a finding is about is sealed to. */
export const shownPlace = (tenantId: string, findingId: string) => ({
  tenantId,
  subjectId: null,
  field: `protection_findings.shown:${findingId}`,
});

/** The finding's id; null where it was taken back, or the tenant has gone. */
export async function raiseFinding(deps: DetectionDependencies, sighting: Sighting): Promise<string | null> {
  const { tenantId, kind, key, action, flag, figures, customerId = null } = sighting;
  const digestKey = await tenantKey(deps, tenantId);
  const digest = sighting.digest ?? digestOf(digestKey, flag?.kind ?? kind, key);
  const findingId = newId('finding');
  const shown =
    key !== '' && isShown(kind)
      ? await deps.encryption.seal(deps.database.reader, shownPlace(tenantId, findingId), key)
      : null;
  return deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    if (held === null || isPardoned(held.posture, kind, digest, held.now.getTime())) return null;
    const raised = { findingId, kind, digest, shown, customerId, action, figures, lastsMinutes: lastsMinutes[kind] };
    const finding = await upsertFinding(tx, tenantId, raised);
    const next = postureAfter(held.posture, sighting, { ...finding, digest, now: held.now });
    if (next !== held.posture) await writePosture(tx, tenantId, next);
    const about = { tenantId, customerId: null, actor: { kind: 'system' } } as const;
    if (finding.isNew) {
      const data = { findingId, kind, action, figures };
      await deps.ledger.append(tx, { ...about, event: 'protection.finding_raised', data });
      deps.logger.warn('detection raised a finding', { tenantId, findingId, kind, action });
    }
    if (held.posture.mode === 'calm' && next.mode === 'attack') {
      const data = { findingId: finding.findingId, until: null };
      await deps.ledger.append(tx, { ...about, event: 'protection.attack_mode_began', data });
    }
    return finding.findingId;
  });
}

function postureAfter(
  posture: Posture,
  { kind, action, flag }: Sighting,
  finding: { readonly findingId: string; readonly endsAt: Date; readonly digest: string; readonly now: Date },
): Posture {
  const { findingId, endsAt, digest, now } = finding;
  if (action === 'attack_mode') return underAttack(posture, { by: 'system', findingId, until: endsAt, now });
  if (flag === undefined || action === 'noted') return posture;
  const held = posture.flags.find((each) => each.kind === flag.kind && each.digest === digest);
  if (held !== undefined && held.level >= flag.level) return posture;
  return withFlag(posture, { kind: flag.kind, digest, level: flag.level, finding: kind });
}
