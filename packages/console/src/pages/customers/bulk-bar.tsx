/** What can be done with the customers who are selected. Each action says what it does, and to how many, before it begins. */
import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { type Bulk, type BulkAction, bulkActions, startBulk } from '../../api/bulk.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { text } from '../../texts/index.ts';
import { type Chosen, selectionOf } from './selection.ts';

type Props = {
  readonly chosen: Chosen;
  /** How the selection can grow; absent where it cannot. */
  readonly more: { readonly to: 'page' | 'everybody'; choose(): void } | undefined;
  clear(): void;
  begun(bulk: Bulk): Promise<void>;
};

export function BulkBar({ chosen, more, clear, begun }: Props) {
  const [asked, setAsked] = useState<BulkAction>();
  return (
    <section className="bulk-bar" aria-label={text('select.name')}>
      <p className="figures" role="status">
        <strong>{saidOf(chosen)}</strong>
        {more !== undefined && (
          <button type="button" className="link" onClick={more.choose}>
            {text(more.to === 'page' ? 'select.all' : 'select.everybody')}
          </button>
        )}
      </p>
      <div className="actions">
        {bulkActions.map((action) => (
          <Button
            key={action}
            size="xs"
            variant={action === 'close' ? 'danger' : 'default'}
            onClick={() => setAsked(action)}
          >
            {text(`bulk.${action}`)}
          </Button>
        ))}
        <Button size="xs" variant="subtle" onClick={clear}>
          {text('select.clear')}
        </Button>
      </div>
      {asked !== undefined && (
        <Question
          action={asked}
          chosen={chosen}
          close={() => setAsked(undefined)}
          begin={async () => await begun(await startBulk(asked, selectionOf(chosen)))}
        />
      )}
    </section>
  );
}

function saidOf(chosen: Chosen): string {
  if (chosen.who === 'some') return text('select.count', { count: chosen.ids.size });
  return text(`select.everybody.${chosen.state ?? 'any'}`);
}

type QuestionProps = {
  readonly action: BulkAction;
  readonly chosen: Chosen;
  readonly close: () => void;
  readonly begin: () => Promise<void>;
};

function Question({ action, chosen, close, begin }: QuestionProps) {
  const [isMeant, setMeant] = useState(false);
  const isEverybody = chosen.who === 'everybody';
  return (
    <Confirm
      isOpen
      close={close}
      title={
        isEverybody ? text(`bulk.${action}.title.everybody`) : text(`bulk.${action}.title`, { count: chosen.ids.size })
      }
      action={text(`bulk.${action}`)}
      isDangerous={action !== 'end_sessions'}
      isReady={!isEverybody || isMeant}
      confirm={begin}
    >
      {isEverybody && (
        <p>
          <strong>{saidOf(chosen)}.</strong>
        </p>
      )}
      <p className="muted">{text(`bulk.${action}.text`)}</p>
      <p className="muted">{text('bulk.passed-over')}</p>
      {isEverybody && (
        <Checkbox
          label={text('bulk.everybody')}
          checked={isMeant}
          onChange={(event) => setMeant(event.currentTarget.checked)}
        />
      )}
    </Confirm>
  );
}
