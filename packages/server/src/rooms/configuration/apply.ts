/**
 * Applies a file: all of it in one transaction over every room, or nothing. Of several at once each waits for the one
 * before, and plans from what that one left behind. Applied again, it changes nothing.
 */
import { ProblemError } from '../../foundation/errors/index.ts';
import { hashSecret } from '../../foundation/ids/index.ts';
import type { Author } from '../tenants/index.ts';
import { carryOut } from './carry-out.ts';
import type { ConfigurationDependencies } from './dependencies.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Change } from './planned.ts';
import { prepare } from './prepare.ts';
import type { FollowReference } from './secrets.ts';
import { findNewestFile, insertFile, lockConfiguration } from './store.ts';
import { readWanted } from './wanted.ts';
import type { Work } from './work.ts';

/** What a file would do, or did. */
export type Plan = {
  readonly changes: readonly Change[];
  /** Names exactly these changes: what was looked at can be demanded when it is applied. */
  readonly fingerprint: string;
};

export type Applying = Author & {
  readonly followReference?: FollowReference | undefined;
  /** The plan that was looked at; another one is refused with `configuration.conflict`. */
  readonly expectedFingerprint?: string | undefined;
  /** Refuses changes that the author may not make; asked before anything is made. */
  readonly demandMayMake?: ((work: Work) => void) | undefined;
};

/** What the text would change now. */
export async function planFile(
  deps: ConfigurationDependencies,
  tenantId: string,
  text: string,
  follow: FollowReference | undefined,
): Promise<Plan> {
  const wanted = readWanted(text, deps);
  // One transaction, so that what is compared was there at one time; it changes nothing.
  return deps.database.transaction({}, async (tx) => toPlan(await prepare(deps, tx, tenantId, wanted, follow)));
}

/** Makes it so, and says what that was. */
export async function applyFile(
  deps: ConfigurationDependencies,
  tenantId: string,
  text: string,
  applying: Applying,
): Promise<Plan> {
  const wanted = readWanted(text, deps);
  const { actor, requestId, mayExpose } = applying;
  return deps.database.transaction({}, async (tx) => {
    await lockConfiguration(tx, tenantId);
    const work = await prepare(deps, tx, tenantId, wanted, applying.followReference);
    const plan = toPlan(work);
    if (applying.expectedFingerprint !== undefined && applying.expectedFingerprint !== plan.fingerprint)
      throw new ProblemError('configuration.conflict');
    applying.demandMayMake?.(work);
    await carryOut(deps, tx, tenantId, work, { actor, requestId, mayExpose }).catch((error) =>
      explainRefusal(error, wanted),
    );
    const former = await findNewestFile(tx, tenantId);
    if (work.changes.length === 0 && former?.document === text) return plan;
    const version = (former?.version ?? 0) + 1;
    await insertFile(tx, tenantId, { version, document: text, actor });
    const count = (action: Change['action']) => work.changes.filter((change) => change.action === action).length;
    await deps.ledger.append(tx, {
      tenantId,
      customerId: null,
      event: 'configuration.applied',
      actor,
      requestId,
      data: { version, created: count('create'), changed: count('change'), removed: count('remove') },
    });
    return plan;
  });
}

function toPlan({ changes }: Work): Plan {
  return { changes, fingerprint: hashSecret(JSON.stringify(changes)).toString('base64url') };
}
