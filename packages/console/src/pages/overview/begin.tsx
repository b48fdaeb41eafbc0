/** The three steps to the first sign-in, ticked off as they are done; gone when all are. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { listApplications } from '../../api/applications.ts';
import { readBranding } from '../../api/branding.ts';
import { signedInCustomer } from '../../api/first-customer.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../texts/index.ts';

export function Begin() {
  const applications = useQuery({
    queryKey: ['applications', undefined],
    queryFn: ({ signal }) => listApplications(undefined, signal),
  });
  const branding = useQuery({ queryKey: ['branding'], queryFn: ({ signal }) => readBranding(null, signal) });
  const client = applications.data?.items.at(-1)?.client_id;
  const customer = useQuery({
    queryKey: ['first-customer'],
    queryFn: ({ signal }) => signedInCustomer(undefined, signal),
    enabled: client !== undefined,
  });
  // Until it is known what is done, nothing is offered: a card that vanishes would be worse than none.
  if (applications.data === undefined || branding.data === undefined) return null;
  if (client !== undefined && customer.data === undefined) return null;
  const hasCustomer = customer.data !== null && customer.data !== undefined;
  if (hasCustomer) return null;
  const hasLook = branding.data.value.branding.accent !== undefined;
  const steps = [
    { name: text('overview.begin.name'), isDone: hasLook || client !== undefined },
    { name: text('overview.begin.application'), isDone: client !== undefined },
    { name: text('overview.begin.customer'), isDone: false },
  ];
  const search =
    client !== undefined
      ? ({ step: 'sign-in', client } as const)
      : ({ step: hasLook ? 'application' : 'look' } as const);
  return (
    <section className="card begin">
      <div>
        <h2>{text('overview.begin.title')}</h2>
        <p className="muted">{text('overview.begin.lead')}</p>
        <ol>
          {steps.map(({ name, isDone }) => (
            <li key={name} className={isDone ? 'done' : undefined}>
              <span className="tick">{isDone && <Icon name="check" />}</span>
              {name}
              {isDone && <span className="hidden">, {text('overview.begin.done')}</span>}
            </li>
          ))}
        </ol>
      </div>
      <Button renderRoot={(props: object) => <Link to="/first-run" search={search} {...props} />}>
        {text(steps.some(({ isDone }) => isDone) ? 'overview.begin.action' : 'overview.begin.start')}
      </Button>
    </section>
  );
}
