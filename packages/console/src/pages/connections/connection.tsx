/** One connection: whether it works, what it is set to, whose domains it serves, and how to stop it. */
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { planRemoval, readConnection, type Connection as Shown } from '../../api/connections.ts';
import { useMay } from '../../api/me.ts';
import { Copyable } from '../../parts/copy.tsx';
import { BackArrow, Badge, Card, Facts, Notice, Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { ConnectionActions } from './connection-actions.tsx';
import { Domains } from './domains.tsx';
import { ConnectionState, WhereToMake } from './names.tsx';
import { presetNames } from './preset-names.ts';
import { kindOf } from './presets.ts';
import { SettingsOfConnection } from './settings-of-connection.tsx';
import { Test } from './test.tsx';

export function Connection() {
  const { connectionId } = useParams({ from: '/connections/$connectionId' });
  // Another connection is another visit: nothing that was typed stays.
  return <Visit key={connectionId} connectionId={connectionId} />;
}

function Visit({ connectionId }: { readonly connectionId: string }) {
  const found = useQuery({
    queryKey: ['connection', connectionId],
    queryFn: ({ signal }) => readConnection(connectionId, signal),
  });
  const connection = found.data?.value;
  return (
    <Page
      title={connection?.name ?? text('connections.title')}
      back={
        <Link to="/connections" className="back">
          <BackArrow />
          {text('connections.title')}
        </Link>
      }
      actions={connection !== undefined && <ConnectionActions connection={connection} version={found.data?.version} />}
    >
      <Answer of={found} lines={8}>
        {({ value, version }) => <Whole connection={value} version={version} />}
      </Answer>
    </Page>
  );
}

type WholeProps = { readonly connection: Shown; readonly version: string | undefined };

function Whole({ connection, version }: WholeProps) {
  const { connection_id: id, preset } = connection;
  const mayChange = useMay()('connections:write');
  const held = useQuery({
    queryKey: ['connection', id, 'removal'],
    queryFn: ({ signal }) => planRemoval(id, signal),
  });
  const servesDomains = kindOf(preset).isForCompanies || (held.data?.domains ?? 0) > 0;
  return (
    <div className="columns main-and-side">
      <div className="stack">
        {connection.state === 'disabled' && <Notice>{text('connection.off')}</Notice>}
        <SettingsOfConnection key={version} connection={connection} version={version} mayChange={mayChange} />
      </div>
      <div className="stack">
        <Card>
          <div className="badges card-top">
            <ConnectionState state={connection.state} />
            <Badge tone="plain">{presetNames[preset]}</Badge>
          </div>
          <Facts
            rows={[
              [
                text('connection.linked'),
                <span key="linked" className="tabular">
                  {held.data === undefined ? '–' : held.data.identities.toLocaleString(currentLanguage())}
                </span>,
              ],
              address('connection.redirect', connection.redirect_uri),
              address('connection.sign-out', connection.backchannel_logout_uri),
            ]}
          />
          <WhereToMake preset={preset} />
        </Card>
        {mayChange && <Test key={version} id={id} />}
        {servesDomains && <Domains id={id} mayChange={mayChange} />}
      </div>
    </div>
  );
}

function address(name: 'connection.redirect' | 'connection.sign-out', value: string) {
  return [text(name), <Copyable key={name} value={value} name={text(name)} />] as const;
}
