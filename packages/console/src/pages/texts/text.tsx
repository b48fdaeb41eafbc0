/** One text at its own address: our words, the business's, and the real page or mail that says them. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { listLanguages, readText, type Text as Shown } from '../../api/texts.ts';
import { Copyable } from '../../parts/copy.tsx';
import { Icon } from '../../parts/icon.tsx';
import { BackArrow, Card, Page } from '../../parts/page.tsx';
import { PagePreview } from '../../parts/preview.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { drawnFor } from './areas.ts';
import { useDraft } from './draft.ts';
import { TextForm } from './text-form.tsx';
import { nameOfLanguage, placeOf, Words } from './words.tsx';

export function TextPage() {
  const { locale, textId } = useParams({ from: '/texts/$locale/$textId' });
  const found = useQuery({
    queryKey: ['text', locale, textId],
    queryFn: async ({ signal }) => (await readText(locale, textId, signal)) ?? null,
  });
  return (
    <Page
      title={found.data === null ? text('texts.title') : placeOf(textId)}
      tab={text('texts.title')}
      back={
        <Link to="/texts" search={{ locale }} className="back">
          <BackArrow />
          {text('texts.back')}
        </Link>
      }
      beside={
        <div className="standing small">
          <Copyable value={textId} name={text('texts.id')} />
        </div>
      }
      actions={<LanguageChoice locale={locale} textId={textId} />}
    >
      <Answer of={found} lines={8}>
        {(known) =>
          known === null ? (
            <Card>
              <Empty icon="words" title={text('texts.unknown.title')}>
                {text('texts.unknown.text')}
              </Empty>
            </Card>
          ) : (
            <Editor key={`${locale} ${known.id} ${known.text}`} known={known} locale={locale} />
          )
        }
      </Answer>
    </Page>
  );
}

function Editor({ known, locale }: { readonly known: Shown; readonly locale: string }) {
  const draft = useDraft(known, locale);
  const drawn = drawnFor(known.id);
  const isSubject = known.id.endsWith('.subject');
  return (
    <div className="columns branding">
      <div className="stack">
        <TextForm known={known} locale={locale} draft={draft} />
      </div>
      {drawn === undefined ? (
        <Card title={text('branding.preview')}>
          <p className="muted">{text('texts.not-drawn')}</p>
        </Card>
      ) : (
        <section className="stack" aria-label={text('branding.preview')}>
          {isSubject && (
            <div className="subject">
              <Icon name="document" />
              <div>
                <span className="small muted">{text('texts.subject')}</span>
                <strong>
                  <Words of={draft.shown} language={locale} />
                </strong>
              </div>
            </div>
          )}
          <PagePreview title={text('branding.preview')} wish={draft.wish} />
        </section>
      )}
    </div>
  );
}

/** The same text in another language. */
function LanguageChoice({ locale, textId }: { readonly locale: string; readonly textId: string }) {
  const navigate = useNavigate();
  const { data } = useQuery({ queryKey: ['languages'], queryFn: ({ signal }) => listLanguages(signal) });
  if (data === undefined) return null;
  return (
    <NativeSelect
      aria-label={text('texts.language')}
      value={locale}
      onChange={({ currentTarget: { value } }) =>
        navigate({ to: '/texts/$locale/$textId', params: { locale: value, textId } })
      }
      data={data.items.map((language) => ({ value: language.locale, label: nameOfLanguage(language.locale) }))}
    />
  );
}
