/** One application: what it is, its secret, how to connect it, and how to stop it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { kindOf, readApplication, type ApplicationDetail as Shown } from '../../api/applications.ts';
import { useMay, useMe } from '../../api/me.ts';
import { Copyable } from '../../parts/copy.tsx';
import { BackArrow, Badge, Card, Facts, Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { ApplicationActions } from './application-actions.tsx';
import { ApplicationForm } from './application-form.tsx';
import { ApplicationState } from './names.tsx';
import { QuickStarts } from './quick-starts.tsx';
import { Secret } from './secret.tsx';

export function Application() {
  const { clientId } = useParams({ from: '/applications/$clientId' });
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
  const issuer = useMe().data?.tenant.origin ?? '';
  const { client_id, redirect_uris } = application;
  return (
    <div className="columns main-and-side">
      <div className="stack">
        {kind !== 'machine' && (
          <Card title={text('application.connect')} lead={text('application.connect.lead')}>
            <QuickStarts issuer={issuer} clientId={client_id} redirectUri={redirect_uris[0] ?? ''} kind={kind} />
          </Card>
        )}
        {may('applications:write') && <ApplicationForm key={version} application={application} version={version} />}
      </div>
      <div className="stack">
        <Card>
          <div className="badges card-top">
            <ApplicationState state={application.state} />
            <Badge tone="plain">{text(`applications.kind.${kind}`)}</Badge>
            <Badge tone="plain">{text(application.first_party ? 'applications.own' : 'applications.foreign')}</Badge>
          </div>
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
