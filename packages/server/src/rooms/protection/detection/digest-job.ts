/**
 * Once a week, what was found is summed up in one entry, from which owners get a mail; nothing where all was calm. The job
 * asks for its next run itself; of several nodes that ask, one is heard.
 */
import type { Jobs } from '../../../foundation/jobs/index.ts';
import { countFindings } from '../store/findings.ts';
import { claimDigests } from '../store/postures.ts';
import type { DetectionDependencies } from './dependencies.ts';

const task = 'protection-digest';
const hourMilliseconds = 60 * 60 * 1000;

type DigestDependencies = DetectionDependencies & { readonly jobs: Jobs };

export function createDigestJob(deps: DigestDependencies) {
  async function schedule(delayMilliseconds: number): Promise<void> {
    const runAt = new Date(deps.clock.now().getTime() + delayMilliseconds);
    await deps.database.transaction({}, (tx) => deps.jobs.add(tx, task, {}, { key: task, runAt }));
  }

  /** Sums up every tenant whose week is over. */
  async function sumUp(): Promise<void> {
    await schedule(hourMilliseconds);
    await deps.database.transaction({}, async (tx) => {
      for (const { tenantId, since } of await claimDigests(tx)) {
        const tenant = await deps.tenants.byId(tenantId);
        if (tenant?.settings.protection.digest !== 'on') continue;
        const counted = await countFindings(tx, tenantId, { from: since, to: deps.clock.now() });
        const findings = counted.reduce((sum, { count }) => sum + count, 0);
        if (findings === 0) continue;
        await deps.ledger.append(tx, {
          ...{ tenantId, customerId: null, actor: { kind: 'system' } },
          event: 'protection.week_summed_up',
          data: { since: since.toISOString(), findings },
        });
      }
    });
  }

  return {
    /** Asks for the first run. */
    scheduleDigest: (): Promise<void> => schedule(0),
    tasks: { [task]: sumUp } as Readonly<Record<string, (payload: unknown) => Promise<void>>>,
  };
}
