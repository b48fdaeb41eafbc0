/** The wishes, field by field, and the page they make. An application's wishes lie over those of the business. */
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { changeBranding, type Branding as Wishes } from '../../api/branding.ts';
import { meKey, useMay } from '../../api/me.ts';
import { ColourChoice, suggestedAccents } from '../../parts/colour-choice.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { PagePreview, usePreview } from '../../parts/preview.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { PageChoice, pagesOfApplication, pagesOfBusiness, type ShownPage } from './page-choice.tsx';
import { PictureField } from './picture-field.tsx';
import { withoutWish, withPicture } from './wishes.ts';

const modes = ['auto', 'light', 'dark'] as const;
const fonts = ['system', 'humanist', 'rounded', 'serif'] as const;
const oneOf = <Value extends string>(values: readonly Value[], value: string): Value | undefined =>
  values.find((known) => known === value);

type Of = { readonly applicationId: null } | { readonly applicationId: string; readonly inherited: Wishes };
type Props = { readonly known: Wishes; readonly version: string | undefined; readonly of: Of };

export function BrandingForm({ known, version, of }: Props) {
  const [wishes, setWishes] = useState<Wishes>(known);
  const [page, setPage] = useState<ShownPage>('sign-in');
  const may = useMay();
  const queries = useQueryClient();
  const { applicationId } = of;
  const inherited = 'inherited' in of ? of.inherited : {};
  const isOwn = applicationId !== null;
  const shown: Wishes = { ...inherited, ...wishes };
  const save = useMutation({
    mutationFn: () => changeBranding(applicationId, wishes, version),
    async onSuccess() {
      tell(text('branding.saved'));
      await Promise.all(
        [['branding'], ['pictures'], ['application'], meKey].map((queryKey) => queries.invalidateQueries({ queryKey })),
      );
    },
  });
  const isChanged = JSON.stringify(wishes) !== JSON.stringify(known);
  const mayChange = may('settings:write') && (!isOwn || may('applications:write'));
  /** A field with the way back to what holds for the whole business. */
  const field = (name: keyof Wishes, input: ReactNode) => (
    <div className="wish">
      {input}
      {isOwn && wishes[name] !== undefined && mayChange && (
        <Button size="xs" variant="subtle" onClick={() => setWishes(withoutWish(wishes, name))}>
          {text('branding.as-business')}
        </Button>
      )}
    </div>
  );
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
          {field(
            'logo',
            <fieldset className="pictures">
              <legend>{text('branding.logo')}</legend>
              <p className="hint">{text('branding.logo.hint')}</p>
              {(['light', 'dark'] as const).map((ground) => (
                <PictureField
                  key={ground}
                  label={text(`branding.logo.${ground}`)}
                  ground={ground}
                  asset={shown.logo?.[ground]}
                  isFixed={!mayChange}
                  choose={(asset) => setWishes(withPicture(wishes, shown, ground, asset))}
                />
              ))}
            </fieldset>,
          )}
          {field(
            'favicon',
            <PictureField
              label={text('branding.favicon')}
              hint={text('branding.favicon.hint')}
              ground="light"
              asset={shown.favicon}
              isFixed={!mayChange}
              choose={(asset) =>
                setWishes(asset === undefined ? withoutWish(wishes, 'favicon') : { ...wishes, favicon: asset })
              }
            />,
          )}
          {field(
            'accent',
            <ColourChoice
              label={text('first-run.accent')}
              hint={text('first-run.accent.hint')}
              value={shown.accent ?? suggestedAccents[0]}
              choose={(accent) => setWishes({ ...wishes, accent })}
            />,
          )}
          <Adjusted wishes={shown} />
          {field(
            'radius_pixels',
            <label className="range">
              <span className="range-label">{text('branding.radius')}</span>
              <span className="hint">{text('branding.radius.hint')}</span>
              <span className="range-row">
                <input
                  type="range"
                  min={0}
                  max={24}
                  value={shown.radius_pixels ?? 10}
                  onChange={(event) => setWishes({ ...wishes, radius_pixels: event.currentTarget.valueAsNumber })}
                />
                <output className="figures">{shown.radius_pixels ?? 10}</output>
              </span>
            </label>,
          )}
          {field(
            'mode',
            <NativeSelect
              label={text('branding.mode')}
              value={shown.mode ?? 'auto'}
              onChange={(event) => setWishes({ ...wishes, mode: oneOf(modes, event.currentTarget.value) ?? 'auto' })}
              data={modes.map((value) => ({ value, label: text(`branding.mode.${value}`) }))}
            />,
          )}
          {field(
            'font',
            <NativeSelect
              label={text('branding.font')}
              value={shown.font ?? 'system'}
              onChange={(event) => setWishes({ ...wishes, font: oneOf(fonts, event.currentTarget.value) ?? 'system' })}
              data={fonts.map((value) => ({ value, label: text(`branding.font.${value}`) }))}
            />,
          )}
          {mayChange && (
            <div className={isChanged ? 'form-end sticky-end changed on-card' : 'form-end'}>
              <Button type="submit" disabled={!isChanged} loading={save.isPending}>
                {text('common.save')}
              </Button>
              {isChanged && (
                <Button variant="subtle" onClick={() => setWishes(known)}>
                  {text('settings.discard')}
                </Button>
              )}
            </div>
          )}
        </form>
      </Card>
      <div className="stack beside-form">
        <PageChoice pages={isOwn ? pagesOfApplication : pagesOfBusiness} page={page} choose={setPage} />
        <PagePreview
          title={text('branding.preview')}
          wish={{
            page,
            locale: currentLanguage(),
            branding: wishes,
            ...(applicationId === null ? {} : { application_id: applicationId }),
            ...(page === 'mail' ? { mail: 'verify-address' } : {}),
          }}
        />
      </div>
    </div>
  );
}

/** Where a colour has to give way so that everybody can read it. */
function Adjusted({ wishes: { accent } }: { readonly wishes: Wishes }) {
  const tried = usePreview({ page: 'sign-in', branding: accent === undefined ? {} : { accent } });
  const found = tried.data?.adjustments.find(({ mode }) => mode === 'light');
  if (found === undefined || accent === undefined) return null;
  return <Notice>{text('branding.adjusted', { from: found.from, to: found.to })}</Notice>;
}
