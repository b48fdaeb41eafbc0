/** One picture: seen on the ground it is meant for, chosen from a file, taken away. A refusal is told beside it. */
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ChangeEvent, useId, useRef, useState } from 'react';
import { addPicture } from '../../api/branding.ts';
import { sentenceOf } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly ground: 'light' | 'dark';
  readonly asset: string | undefined;
  readonly isFixed: boolean;
  choose(asset: string | undefined): void;
};

const mostBytes = 256 * 1024;
const types = ['image/png', 'image/jpeg', 'image/webp'];

/** What can be said of a file without sending it. */
function findingOf({ size, type }: File): string | undefined {
  if (!types.includes(type)) return text('branding.picture.type');
  const kilobytes = Math.ceil(size / 1024);
  return size > mostBytes ? text('branding.picture.size', { kilobytes }) : undefined;
}

export function PictureField({ label, hint, ground, asset, isFixed, choose }: Props) {
  const file = useRef<HTMLInputElement>(null);
  const [name, told] = [useId(), useId()];
  const [finding, setFinding] = useState<string>();
  const queries = useQueryClient();
  const upload = useMutation({
    mutationFn: (chosen: File) => addPicture(chosen),
    async onSuccess(picture) {
      choose(picture.asset);
      await queries.invalidateQueries({ queryKey: ['pictures'] });
    },
  });
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [chosen] = event.currentTarget.files ?? [];
    // The same file may be chosen again after it was mended.
    event.currentTarget.value = '';
    if (chosen === undefined) return;
    const found = findingOf(chosen);
    setFinding(found);
    if (found === undefined) upload.mutate(chosen);
    else upload.reset();
  };
  const error = finding ?? (upload.error === null ? undefined : sentenceOf(upload.error));
  return (
    <fieldset className="picture" aria-labelledby={name} aria-describedby={error === undefined ? undefined : told}>
      <div className={`picture-ground ${ground}`}>
        {asset === undefined ? (
          <span className="small">{text('branding.picture.none')}</span>
        ) : (
          <img src={`/brand/${asset}`} alt={label} />
        )}
      </div>
      <div className="picture-text">
        <span id={name} className="range-label">
          {label}
        </span>
        {hint !== undefined && <span className="hint">{hint}</span>}
        {!isFixed && (
          <span className="actions">
            <input ref={file} type="file" hidden accept={types.join()} aria-label={label} onChange={take} />
            <Button size="xs" variant="default" loading={upload.isPending} onClick={() => file.current?.click()}>
              {text(asset === undefined ? 'branding.picture.choose' : 'branding.picture.another')}
              <span className="hidden">: {label}</span>
            </Button>
            {asset !== undefined && (
              <Button size="xs" variant="subtle" onClick={() => choose(undefined)}>
                {text('branding.picture.remove')}
                <span className="hidden">: {label}</span>
              </Button>
            )}
          </span>
        )}
        {error !== undefined && (
          <p id={told} className="field-error" role="alert">
            {error}
          </p>
        )}
      </div>
    </fieldset>
  );
}
