/** One application: what it is, its secret, how to connect it, and how to stop it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Fragment } from 'react';
import { hasRedirects, kindOf, readApplication, type ApplicationDetail as Shown } from '../../api/applications.ts';
import { useMay, useMe } from '../../api/me.ts';
import { Copyable } from '../../parts/copy.tsx';
import { BackArrow, Badge, Card, Facts, Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { ApplicationActions } from './application-actions.tsx';
import { ApplicationForm } from './application-form.tsx';
import { ApplicationState, cameBy } from './names.tsx';
import { PhoneAppsForm } from './phone-apps-form.tsx';
import { QuickStarts } from './quick-starts.tsx';
import { Secret } from './secret.tsx';
import { SecurityForm } from './security-form.tsx';

export function Application() {
  const { clientId } = useParams({ from: '/applications/$clientId' });
  // Another application is another visit: nothing that was typed stays.
  return <Visit key={clientId} clientId={clientId} />;
}

function Visit({ clientId }: { readonly clientId: string }) {
  const found = useQuery({
    queryKey: ['application', clientId],
    queryFn: ({ signal }) => readApplication(clientId, signal),
  });
  const application = found.data?.value;
  return (
    <Page
      title={application?.client_name ?? text('applications.title')}
      back={
        <Link to="/applications" className="back">
          <BackArrow />
          {text('application.back')}
        </Link>
      }
      actions={application !== undefined && <ApplicationActions application={application} />}
    >
      <Answer of={found} lines={8}>
        {({ value, version }) => <Whole application={value} version={version} />}
      </Answer>
    </Page>
  );
}

type WholeProps = { readonly application: Shown; readonly version: string | undefined };

function Whole({ application, version }: WholeProps) {
  const may = useMay();
  const kind = kindOf(application);
  const came = cameBy(application);
  const issuer = useMe().data?.tenant.origin ?? '';
  const { client_id, redirect_uris } = application;
  return (
    <div className="columns main-and-side">
      <div className="stack">
        {hasRedirects(kind) && (
          <Card title={text('application.connect')} lead={text('application.connect.lead')}>
            <QuickStarts issuer={issuer} clientId={client_id} redirectUri={redirect_uris[0] ?? ''} kind={kind} />
          </Card>
        )}
        {may('applications:write') && came === null && (
          <Fragment key={version}>
            <ApplicationForm application={application} version={version} />
            {kind === 'native' && <PhoneAppsForm application={application} version={version} />}
            {(kind === 'server' || kind === 'machine') && (
              <SecurityForm application={application} version={version} isSentTo={hasRedirects(kind)} />
            )}
          </Fragment>
        )}
      </div>
      <div className="stack">
        <Card>
          <div className="badges card-top">
            <ApplicationState state={application.state} />
            <Badge tone="plain">{text(`applications.kind.${kind}`)}</Badge>
            <Badge tone="plain">{text(application.first_party ? 'applications.own' : 'applications.foreign')}</Badge>
            {came !== null && <Badge tone="accent">{text('applications.of-itself')}</Badge>}
          </div>
          {came !== null && <p className="muted small card-top">{text(`application.came.${came}`)}</p>}
          <Facts
            rows={[
              [
                text('application.client-id'),
                <Copyable key="id" value={client_id} name={text('application.client-id')} />,
              ],
              [text('application.issuer'), <Copyable key="issuer" value={issuer} name={text('application.issuer')} />],
            ]}
          />
        </Card>
        <Secret application={application} />
        {kind !== 'machine' && may('settings:read') && (
          <Card title={text('application.methods')} lead={text('application.methods.lead')}>
            <Button
              variant="default"
              renderRoot={(props: object) => (
                <Link to="/sign-in-methods" search={{ application: client_id }} {...props} />
              )}
            >
              {text('application.methods.change')}
            </Button>
          </Card>
        )}
        {kind !== 'machine' && may('settings:read') && (
          <Card title={text('application.branding')} lead={text('application.branding.lead')}>
            <Button
              variant="default"
              renderRoot={(props: object) => (
                <Link to="/applications/$clientId/branding" params={{ clientId: client_id }} {...props} />
              )}
            >
              {text('application.branding.change')}
            </Button>
          </Card>
        )}
      </div>
    </div>
  );
}
