/** `/api/admin/system`: how the installation does, and what to do where it does not do well. Reading changes nothing. */
import { adminApi } from '@cardea/contract';
import { lastBackup, serverVersion } from '../../foundation/database/index.ts';
import { jobsStatus, type TaskStatus } from '../../foundation/jobs/index.ts';
import { type ReaderStatus, readersStatus } from '../../rooms/ledger/index.ts';
import { type MessagesStatus, messagesStatus } from '../../rooms/messaging/index.ts';
import { findProxies } from '../../rooms/protection/index.ts';
import type { AdminApiDependencies } from './dependencies.ts';
import { type AdminRoute, defineAdminRoute } from './route.ts';

/** Background work that waits longer is not being done. */
const longestWaitSeconds = 300;

type Check = {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy: string | null;
};
type Backup = Awaited<ReturnType<typeof lastBackup>>;

export function systemRoutes({ database, installation }: AdminApiDependencies): AdminRoute[] {
  return [
    defineAdminRoute({
      method: 'GET',
      path: '/api/admin/system',
      operation: 'readSystemStatus',
      summary: 'How the installation does: version, checks, jobs, mail, ledger, backups',
      permission: 'system:read',
      mask: 'none',
      status: 200,
      answer: adminApi.system.status,
      errors: [],
      async handle() {
        const { reader, ledgerProtection } = database;
        const [tasks, mail, readers, backup, version, proxies] = await Promise.all([
          jobsStatus(reader),
          messagesStatus(reader),
          readersStatus(reader),
          lastBackup(reader),
          serverVersion(reader),
          installation.trustsProxies ? [] : findProxies(reader),
        ]);
        const checks = [
          checkLedger(ledgerProtection),
          checkJobs(tasks),
          checkMail(mail),
          checkReaders(readers),
          checkProxies(proxies),
          ...(installation.isEmbedded ? [checkBackup(backup, installation)] : []),
        ];
        return {
          body: {
            version: installation.version,
            public_url: installation.publicUrl,
            development: installation.development,
            started_at: installation.startedAt.toISOString(),
            ok: checks.every(({ ok }) => ok),
            checks,
            jobs: tasks.map(({ oldestDueSeconds, ...task }) => ({ ...task, oldest_due_seconds: oldestDueSeconds })),
            mail: {
              queued: mail.queued,
              oldest_queued_seconds: mail.oldestQueuedSeconds,
              sent_last_day: mail.sent,
              failed_last_day: mail.failed,
            },
            ledger: {
              protection: ledgerProtection,
              readers: readers.map(({ reader, lagSeconds, failingLanes }) => ({
                reader,
                lag_seconds: lagSeconds,
                failing_lanes: failingLanes,
              })),
            },
            database: { kind: installation.isEmbedded ? 'embedded' : 'external', version },
            last_backup_at: backup?.takenAt.toISOString() ?? null,
          },
        };
      },
    }),
  ];
}

function check(name: string, good: string, bad: { detail: string; remedy: string } | null): Check {
  return bad === null ? { name, ok: true, detail: good, remedy: null } : { name, ok: false, ...bad };
}

function checkLedger(protection: 'role' | 'trigger-only'): Check {
  const bad = {
    detail: 'its entries are protected by a trigger only',
    remedy: 'Let the database owner create the role cardea_serving, or set DATABASE_OWNER_URL to a login that may.',
  };
  return check('ledger', 'the server cannot change its entries', protection === 'role' ? null : bad);
}

function checkJobs(tasks: readonly TaskStatus[]): Check {
  const late = tasks.filter(({ oldestDueSeconds }) => oldestDueSeconds > longestWaitSeconds).map(({ task }) => task);
  const failed = tasks.filter((task) => task.failed > 0).map(({ task }) => task);
  if (late.length > 0)
    return check('jobs', '', {
      detail: `${late.join(', ')}: due for more than five minutes`,
      remedy: 'See whether a server runs that takes jobs, and what its log says of them.',
    });
  const bad = {
    detail: `${failed.join(', ')}: tried as often as may be, and left`,
    remedy: 'The log of the server says why, at the time of each try.',
  };
  return check('jobs', 'none waits for long', failed.length === 0 ? null : bad);
}

function checkMail({ queued, oldestQueuedSeconds, failed }: MessagesStatus): Check {
  if (oldestQueuedSeconds > longestWaitSeconds)
    return check('mail', '', {
      detail: `${queued} wait, one for more than five minutes`,
      remedy: 'See what `./cardea doctor --send-test-mail ADDRESS` says.',
    });
  const bad = {
    detail: `${failed} could not be sent within the last day`,
    remedy: 'See what `./cardea doctor --send-test-mail ADDRESS` says, and the log of the server.',
  };
  return check('mail', 'what was queued is sent', failed === 0 ? null : bad);
}

function checkReaders(readers: readonly ReaderStatus[]): Check {
  const behind = readers.filter(({ failingLanes, lagSeconds }) => failingLanes > 0 || lagSeconds > longestWaitSeconds);
  const bad = {
    detail: `${behind.map(({ reader }) => reader).join(', ')}: behind, or failing`,
    remedy: 'The log of the server says why; it is tried again by itself.',
  };
  return check('ledger readers', 'they have read what there is', behind.length === 0 ? null : bad);
}

/** The detail is what TRUSTED_PROXIES is to be set to. */
function checkProxies(addresses: readonly string[]): Check {
  const detail = addresses.join(', ');
  const bad = {
    detail,
    remedy: `Set TRUSTED_PROXIES=${detail} if this is your own proxy: until then all customers behind it count as one.`,
  };
  return check('proxies', 'no request comes through one that is not listed', addresses.length === 0 ? null : bad);
}

/** On a machine for development nothing has to be kept; backups that were begun and have stopped are told there, too. */
function checkBackup(backup: Backup, { development }: AdminApiDependencies['installation']): Check {
  if (backup === null && development) return check('backup', 'none was taken yet, on a machine for development', null);
  if (backup !== null && !backup.isOld) return check('backup', 'the last one is younger than a day', null);
  return check('backup', '', {
    detail: backup === null ? 'none was taken yet' : `the last good one is of ${backup.takenAt.toISOString()}`,
    remedy: 'Take one every day, and keep it on another machine: ./cardea backup --to FOLDER --keep 14',
  });
}
