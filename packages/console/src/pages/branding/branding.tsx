/** Branding, with the real pages beside it as they would look. */
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  changeBranding,
  previewPage,
  readBranding,
  type ShownBranding,
  type Branding as Wishes,
} from '../../api/branding.ts';
import { meKey, useMay } from '../../api/me.ts';
import { ColourChoice, suggestedAccents } from '../../parts/colour-choice.tsx';
import { Card, Notice, Page } from '../../parts/page.tsx';
import { PagePreview } from '../../parts/preview.tsx';
import { Answer, sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { currentLanguage, text } from '../../texts/index.ts';

const pages = ['sign-in', 'sign-up', 'verify', 'mail'] as const;
const modes = ['auto', 'light', 'dark'] as const;
const fonts = ['system', 'humanist', 'rounded', 'serif'] as const;
const oneOf = <Value extends string>(values: readonly Value[], value: string): Value | undefined =>
  values.find((known) => known === value);

export function Branding() {
  const found = useQuery({ queryKey: ['branding'], queryFn: ({ signal }) => readBranding(signal) });
  return (
    <Page title={text('branding.title')} lead={text('branding.lead')}>
      <Answer of={found} lines={8}>
        {({ value, version }) => <Form key={version} known={value} version={version} />}
      </Answer>
    </Page>
  );
}

function Form({ known, version }: { readonly known: ShownBranding; readonly version: string | undefined }) {
  const [wishes, setWishes] = useState<Wishes>(known.branding);
  const [page, setPage] = useState<(typeof pages)[number]>('sign-in');
  const may = useMay();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: () => changeBranding(wishes, version),
    async onSuccess() {
      tell(text('branding.saved'));
      await queries.invalidateQueries({ queryKey: ['branding'] });
      await queries.invalidateQueries({ queryKey: meKey });
    },
  });
  const isChanged = JSON.stringify(wishes) !== JSON.stringify(known.branding);
  return (
    <div className="columns branding">
      <Card title={text('branding.wishes')}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          {save.error !== null && <Notice tone="bad">{sentenceOf(save.error)}</Notice>}
          <ColourChoice
            label={text('first-run.accent')}
            hint={text('first-run.accent.hint')}
            value={wishes.accent ?? suggestedAccents[0]}
            choose={(accent) => setWishes({ ...wishes, accent })}
          />
          <Adjusted wishes={wishes} />
          <label className="range">
            <span className="range-label">{text('branding.radius')}</span>
            <span className="hint">{text('branding.radius.hint')}</span>
            <span className="range-row">
              <input
                type="range"
                min={0}
                max={24}
                value={wishes.radius_pixels ?? 10}
                onChange={(event) => setWishes({ ...wishes, radius_pixels: event.currentTarget.valueAsNumber })}
              />
              <output className="figures">{wishes.radius_pixels ?? 10}</output>
            </span>
          </label>
          <NativeSelect
            label={text('branding.mode')}
            value={wishes.mode ?? 'auto'}
            onChange={(event) => setWishes({ ...wishes, mode: oneOf(modes, event.currentTarget.value) ?? 'auto' })}
            data={modes.map((value) => ({ value, label: text(`branding.mode.${value}`) }))}
          />
          <NativeSelect
            label={text('branding.font')}
            value={wishes.font ?? 'system'}
            onChange={(event) => setWishes({ ...wishes, font: oneOf(fonts, event.currentTarget.value) ?? 'system' })}
            data={fonts.map((value) => ({ value, label: text(`branding.font.${value}`) }))}
          />
          {may('settings:write') && (
            <div className="form-end">
              <Button type="submit" disabled={!isChanged} loading={save.isPending}>
                {text('common.save')}
              </Button>
              {isChanged && (
                <Button variant="subtle" onClick={() => setWishes(known.branding)}>
                  {text('settings.discard')}
                </Button>
              )}
            </div>
          )}
        </form>
      </Card>
      <div className="stack">
        <fieldset>
          <legend className="hidden">{text('branding.page')}</legend>
          <div className="segments">
            {pages.map((value) => (
              <label key={value}>
                <input
                  type="radio"
                  name="page"
                  value={value}
                  checked={page === value}
                  onChange={() => setPage(value)}
                />
                {text(`branding.page.${value}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <PagePreview
          title={text('branding.preview')}
          wish={{
            page,
            locale: currentLanguage(),
            branding: wishes,
            ...(page === 'mail' ? { mail: 'verify-address' } : {}),
          }}
        />
      </div>
    </div>
  );
}

/** Where a colour has to give way so that everybody can read it. */
function Adjusted({ wishes }: { readonly wishes: Wishes }) {
  const { accent } = wishes;
  const tried = useQuery({
    queryKey: ['adjusted', accent],
    queryFn: ({ signal }) => previewPage({ page: 'sign-in', branding: { accent } }, signal),
    enabled: accent !== undefined,
    staleTime: 60_000,
  });
  const found = tried.data?.adjustments.find(({ mode }) => mode === 'light');
  if (found === undefined) return null;
  return <Notice>{text('branding.adjusted', { from: found.from, to: found.to })}</Notice>;
}
