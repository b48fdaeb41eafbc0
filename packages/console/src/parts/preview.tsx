/**
 * A real page of ours with looks and texts that are not saved yet. The frame is sandboxed and its page has a policy of its
 * own: nothing in it runs, and nothing in it can reach the console.
 */
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type PreviewWish, previewPage } from '../api/branding.ts';
import { Failed } from './states.tsx';

type Props = { readonly wish: PreviewWish; readonly title: string };

export function PagePreview({ wish, title }: Props) {
  const [settled] = useDebouncedValue(JSON.stringify(wish), 250);
  const drawn = useQuery({
    queryKey: ['preview', settled],
    queryFn: ({ signal }) => previewPage(JSON.parse(settled) as PreviewWish, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
  if (drawn.data === undefined) {
    return (
      <div className="preview" aria-busy={drawn.isPending}>
        {drawn.error !== null && <Failed error={drawn.error} again={() => drawn.refetch()} />}
      </div>
    );
  }
  return (
    <div className="preview">
      <iframe title={title} src={drawn.data.address} sandbox="" referrerPolicy="no-referrer" tabIndex={-1} />
    </div>
  );
}
