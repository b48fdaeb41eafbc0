/** What the checks of the server are called and what they found, in the language that is spoken; else in its own words. */
import type { Check, SystemStatus } from '../../api/system.ts';
import { text, textOr } from '../../texts/index.ts';

export type Explained = {
  readonly name: string;
  readonly sentence: string;
  /** What it is about, such as the jobs that wait. */
  readonly about: string | undefined;
  readonly remedy: string | undefined;
  /** A command that helps. */
  readonly command: string | undefined;
};

const longestWaitSeconds = 300;
const commands: Readonly<Record<string, string>> = {
  backup: './cardea backup --to FOLDER --keep 14',
  mail: './cardea doctor --send-test-mail ADDRESS',
};

export function explain(check: Check, status: SystemStatus): Explained {
  const id = `health.check.${check.name.replaceAll(' ', '-')}`;
  return {
    name: textOr(id, check.name),
    sentence: textOr(`${id}.${check.ok ? 'good' : badFormOf(check, status)}`, check.detail),
    about: check.ok ? undefined : aboutOf(check, status),
    remedy: check.ok ? undefined : textOr(`${id}.remedy`, check.remedy ?? ''),
    command: check.ok ? undefined : commandOf(check),
  };
}

const commandOf = ({ name, detail }: Check): string | undefined =>
  name === 'proxies' ? `TRUSTED_PROXIES=${detail}` : commands[name];

const badFormOf = ({ name }: Check, { last_backup_at: at }: SystemStatus): string =>
  name === 'backup' && at === null ? 'none' : 'bad';

function aboutOf({ name }: Check, { jobs, mail, ledger }: SystemStatus): string | undefined {
  if (name === 'jobs')
    return jobs
      .filter(({ failed, oldest_due_seconds: waits }) => failed > 0 || waits > longestWaitSeconds)
      .map(({ task }) => task)
      .join(', ');
  if (name === 'mail') return text('health.mail.about', { queued: mail.queued, failed: mail.failed_last_day });
  if (name === 'ledger readers')
    return ledger.readers
      .filter(({ failing_lanes: failing, lag_seconds: lag }) => failing > 0 || lag > longestWaitSeconds)
      .map(({ reader }) => reader)
      .join(', ');
  return undefined;
}

/** A span of time in its largest unit: "3 min". */
export function spanOf(seconds: number, language: string): string {
  const units = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  const [unit, length] = units.find(([, each]) => seconds >= each) ?? (['second', 1] as const);
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }).format(
    Math.floor(seconds / length),
  );
}
