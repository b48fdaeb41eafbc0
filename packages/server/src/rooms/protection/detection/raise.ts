/**
 * Writes down what one process saw: raises findings, or sees the open ones again, and changes the tenant's posture with
 * them, once for all of them. Several nodes that see the same raise one finding.
 */
import type { Transaction } from '../../../foundation/database/index.ts';
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

/** All of one tenant's, in one transaction; what was taken back is passed over, and so is a tenant that has gone. */
export async function raiseFindings(
  deps: DetectionDependencies,
  tenantId: string,
  sightings: readonly Sighting[],
): Promise<void> {
  const digestKey = await tenantKey(deps, tenantId);
  const prepared: Prepared[] = [];
  for (const sighting of sightings) prepared.push(await prepare(deps, digestKey, sighting));
  await deps.database.transaction({}, async (tx) => {
    const held = await holdPosture(tx, tenantId);
    if (held === null) return;
    let next = held.posture;
    for (const each of prepared) next = await raiseOne(deps, tx, { ...each, posture: next, now: held.now });
    if (next !== held.posture) await writePosture(tx, tenantId, next);
  });
}

type Prepared = {
  readonly sighting: Sighting;
  readonly findingId: string;
  readonly digest: string;
  readonly shown: Buffer | null;
};

async function prepare(deps: DetectionDependencies, digestKey: Buffer, sighting: Sighting): Promise<Prepared> {
  const { tenantId, kind, key, flag } = sighting;
  const findingId = newId('finding');
  const shown =
    key !== '' && isShown(kind)
      ? await deps.encryption.seal(deps.database.reader, shownPlace(tenantId, findingId), key)
      : null;
  return { sighting, findingId, shown, digest: sighting.digest ?? digestOf(digestKey, flag?.kind ?? kind, key) };
}

/** The posture with it. */
async function raiseOne(
  deps: DetectionDependencies,
  tx: Transaction,
  { sighting, findingId, digest, shown, posture, now }: Prepared & { readonly posture: Posture; readonly now: Date },
): Promise<Posture> {
  const { tenantId, kind, action, figures, customerId = null } = sighting;
  if (isPardoned(posture, kind, digest, now.getTime())) return posture;
  const raised = { findingId, kind, digest, shown, customerId, action, figures, lastsMinutes: lastsMinutes[kind] };
  const finding = await upsertFinding(tx, tenantId, raised);
  const next = postureAfter(posture, sighting, { ...finding, digest, now });
  const about = { tenantId, customerId: null, actor: { kind: 'system' } } as const;
  if (finding.isNew) {
    const data = { findingId, kind, action, figures };
    await deps.ledger.append(tx, { ...about, event: 'protection.finding_raised', data });
    deps.logger.warn('detection raised a finding', { tenantId, findingId, kind, action });
  }
  if (posture.mode === 'calm' && next.mode === 'attack') {
    const data = { findingId: finding.findingId, until: null };
    await deps.ledger.append(tx, { ...about, event: 'protection.attack_mode_began', data });
  }
  return next;
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
