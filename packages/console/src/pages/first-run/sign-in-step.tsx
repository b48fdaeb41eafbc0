/** Third step: the code that goes into the application, and a watch for the first customer who comes through it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Application, hasRedirects, kindOf, readApplication } from '../../api/applications.ts';
import { firstCustomerOf } from '../../api/first-customer.ts';
import { useMe } from '../../api/me.ts';
import { Code } from '../../parts/copy.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { QuickStarts } from '../applications/quick-starts.tsx';
import { secretOf } from '../applications/shown-once.ts';
import { nameOf } from '../customers/names.tsx';

export function SignInStep({ clientId }: { readonly clientId: string }) {
  const found = useQuery({
    queryKey: ['application', clientId],
    queryFn: ({ signal }) => readApplication(clientId, signal),
  });
  return <Answer of={found}>{({ value }) => <Watch application={value} />}</Answer>;
}

function Watch({ application }: { readonly application: Application }) {
  const me = useMe().data;
  const seen = useQuery({
    queryKey: ['first-customer', application.client_id],
    queryFn: ({ signal }) => firstCustomerOf(application.client_id, signal),
    refetchInterval: ({ state }) => (state.data === undefined || state.data === null ? 2_000 : false),
  });
  const customer = seen.data ?? undefined;
  const secret = secretOf(application.client_id);
  const kind = kindOf(application);
  const redirectUri = application.redirect_uris[0] ?? '';
  if (customer !== undefined) {
    return (
      <section className="card arrived" aria-live="polite">
        <span className="arrived-mark">
          <Icon name="check" />
        </span>
        <h2>{text('first-run.seen.title', { name: nameOf(customer) })}</h2>
        <p className="muted">{text('first-run.seen.lead', { application: application.client_name })}</p>
        <div className="actions">
          <Button
            renderRoot={(props: object) => (
              <Link to="/customers/$customerId" params={{ customerId: customer.customer_id }} {...props} />
            )}
          >
            {text('first-run.seen.customer')}
          </Button>
          <Button variant="default" renderRoot={(props: object) => <Link to="/" {...props} />}>
            {text('first-run.seen.overview')}
          </Button>
        </div>
      </section>
    );
  }
  return (
    <div className="columns main-and-side">
      <Card title={text('first-run.code.title', { name: application.client_name })} lead={text('first-run.code.lead')}>
        <div className="stack wide-gap">
          {secret !== undefined && (
            <div className="stack">
              <Notice tone="good">{text('application.secret.once')}</Notice>
              <Code code={secret} name={text('application.secret')} />
            </div>
          )}
          {hasRedirects(kind) && (
            <QuickStarts
              issuer={me?.tenant.origin ?? ''}
              clientId={application.client_id}
              redirectUri={redirectUri}
              kind={kind}
            />
          )}
        </div>
      </Card>
      <section className="card waiting" role="status">
        <div className="turning" />
        <h2>{text('first-run.wait.title')}</h2>
        <p className="muted">{text('first-run.wait.lead')}</p>
        {webPlace(redirectUri) !== undefined && (
          <Button
            variant="default"
            renderRoot={(props: object) => (
              <a href={webPlace(redirectUri)} target="_blank" rel="noopener noreferrer" {...props} />
            )}
            rightSection={<Icon name="open" />}
          >
            {text('first-run.code.open', { place: webPlace(redirectUri) ?? '' })}
          </Button>
        )}
      </section>
    </div>
  );
}

/** Where the application answers; only what a browser can open is offered as a link. */
function webPlace(redirectUri: string): string | undefined {
  if (!URL.canParse(redirectUri)) return undefined;
  const { protocol, origin } = new URL(redirectUri);
  return protocol === 'http:' || protocol === 'https:' ? origin : undefined;
}
