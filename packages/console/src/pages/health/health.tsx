/** How the installation does: what is well, what is not and what to do about it. It looks again by itself. */
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../../api/me.ts';
import { readSystem, type SystemStatus, systemKey } from '../../api/system.ts';
import { Copyable } from '../../parts/copy.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Card, Facts, Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { Checks } from './checks.tsx';
import { SigningKeys } from './keys.tsx';
import { Jobs, Readers } from './work.tsx';

export function Health() {
  const found = useQuery({
    queryKey: systemKey,
    queryFn: ({ signal }) => readSystem(signal),
    refetchInterval: 15_000,
  });
  const status = found.data;
  return (
    <Page
      title={text('health.title')}
      lead={text('health.lead')}
      beside={
        status !== undefined && (
          <div className="badges standing" role="status">
            <Verdict status={status} />
          </div>
        )
      }
    >
      <Answer of={found} lines={10}>
        {(shown) => <Whole status={shown} />}
      </Answer>
    </Page>
  );
}

function Verdict({ status: { ok, checks } }: { readonly status: SystemStatus }) {
  const count = checks.filter((check) => !check.ok).length;
  return ok ? (
    <Badge tone="good">{text('health.well')}</Badge>
  ) : (
    <Badge tone="bad">{text('health.attention', { count })}</Badge>
  );
}

function Whole({ status }: { readonly status: SystemStatus }) {
  const may = useMay();
  return (
    <div className="columns main-and-side">
      <div className="stack">
        <Checks status={status} />
        <div className="stack work">
          <Jobs jobs={status.jobs} />
          <Readers readers={status.ledger.readers} />
        </div>
      </div>
      <div className="stack">
        <Installation status={status} />
        <Mail mail={status.mail} />
        {may('settings:read') && <SigningKeys />}
      </div>
    </div>
  );
}

function Installation({ status }: { readonly status: SystemStatus }) {
  const { version, database, last_backup_at: backup } = status;
  const isEmbedded = database.kind === 'embedded';
  return (
    <Card title={text('health.installation')}>
      <Facts
        rows={[
          [text('health.version'), <span key="version">Cardea {version}</span>],
          [text('health.address'), <Copyable key="address" value={status.public_url} name={text('health.address')} />],
          [text('health.mode'), text(status.development ? 'health.mode.development' : 'health.mode.production')],
          [text('health.started'), <Moment key="started" at={status.started_at} />],
          [text('health.database'), text(`health.database.${database.kind}`, { version: database.version })],
          [
            text('health.backup'),
            isEmbedded && backup !== null ? (
              <Moment key="backup" at={backup} />
            ) : (
              text(isEmbedded ? 'health.backup.none' : 'health.backup.elsewhere')
            ),
          ],
        ]}
      />
    </Card>
  );
}

function Mail({ mail }: Pick<SystemStatus, 'mail'>) {
  const rows = [
    ['health.mail.sent', mail.sent_last_day],
    ['health.mail.queued', mail.queued],
    ['health.mail.failed', mail.failed_last_day],
  ] as const;
  return (
    <Card title={text('health.mail')} lead={text('health.mail.lead')}>
      <dl className="tally">
        {rows.map(([name, count]) => (
          <div key={name}>
            <dt>{text(name)}</dt>
            <dd className="figures">{count}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
