/** The list without anybody in it: because nobody is there yet, or nobody fits, or the mask hides who would. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/me.ts';
import { Empty } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import type { Listing } from './listing.ts';

type Props = { readonly listing: Listing; ask(): void };

export function Nobody({ listing: { sought, kind, state, reason }, ask }: Props) {
  const may = useMay();
  if (sought === undefined && state === undefined) return <NobodyYet />;
  const isMasked = sought !== undefined && kind === 'name' && reason === undefined;
  if (!isMasked) {
    return (
      <Empty icon="search" title={text('customers.nobody.title')}>
        {text('customers.nobody.text')}
      </Empty>
    );
  }
  return (
    <Empty
      icon="search"
      title={text('customers.nobody.title')}
      actions={
        may('customers.personal:read') && <Button onClick={ask}>{text('customers.nobody.masked.action')}</Button>
      }
    >
      {text('customers.nobody.masked')}
    </Empty>
  );
}

function NobodyYet() {
  const may = useMay();
  return (
    <Empty
      icon="people"
      title={text('customers.empty.title')}
      actions={
        may('applications:write') && (
          <Button renderRoot={(props) => <Link to="/applications/new" {...props} />}>
            {text('customers.empty.action')}
          </Button>
        )
      }
    >
      {text('customers.empty.text')}
    </Empty>
  );
}
