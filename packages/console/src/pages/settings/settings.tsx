/** Sign-in settings. Nothing is changed before it was seen side by side with what counts now. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../api/me.ts';
import { errorAt } from '../../api/problem.ts';
import { changeSettings, readSettings, type Settings as Shown } from '../../api/settings.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Card, Page } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { type Difference, differences, draftOf, inWords, keyOf, patchOf } from './draft.ts';
import { FieldInput } from './field-input.tsx';
import { groups } from './fields.ts';

export function Settings() {
  const found = useQuery({ queryKey: ['settings'], queryFn: ({ signal }) => readSettings(signal) });
  return (
    <Page title={text('settings.title')} lead={text('settings.lead')}>
      <Answer of={found} lines={10}>
        {({ value, version }) => <Form key={version} known={value} version={version} />}
      </Answer>
    </Page>
  );
}

function Form({ known, version }: { readonly known: Shown; readonly version: string | undefined }) {
  const former = draftOf(known.settings);
  const usual = draftOf(known.defaults);
  const [draft, setDraft] = useState(former);
  const [isConfirming, setConfirming] = useState(false);
  const [error, setError] = useState<unknown>();
  const may = useMay();
  const queries = useQueryClient();
  const changes = differences(former, draft);

  async function save() {
    try {
      await changeSettings(patchOf(changes), version);
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
  return (
    <form className="stack" onSubmit={submit}>
      {groups.map((group) => (
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
                  error={errorAt(error, `/${field.section}/${field.name}`)}
                  isFixed={!may('settings:write')}
                  change={(value) => setDraft({ ...draft, [key]: value })}
                />
              );
            })}
          </div>
        </Card>
      ))}
      {may('settings:write') && (
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
        <Comparison changes={changes} />
      </Confirm>
    </form>
  );
}

function Comparison({ changes }: { readonly changes: readonly Difference[] }) {
  return (
    <table className="comparison">
      <thead>
        <tr>
          <th scope="col">{text('settings.review.what')}</th>
          <th scope="col">{text('settings.review.before')}</th>
          <th scope="col">{text('settings.review.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ field, before, after }) => (
          <tr key={keyOf(field)}>
            <th scope="row">{text(field.label)}</th>
            <td>
              <del>{inWords(field, before)}</del>
            </td>
            <td>
              <ins>{inWords(field, after)}</ins>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
