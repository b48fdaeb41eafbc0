/**
 * A real page of ours with looks and texts that are not saved yet. The frame is sandboxed and its page has a policy of its
 * own: nothing in it runs, and nothing in it can reach the console.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Preview, type PreviewWish, previewPage } from '../api/branding.ts';
import { Failed } from './states.tsx';

/** What is drawn for this wish, once nothing was typed for a moment; the refusal where it cannot be. */
export function usePreview(wish: PreviewWish) {
  const [settled] = useDebouncedValue(JSON.stringify(wish), 250);
  return useQuery({
    queryKey: ['preview', settled],
    queryFn: ({ signal }) => previewPage(JSON.parse(settled) as PreviewWish, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

type Props = { readonly wish: PreviewWish; readonly title: string };

export function PagePreview({ wish, title }: Props) {
  const drawn = usePreview(wish);
  const [last, setLast] = useState<Preview>();
  if (drawn.data !== undefined && drawn.data !== last) setLast(drawn.data);
  // While something is refused, the page that could be drawn stays; the refusal is told at its field.
  const shown = drawn.data ?? last;
  if (shown === undefined) {
    return (
      <div className="preview" aria-busy={drawn.isPending}>
        {drawn.error !== null && <Failed error={drawn.error} again={() => drawn.refetch()} />}
      </div>
    );
  }
  return (
    <div className="preview">
      <iframe title={title} src={shown.address} sandbox="" referrerPolicy="no-referrer" tabIndex={-1} />
    </div>
  );
}
