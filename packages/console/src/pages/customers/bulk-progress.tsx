/** How far actions on many customers have come: those that are under way, whoever began them, and the one just begun. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Bulk, cancelBulk, listBulk } from '../../api/bulk.ts';
import { useMay } from '../../api/me.ts';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

export const bulkKey = ['bulk-actions'] as const;
const patienceMilliseconds = 1_000;

type Props = {
  /** The one whose result is told when it is over. */
  readonly begun: string | undefined;
  dismiss(): void;
};

export function BulkProgress({ begun, dismiss }: Props) {
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: bulkKey,
    queryFn: ({ signal }) => listBulk(signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? patienceMilliseconds : 30_000),
  });
  const shown = (found.data?.items ?? []).filter((bulk) => isRunning(bulk) || bulk.bulk_id === begun);
  // What it changed shows in the list as soon as it is over.
  const running = shown.filter(isRunning).length;
  useEffect(() => {
    if (running === 0) void queries.invalidateQueries({ queryKey: ['customers'] });
  }, [running, queries]);
  if (shown.length === 0) return null;
  return (
    <section className="card bulks" aria-label={text('bulk.name')}>
      {shown.map((bulk) => (
        <Progress key={bulk.bulk_id} bulk={bulk} dismiss={dismiss} />
      ))}
    </section>
  );
}

const isRunning = ({ state }: Bulk): boolean => state === 'running';

function Progress({ bulk, dismiss }: { readonly bulk: Bulk; readonly dismiss: () => void }) {
  const { bulk_id: id, action, state, total, done, passed_over: passedOver } = bulk;
  const seen = done + passedOver;
  const isIdle = state === 'finished' && done === 0;
  const title = text(isIdle ? 'bulk.finished.nothing' : `bulk.${state}.${action}`);
  return (
    <div className="bulk" role={isRunning(bulk) ? undefined : 'status'}>
      <div className="bulk-head">
        <h2>
          {state === 'finished' && !isIdle && <Icon name="check" />}
          {title}
        </h2>
        {isRunning(bulk) ? (
          <Stop id={id} />
        ) : (
          <Button size="xs" variant="subtle" onClick={dismiss}>
            {text('bulk.dismiss')}
          </Button>
        )}
      </div>
      {isRunning(bulk) && <progress value={seen} max={Math.max(total, 1)} aria-label={title} />}
      <p className="figures muted">
        {isRunning(bulk) && <>{text('bulk.progress', { seen, total })} · </>}
        {text('bulk.done', { count: done })}
        {passedOver > 0 && <>, {text('bulk.passed', { count: passedOver })}</>}
      </p>
      {!isRunning(bulk) && passedOver > 0 && <p className="small muted">{text('bulk.why-passed')}</p>}
    </div>
  );
}

function Stop({ id }: { readonly id: string }) {
  const [isBusy, setBusy] = useState(false);
  const queries = useQueryClient();
  const may = useMay();
  if (!may('customers:write')) return null;
  async function stop() {
    setBusy(true);
    try {
      await cancelBulk(id);
      tell(text('bulk.stopped'));
      await queries.invalidateQueries({ queryKey: bulkKey });
    } catch (error) {
      tell(sentenceOf(error));
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button size="xs" variant="default" loading={isBusy} onClick={stop}>
      {text('bulk.stop')}
    </Button>
  );
}
