/** What staff wrote about the customer. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { addNote, listNotes, removeNote } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Moment } from '../../parts/moment.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { Answer, sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly customerId: string; readonly reason: string | undefined };

export function Notes({ customerId, reason }: Props) {
  const [typed, setTyped] = useState('');
  const may = useMay();
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: ['customer', customerId, 'notes'] });
  const found = useQuery({
    queryKey: ['customer', customerId, 'notes', reason],
    queryFn: ({ signal }) => listNotes(customerId, { signal, ...(reason === undefined ? {} : { reason }) }),
  });
  const add = useMutation({
    mutationFn: () => addNote(customerId, typed),
    async onSuccess() {
      setTyped('');
      tell(text('customer.notes.added'));
      await refresh();
    },
  });
  const remove = useMutation({
    mutationFn: (noteId: string) => removeNote(customerId, noteId),
    onError: (error) => tell(sentenceOf(error)),
    async onSuccess() {
      tell(text('customer.notes.removed'));
      await refresh();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Card title={text('customer.notes')} lead={text('customer.notes.lead')}>
      <div className="stack">
        <Answer of={found} lines={2}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="muted">{text('customer.notes.empty')}</p>
            ) : (
              <ul className="rows">
                {items.map((note) => (
                  <li key={note.note_id}>
                    <span className="row-text">
                      <bdi className="value">{note.text ?? text('customer.notes.masked')}</bdi>
                      <span className="sub">
                        <Moment at={note.created_at} />
                      </span>
                    </span>
                    {may('customers:write') && (
                      <Button size="xs" variant="subtle" onClick={() => remove.mutate(note.note_id)}>
                        {text('customer.notes.remove')}
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        {may('customers:write') && (
          <form className="form" onSubmit={submit}>
            {add.error !== null && <Notice tone="bad">{sentenceOf(add.error)}</Notice>}
            <Textarea
              label={text('customer.notes.new')}
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              maxLength={4000}
              rows={3}
              required
              withAsterisk={false}
            />
            <div>
              <Button type="submit" size="xs" variant="default" loading={add.isPending}>
                {text('customer.notes.add')}
              </Button>
            </div>
          </form>
        )}
      </div>
    </Card>
  );
}
