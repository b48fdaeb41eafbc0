/** Settings as a form. Nothing is changed before it was seen side by side with what counts now. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { errorAt } from '../../api/problem.ts';
import type { SettingsChange } from '../../api/settings.ts';
import { Comparison } from '../../parts/comparison.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import { Card } from '../../parts/page.tsx';
import { tell } from '../../parts/toasts.tsx';
import { type TextId, text } from '../../texts/index.ts';
import { type Draft, differences, draftOf, inWords, keyOf, patchOf, type Tree } from './draft.ts';
import { FieldInput } from './field-input.tsx';
import type { Group } from './fields.ts';

type Props = {
  readonly groups: readonly Group[];
  readonly set: Tree;
  /** What counts where nothing is set. */
  readonly usual: Tree;
  readonly mayChange: boolean;
  /** What a choice is called that is left to somebody else; without it, none can be left. */
  readonly empty?: TextId;
  save(patch: SettingsChange): Promise<unknown>;
  /** What stands beside the fields, for the values as they are typed. */
  readonly beside?: (draft: Draft) => ReactNode;
  /** What is said before the values are saved. */
  readonly caution?: (draft: Draft) => ReactNode;
  /** What stands in a group below its fields. */
  readonly below?: (group: Group) => ReactNode;
};

export function SettingsForm({
  groups,
  set,
  usual: usualTree,
  mayChange,
  empty,
  save: put,
  beside,
  caution,
  below,
}: Props) {
  const former = draftOf(groups, set);
  const usual = draftOf(groups, usualTree);
  const [draft, setDraft] = useState(former);
  const [isConfirming, setConfirming] = useState(false);
  const [error, setError] = useState<unknown>();
  const queries = useQueryClient();
  const changes = differences(groups, former, draft);

  async function save() {
    try {
      await put(patchOf(changes));
    } catch (refused) {
      setError(refused);
      throw refused;
    }
    tell(text('common.saved'));
    await queries.invalidateQueries({ queryKey: ['settings'] });
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setConfirming(true);
  };
  const cards = groups.map((group) => (
    <Card key={group.title} title={text(group.title)} lead={text(group.lead)}>
      <div className="settings">
        {group.fields.map((field) => {
          const key = keyOf(field);
          return (
            <FieldInput
              key={key}
              field={field}
              value={draft[key] ?? ''}
              usual={usual[key] ?? ''}
              error={errorAt(error, `/${key.replaceAll('.', '/')}`)}
              isFixed={!mayChange}
              empty={empty}
              change={(value) => setDraft({ ...draft, [key]: value })}
            />
          );
        })}
      </div>
      {below?.(group)}
    </Card>
  ));
  return (
    <form className="stack" onSubmit={submit}>
      {beside === undefined ? (
        cards
      ) : (
        <div className="columns main-and-side">
          <div className="stack">{cards}</div>
          <div className="stack">{beside(draft)}</div>
        </div>
      )}
      {mayChange && (
        <div className={changes.length > 0 ? 'form-end sticky-end changed' : 'form-end'}>
          <Button type="submit" disabled={changes.length === 0}>
            {text('settings.review')}
          </Button>
          {changes.length > 0 && (
            <Button variant="subtle" onClick={() => setDraft(former)}>
              {text('settings.discard')}
            </Button>
          )}
        </div>
      )}
      <Confirm
        isOpen={isConfirming}
        close={() => setConfirming(false)}
        title={text('settings.review.title')}
        action={text('common.save')}
        confirm={save}
      >
        {caution?.(draft)}
        <Comparison
          rows={changes.map(({ field, before, after }) => ({
            key: keyOf(field),
            name: text(field.label),
            before: inWords(field, before, empty),
            after: inWords(field, after, empty),
          }))}
        />
      </Confirm>
    </form>
  );
}
