/** Words a text. What must stand in it is a key press away, and why something is not taken is said while one types. */
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef } from 'react';
import { useMay } from '../../api/me.ts';
import { errorAt } from '../../api/problem.ts';
import { changeText, type Text } from '../../api/texts.ts';
import { Card, Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { type Draft, pointerTo } from './draft.ts';
import { Words } from './words.tsx';

type Props = { readonly known: Text; readonly locale: string; readonly draft: Draft };

export function TextForm({ known, locale, draft }: Props) {
  const { id, text: own, default: ours, placeholders, most_characters: most } = known;
  const field = useRef<HTMLTextAreaElement>(null);
  const may = useMay();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: (wanted: string | null) => changeText(locale, id, wanted),
    async onSuccess(_done, wanted) {
      const back = () => save.mutate(own);
      tell(text(wanted === null ? 'texts.ours-again' : 'texts.saved'), back);
      await Promise.all(
        [['text', locale, id], ['texts'], ['languages'], ['preview']].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
  const refusal = errorAt(save.error, pointerTo(id));
  const error = draft.isChanged ? (draft.finding ?? refusal) : undefined;
  const words = draft.typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(words === '' ? null : words);
  };
  function insert(name: string): void {
    const { selectionStart, selectionEnd } = field.current ?? { selectionStart: 0, selectionEnd: 0 };
    draft.type(`${draft.typed.slice(0, selectionStart)}{{${name}}}${draft.typed.slice(selectionEnd)}`);
    field.current?.focus();
  }
  function begin(): void {
    draft.type(ours);
    field.current?.focus();
  }
  const missing = placeholders.filter((name) => !draft.typed.includes(`{{${name}}}`));
  return (
    <Card>
      <form className="form" onSubmit={submit}>
        {save.error !== null && refusal === undefined && <Notice tone="bad">{sentenceOf(save.error)}</Notice>}
        <div>
          <p className="range-label">{text('texts.our-words')}</p>
          <p className="our-words">
            <Words of={ours} language={locale} />
          </p>
        </div>
        <div className="worded">
          <Textarea
            ref={field}
            label={text('texts.your-words')}
            description={text('texts.your-words.hint')}
            lang={locale}
            value={draft.typed}
            onChange={(event) => draft.type(event.currentTarget.value)}
            error={error}
            rows={ours.length > 140 ? 6 : 3}
            disabled={!may('settings:write')}
          />
          <div className="worded-foot">
            <span className={words.length > most ? 'figures small too-many' : 'figures small muted'}>
              {text('texts.characters', { count: words.length, most })}
            </span>
            {may('settings:write') && draft.typed === '' && (
              <Button size="xs" variant="default" onClick={begin}>
                {text('texts.begin')}
              </Button>
            )}
            {may('settings:write') && words !== '' && missing.length > 0 && (
              <span className="badges">
                {missing.map((name) => (
                  <Button key={name} size="xs" variant="default" onClick={() => insert(name)}>
                    {text('texts.insert', { name: `{{${name}}}` })}
                  </Button>
                ))}
              </span>
            )}
          </div>
        </div>
        {may('settings:write') && (
          <div className="form-end">
            <Button type="submit" loading={save.isPending} disabled={!draft.isChanged || error !== undefined}>
              {text('common.save')}
            </Button>
            {draft.isChanged && (
              <Button variant="subtle" onClick={() => draft.type(own ?? '')}>
                {text('settings.discard')}
              </Button>
            )}
            {own !== null && !draft.isChanged && (
              <Button variant="default" onClick={() => save.mutate(null)}>
                {text('texts.say-ours')}
              </Button>
            )}
          </div>
        )}
      </form>
    </Card>
  );
}
