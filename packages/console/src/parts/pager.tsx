/** From page to page of a list. Each page has its address; the way back is the one the person came. */
import { Button } from '@mantine/core';
import { text } from '../texts/index.ts';

type PagerProps = {
  readonly next: string | null;
  readonly isFirst: boolean;
  readonly count: number;
  go(cursor: string | undefined): void;
};

export function Pager({ next, isFirst, count, go }: PagerProps) {
  if (isFirst && next === null) {
    return <div className="pager figures">{text('pager.all', { count })}</div>;
  }
  return (
    <nav className="pager" aria-label={text('pager.name')}>
      <span className="figures">{text('pager.shown', { count })}</span>
      <span className="actions">
        {!isFirst && (
          <Button size="xs" variant="default" onClick={() => go(undefined)}>
            {text('pager.first')}
          </Button>
        )}
        {!isFirst && (
          <Button size="xs" variant="default" onClick={() => history.back()}>
            {text('pager.previous')}
          </Button>
        )}
        <Button size="xs" variant="default" disabled={next === null} onClick={() => go(next ?? undefined)}>
          {text('pager.next')}
        </Button>
      </span>
    </nav>
  );
}
