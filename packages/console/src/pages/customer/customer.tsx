/**
 * One customer's whole page. Personal fields are masked until a reason is given; the reason stays with this visit to the
 * page and goes along with each question that it was given for.
 */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { readCustomer, type Customer as Shown } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../parts/icon.tsx';
import { BackArrow, Notice, Page } from '../../parts/page.tsx';
import { ReasonDialog } from '../../parts/reason.tsx';
import { Answer } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { nameOf, StateBadge } from '../customers/names.tsx';
import { CustomerActions } from './actions.tsx';
import { Activity } from './activity.tsx';
import { Allowed } from './allowed.tsx';
import { CallerCheck } from './caller-check.tsx';
import { Factors } from './factors.tsx';
import { Identities } from './identities.tsx';
import { Notes } from './notes.tsx';
import { Identity, Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';

export function Customer() {
  const { customerId } = useParams({ from: '/customers/$customerId' });
  // Another customer is another visit: nothing that was shown or asked stays.
  return <Visit key={customerId} customerId={customerId} />;
}

function Visit({ customerId }: { readonly customerId: string }) {
  const [reason, setReason] = useState<string>();
  const [isAsking, setAsking] = useState(false);
  const may = useMay();
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['customer', customerId, reason],
    queryFn: ({ signal }) => readCustomer(customerId, { signal, ...(reason === undefined ? {} : { reason }) }),
    // Each showing of personal fields is recorded: none happens by itself.
    ...(reason === undefined ? {} : { staleTime: Number.POSITIVE_INFINITY }),
  });
  const customer = found.data?.value;
  async function show(given: string) {
    const shown = await readCustomer(customerId, { reason: given });
    queries.setQueryData(['customer', customerId, given], shown);
    setReason(given);
  }
  return (
    <Page
      title={customer === undefined ? text('customer.tab') : nameOf(customer)}
      tab={text('customer.tab')}
      back={
        <Link to="/customers" className="back">
          <BackArrow />
          {text('customer.back')}
        </Link>
      }
      beside={customer !== undefined && <Standing customer={customer} />}
      actions={
        customer !== undefined && (
          <>
            {may('customers.personal:read') && customer.state !== 'closed' && (
              <Button
                variant="default"
                leftSection={<Icon name="eye" />}
                onClick={() => (reason === undefined ? setAsking(true) : setReason(undefined))}
              >
                {text(reason === undefined ? 'customer.show' : 'customer.hide')}
              </Button>
            )}
            <CustomerActions customer={customer} />
          </>
        )
      }
    >
      <Answer of={found} lines={10}>
        {({ value }) => (
          <div className="stack">
            {reason !== undefined && !value.masked && <Notice>{text('customer.shown')}</Notice>}
            <Whole customer={value} reason={reason} />
          </div>
        )}
      </Answer>
      <ReasonDialog isOpen={isAsking} close={() => setAsking(false)} give={show} />
    </Page>
  );
}

function Standing({ customer }: { readonly customer: Shown }) {
  return (
    <div className="badges standing">
      <StateBadge state={customer.state} />
    </div>
  );
}

function Whole({ customer, reason }: { readonly customer: Shown; readonly reason: string | undefined }) {
  const { customer_id: id } = customer;
  return (
    <div className="columns main-and-side">
      <div className="stack">
        <Identity customer={customer} />
        <Profile customer={customer} />
        {customer.state !== 'closed' && <Factors customerId={id} reason={reason} />}
        {customer.state !== 'closed' && <Identities customerId={id} reason={reason} />}
        <Sessions customerId={id} reason={reason} />
        <Allowed customerId={id} />
      </div>
      <div className="stack">
        {customer.state === 'active' && <CallerCheck customerId={id} />}
        <Notes customerId={id} reason={reason} />
        <Activity customerId={id} />
      </div>
    </div>
  );
}
