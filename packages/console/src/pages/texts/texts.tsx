/** Every sentence of pages and mails in one language: found by its words, worded anew, and said in our words again. */

import { Button } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../api/me.ts';
import { type Language, listLanguages, listTexts, resetTexts, type Text } from '../../api/texts.ts';
import { atPage } from '../../app/searches.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Badge, Page } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { type Column, Table } from '../../parts/table.tsx';
import { tell } from '../../parts/toasts.tsx';
import { currentLanguage, text } from '../../texts/index.ts';
import { firstArea, prefixOf } from './areas.ts';
import { Filters } from './filters.tsx';
import { placeOf, Words } from './words.tsx';

export function Texts() {
  const languages = useQuery({ queryKey: ['languages'], queryFn: ({ signal }) => listLanguages(signal) });
  const { locale } = useSearch({ from: '/texts' });
  const items = languages.data?.items ?? [];
  const chosen =
    items.find((language) => language.locale === locale) ??
    items.find((language) => language.locale === currentLanguage()) ??
    items[0];
  return (
    <Page
      title={text('texts.title')}
      lead={text('texts.lead')}
      actions={chosen !== undefined && chosen.worded > 0 && <Reset language={chosen} />}
    >
      <Answer of={languages}>{() => chosen !== undefined && <List language={chosen} languages={items} />}</Answer>
    </Page>
  );
}

type ListProps = { readonly language: Language; readonly languages: readonly Language[] };

function List({ language, languages }: ListProps) {
  const search = useSearch({ from: '/texts' });
  const navigate = useNavigate({ from: '/texts' });
  const { find, own = false, after } = search;
  // What is looked for is looked for everywhere.
  const area = search.in ?? (find === undefined && !own ? firstArea : 'everywhere');
  const isAllOwn = own && find === undefined && area === 'everywhere';
  const { locale } = language;
  const found = useQuery({
    queryKey: ['texts', locale, area, find, own, after],
    queryFn: ({ signal }) => listTexts({ locale, prefix: prefixOf(area), find, own, after }, signal),
    placeholderData: keepPreviousData,
  });
  const items = found.data?.items;
  return (
    <section className="card flush texts">
      <Filters
        key={`${locale} ${find}`}
        language={language}
        languages={languages}
        search={search}
        area={area}
        narrow={(wanted) => navigate({ search: wanted })}
      />
      <Table
        name={text('texts.table')}
        columns={columns(locale).filter(({ name }) => area === 'everywhere' || name !== text('texts.column.where'))}
        rows={items}
        keyOf={({ id }) => id}
        error={found.error}
        again={() => found.refetch()}
        empty={
          <Empty
            icon="words"
            title={text(isAllOwn ? 'texts.none-own.title' : 'texts.none.title')}
            actions={
              <Button variant="default" onClick={() => navigate({ search: { locale, in: 'everywhere' } })}>
                {text('texts.show-all')}
              </Button>
            }
          >
            {text(isAllOwn ? 'texts.none-own.text' : 'texts.none.text')}
          </Empty>
        }
      />
      {found.data !== undefined && found.data.items.length > 0 && (
        <Pager
          count={found.data.items.length}
          next={found.data.next_cursor}
          isFirst={after === undefined}
          go={(cursor) => navigate({ search: atPage(cursor) })}
        />
      )}
    </section>
  );
}

const columns = (locale: string): readonly Column<Text>[] => [
  {
    name: text('texts.column.text'),
    cell: ({ id, text: own, default: ours }) => (
      <>
        <Link to="/texts/$locale/$textId" params={{ locale, textId: id }} className="row-link">
          <Words of={own ?? ours} language={locale} />
        </Link>
        <span className="sub">
          <code>{id}</code>
        </span>
      </>
    ),
  },
  { name: text('texts.column.where'), cell: ({ id }) => <span className="nowrap">{placeOf(id)}</span> },
  {
    name: text('texts.column.whose'),
    cell: ({ text: own }) => (
      <Badge tone={own === null ? 'quiet' : 'accent'}>{text(own === null ? 'texts.ours' : 'texts.yours')}</Badge>
    ),
  },
];

/** Everything in one language in our words again, after it was said how much that is. */
function Reset({ language: { locale, name, worded } }: { readonly language: Language }) {
  const [isAsking, setAsking] = useState(false);
  const queries = useQueryClient();
  const may = useMay();
  if (!may('settings:write')) return null;
  async function reset() {
    await resetTexts(locale);
    tell(text('texts.reset.done', { language: name }));
    await Promise.all(
      ['languages', 'texts', 'text', 'preview'].map((key) => queries.invalidateQueries({ queryKey: [key] })),
    );
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {text('texts.reset')}
      </Button>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={text('texts.reset.title', { language: name })}
        action={text('texts.reset.action')}
        isDangerous
        confirm={reset}
      >
        <p>{text('texts.reset.text', { count: worded })}</p>
      </Confirm>
    </>
  );
}
