/** `cardea doctor`: looks at what most often goes wrong and says what to do. Exit code 1 when something is wrong. */
import { systemClock } from '../../foundation/clock/index.ts';
import { environment, isSettingsRefusal, readSettings, type Settings } from '../../foundation/config/index.ts';
import { lastBackup, type Queries } from '../../foundation/database/index.ts';
import { hasMasterKey, openMasterKey } from '../../foundation/encryption/index.ts';
import { createTextRecords } from '../../foundation/http-client/index.ts';
import { findProxies } from '../../rooms/protection/index.ts';
import { examineBootstrapClient } from './bootstrap-client.ts';
import { examineBreachedPasswords } from './breached-passwords-file.ts';
import { examineClientCertificates } from './client-certificates.ts';
import { openBeside } from './database-beside.ts';
import type { Finding } from './finding.ts';
import { examineGeography } from './geography-files.ts';
import { examineMail } from './mail-records.ts';
import { examineProxies } from './proxies.ts';
import type { WithRooms } from './rooms.ts';
import { examineSharedBudgets } from './shared-budgets.ts';
import { examineSms } from './sms-routes.ts';
import { sendTestMail } from './test-mail.ts';

export type DoctorOptions = {
  /** Sends a mail to this address. */
  readonly testMailTo?: string | undefined;
  /** The name servers to ask, instead of those of the machine. */
  readonly nameServers?: readonly string[] | undefined;
  /** Opens the rooms, for what only they know. */
  readonly withRooms?: WithRooms | undefined;
};

/** Runs every check and prints the findings. */
export async function doctor(options: DoctorOptions & { asJson: boolean; say: (line: string) => void }): Promise<void> {
  const checks = await examine(environment, options);
  const ok = checks.every((check) => check.ok);
  if (options.asJson) options.say(JSON.stringify({ ok, checks }));
  else for (const line of describe(checks)) options.say(line);
  process.exitCode = ok ? 0 : 1;
}

/** The findings for an environment. Later checks need the earlier ones, so the first refusal ends the examination. */
export async function examine(
  environment: Readonly<Record<string, string | undefined>>,
  options: DoctorOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const good = (name: string, detail: string) => {
    findings.push({ name, ok: true, detail, remedy: null });
  };
  try {
    const settings = readSettings(environment);
    good(
      'settings',
      settings.development ? 'development, on this machine only' : `serving ${settings.publicUrl.origin}`,
    );
    findings.push(...(await examineMail(settings, createTextRecords(options.nameServers))));
    findings.push(examineSms(settings));
    findings.push(examineGeography(settings, systemClock));
    findings.push(...(await examineBreachedPasswords(settings)));
    findings.push(...(await examineSharedBudgets(settings)));
    if (options.testMailTo !== undefined) findings.push(await sendTestMail(settings, options.testMailTo));
    const isBegun = await examineDatabase(settings, good, findings);
    if (isBegun && options.withRooms !== undefined) {
      findings.push(await examineBootstrapClient(settings, options.withRooms));
      findings.push(await examineClientCertificates(settings, options.withRooms));
    }
  } catch (error) {
    if (!isSettingsRefusal(error)) throw error;
    for (const sentence of error.sentences) {
      findings.push({
        name: findings.length === 0 ? 'settings' : 'database',
        ok: false,
        detail: 'refused',
        remedy: sentence,
      });
    }
  }
  return findings;
}

/** False where nothing has ever been started. */
async function examineDatabase(
  settings: Settings,
  good: (name: string, detail: string) => void,
  findings: Finding[],
): Promise<boolean> {
  const database = await openBeside(settings);
  try {
    good(
      'database',
      settings.databaseUrl === undefined ? `embedded in ${settings.dataDirectory}` : 'reached by DATABASE_URL',
    );
    findings.push({
      name: 'ledger',
      ok: database.ledgerProtection === 'role',
      detail:
        database.ledgerProtection === 'role' ? 'the server cannot change its entries' : 'protected by a trigger only',
      remedy:
        database.ledgerProtection === 'role'
          ? null
          : 'Let the database owner create the role cardea_serving, or set DATABASE_OWNER_URL to a login that may.',
    });
    if (settings.databaseUrl === undefined) findings.push(await examineBackup(database.reader, settings));
    findings.push(examineProxies(settings, await findProxies(database.reader)));
    // A new installation gets its key at its first start, which shows the recovery key; looking must not make one.
    const isBegun = await hasMasterKey(database.reader);
    if (isBegun) {
      await openMasterKey({
        queries: database.reader,
        dataDirectory: settings.dataDirectory,
        given: settings.masterKey,
      });
      good('master key', 'it belongs to this database');
    } else {
      good('master key', 'it will be made at the first start');
    }
    return isBegun;
  } finally {
    await database.close();
  }
}

/** Whether what is lost with this machine could be brought back. On a machine for development nothing is demanded. */
async function examineBackup(queries: Queries, { development }: Settings): Promise<Finding> {
  const last = await lastBackup(queries);
  const isWanting = last === null || last.isOld;
  return {
    name: 'backup',
    ok: !isWanting || development,
    detail:
      last === null ? 'none was taken yet' : `the last good one is of ${last.takenAt.toISOString()} (${last.file})`,
    remedy: isWanting
      ? 'Take one every day, and keep it on another machine: ./cardea backup --to FOLDER --keep 14'
      : null,
  };
}

function describe(checks: readonly Finding[]): string[] {
  const lines = checks.flatMap((check) => [
    `${check.ok ? '✓' : '✗'} ${check.name}: ${check.detail}`,
    ...(check.remedy === null ? [] : [`    ${check.remedy}`]),
  ]);
  const bad = checks.filter(({ ok }) => !ok).length;
  return [...lines, '', bad === 0 ? 'All is well.' : `Needs attention: ${bad} of ${checks.length}.`];
}
