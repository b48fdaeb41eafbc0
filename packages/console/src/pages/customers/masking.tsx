/**
 * Says what the mask means for a search, and offers the way past it. Whoever could find people by the beginnings of masked
 * names would read the names letter by letter; so beginnings ask for a reason, as showing does.
 */
import { Button } from '@mantine/core';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../texts/index.ts';
import type { Listing } from './listing.ts';

type Props = { readonly listing: Listing; ask(): void; mask(): void };

export function Masking({ listing: { sought, kind, reason }, ask, mask }: Props) {
  const may = useMay();
  if (reason !== undefined) {
    return (
      <div className="masking">
        <Icon name="eye" />
        <p>
          {text('customers.seen')}{' '}
          <span className="muted">
            <bdi>{text('customers.seen.reason', { reason })}</bdi>
          </span>
        </p>
        <Button size="xs" variant="default" onClick={mask}>
          {text('customers.seen.hide')}
        </Button>
      </div>
    );
  }
  if (sought === undefined || kind !== 'name') return null;
  const mayAsk = may('customers.personal:read');
  return (
    <div className="masking">
      <Icon name="info" />
      <p>
        {text('customers.masked.words')} {text(mayAsk ? 'customers.masked.offer' : 'customers.masked.no-right')}
      </p>
      {mayAsk && (
        <Button size="xs" variant="default" onClick={ask}>
          {text('customers.masked.give')}
        </Button>
      )}
    </div>
  );
}
