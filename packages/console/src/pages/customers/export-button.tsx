/**
 * Takes the table along: the columns that are shown, as they are shown, of everybody who fits. It reads the list as the
 * page does, so nothing leaves that the page could not show; what is in the clear asks for the right to export besides.
 */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { CustomerSummary } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Notice } from '../../parts/page.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { toCsv } from './csv.ts';
import { type Listing, readListing } from './listing.ts';
import { nameOf } from './names.tsx';

/** More rows than anybody reads; the whole is a matter of the command line, where hashes come along. */
const mostRows = 5_000;
const pageSize = 100;

export function ExportButton({ listing }: { readonly listing: Listing }) {
  const [isOpen, setOpen] = useState(false);
  const [count, setCount] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  const may = useMay();
  const isShown = listing.reason !== undefined;
  const isRefused = isShown && !may('customers:export');
  const close = () => {
    stop.current?.abort();
    setOpen(false);
    setCount(undefined);
  };
  async function take() {
    const controller = new AbortController();
    stop.current = controller;
    const rows: CustomerSummary[] = [];
    let after: string | undefined;
    do {
      const page = await readListing({ ...listing, after }, { signal: controller.signal, limit: pageSize });
      rows.push(...page.items);
      after = page.next_cursor ?? undefined;
      setCount(rows.length);
    } while (after !== undefined && rows.length < mostRows);
    save(toCsv(heading(), rows.map(cells)));
    tell(text(after === undefined ? 'export.done' : 'export.cut', { count: rows.length }));
  }
  return (
    <>
      <Button variant="default" leftSection={<Icon name="download" />} onClick={() => setOpen(true)}>
        {text('customers.export')}
      </Button>
      <Confirm
        isOpen={isOpen}
        close={close}
        title={text('export.title')}
        action={text('export.start')}
        isReady={!isRefused}
        confirm={take}
      >
        {isRefused ? (
          <Notice>{text('export.refused')}</Notice>
        ) : (
          <p className="muted">{text(isShown ? 'export.lead.shown' : 'export.lead.masked')}</p>
        )}
        <p className="muted">
          {text('export.whole')} <code>./cardea customers export</code>
        </p>
        <p className="figures" role="status">
          {count !== undefined && text('export.busy', { count })}
        </p>
      </Confirm>
    </>
  );
}

const heading = (): string[] => [
  text('customer.id'),
  ...(['customer', 'email', 'state', 'external-id', 'since'] as const).map((name) => text(`customers.column.${name}`)),
];

const cells = (customer: CustomerSummary): string[] => [
  customer.customer_id,
  nameOf(customer),
  customer.email ?? '',
  text(`customers.state.${customer.state}`),
  customer.external_id ?? '',
  customer.created_at,
];

/** Hands the file to the browser; it is made here and leaves for nowhere. */
function save(csv: string): void {
  const address = URL.createObjectURL(new Blob([csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = `customers-${new Date().toISOString().slice(0, 10)}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
