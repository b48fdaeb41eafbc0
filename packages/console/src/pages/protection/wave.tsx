/** Who signed up in a wave: all of them are chosen, whoever looks real is unticked, the others are ended at once. */

import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import type { CustomerSummary } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { listSignUps, protectionKey, type Removal, readFinding, type WholeFinding } from '../../api/protection.ts';
import { atPage } from '../../app/searches.ts';
import { BackArrow, Notice, Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { Table } from '../../parts/table.tsx';
import { text } from '../../texts/index.ts';
import { BulkProgress, bulkKey } from '../customers/bulk-progress.tsx';
import { columns } from '../customers/columns.tsx';
import { nameOf } from '../customers/names.tsx';
import { inFigures, timeOf } from './numbers.ts';
import { RemoveDialog } from './remove-dialog.tsx';
import { reasonsOf } from './words.ts';

const from = '/protection/waves/$findingId';

export function Wave() {
  const { findingId } = useParams({ from });
  const found = useQuery({
    queryKey: [...protectionKey, 'finding', findingId],
    queryFn: ({ signal }) => readFinding(findingId, signal),
  });
  const wave = found.data;
  return (
    <Page
      title={text('protection.wave.title')}
      lead={
        wave === undefined
          ? undefined
          : text('protection.wave.lead', {
              time: timeOf(wave.began_at),
              figures: reasonsOf(wave).join(', '),
              about: wave.about ?? text('protection.wave.same'),
            })
      }
      back={
        <Link to="/protection" className="back">
          <BackArrow />
          {text('protection.title')}
        </Link>
      }
    >
      <Answer of={found} lines={8}>
        {(shown) => <SignUps wave={shown} />}
      </Answer>
    </Page>
  );
}

function SignUps({ wave }: { readonly wave: WholeFinding }) {
  const { finding_id: findingId, sign_ups: total } = wave;
  const { after, bulk } = useSearch({ from });
  const navigate = useNavigate({ from });
  const queries = useQueryClient();
  const may = useMay();
  const [kept, keep] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<NonNullable<Removal['action']>>();
  const found = useQuery({
    // What was done with them shows as soon as it is done.
    queryKey: ['customers', 'wave', findingId, after],
    queryFn: ({ signal }) => listSignUps(findingId, after, signal),
  });
  const ids = found.data?.items.map(({ customer_id: id }) => id) ?? [];
  const count = Math.max(0, (total ?? 0) - kept.size);
  const mayRemove = may('customers:write') && may('protection:write');
  const choose = (chosen: ReadonlySet<string>) =>
    keep(new Set([...[...kept].filter((id) => !ids.includes(id)), ...ids.filter((id) => !chosen.has(id))]));
  return (
    <div className="stack">
      <BulkProgress begun={bulk} dismiss={() => navigate({ search: ({ bulk: _, ...search }) => search })} />
      <Notice>{text('protection.wave.hint')}</Notice>
      <section className="card flush customers">
        {mayRemove && total !== null && total > 0 && (
          <section className="bulk-bar" aria-label={text('select.name')}>
            <p role="status">
              <strong>
                {text('protection.wave.chosen', { count, number: inFigures(count), all: inFigures(total) })}
              </strong>
            </p>
            <div className="actions">
              <Button size="xs" variant="default" disabled={count === 0} onClick={() => setAsked('disable')}>
                {text('bulk.disable')}
              </Button>
              <Button size="xs" variant="danger" disabled={count === 0} onClick={() => setAsked('close')}>
                {text('bulk.close')}
              </Button>
            </div>
          </section>
        )}
        <Table<CustomerSummary>
          name={text('protection.wave.table')}
          columns={columns(false)}
          rows={found.data?.items}
          keyOf={(customer) => customer.customer_id}
          error={found.error}
          again={() => found.refetch()}
          empty={<Empty icon="people" title={text('protection.wave.nobody')} />}
          selection={
            mayRemove ? { chosen: new Set(ids.filter((id) => !kept.has(id))), nameOf, change: choose } : undefined
          }
        />
        {found.data !== undefined && found.data.items.length > 0 && (
          <Pager
            count={found.data.items.length}
            next={found.data.next_cursor}
            isFirst={after === undefined}
            go={(cursor) => navigate({ search: atPage(cursor) })}
          />
        )}
      </section>
      {asked !== undefined && (
        <RemoveDialog
          findingId={findingId}
          removal={{ action: asked, count, keep: [...kept] }}
          close={() => setAsked(undefined)}
          begun={async ({ bulk_id: id }) => {
            await queries.invalidateQueries({ queryKey: bulkKey });
            await navigate({ search: (search) => ({ ...search, bulk: id }) });
          }}
          grown={() => queries.invalidateQueries({ queryKey: protectionKey })}
        />
      )}
    </div>
  );
}
