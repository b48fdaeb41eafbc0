/** What detection found, newest first: a timeline, narrowed by kind and by whether it lasts. */

import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listFindings, protectionKey } from '../../api/protection.ts';
import { atPage } from '../../app/searches.ts';
import { Card } from '../../parts/page.tsx';
import { Pager } from '../../parts/pager.tsx';
import { Answer, Empty } from '../../parts/states.tsx';
import { text } from '../../texts/index.ts';
import { FindingItem } from './finding-item.tsx';
import { findingKinds, findingStates, isFindingState, isKind } from './kinds.ts';

export function Findings() {
  const { after, kind, state } = useSearch({ from: '/protection' });
  const navigate = useNavigate({ from: '/protection' });
  const found = useQuery({
    queryKey: [...protectionKey, 'findings', kind, state, after],
    queryFn: ({ signal }) => listFindings({ kind, state, after }, signal),
    placeholderData: keepPreviousData,
    refetchInterval: after === undefined ? 15_000 : false,
  });
  const isNarrowed = kind !== undefined || state !== undefined;
  return (
    <Card title={text('protection.findings')} lead={text('protection.findings.lead')} flush>
      <Filters />
      <Answer of={found} lines={4}>
        {({ items, next_cursor: next }) =>
          items.length === 0 && after === undefined ? (
            <Empty icon="check" title={text(isNarrowed ? 'protection.none-such' : 'protection.none')}>
              {text(isNarrowed ? 'protection.none-such.text' : 'protection.none.text')}
            </Empty>
          ) : (
            <>
              <ol className="incidents">
                {items.map((finding) => (
                  <FindingItem key={finding.finding_id} finding={finding} />
                ))}
              </ol>
              <Pager
                count={items.length}
                next={next}
                isFirst={after === undefined}
                go={(cursor) => navigate({ search: atPage(cursor) })}
              />
            </>
          )
        }
      </Answer>
    </Card>
  );
}

function Filters() {
  const { kind, state } = useSearch({ from: '/protection' });
  const navigate = useNavigate({ from: '/protection' });
  return (
    <search aria-label={text('protection.filters')}>
      <div className="filters">
        <NativeSelect
          label={text('protection.filter.kind')}
          value={kind ?? ''}
          onChange={({ currentTarget: { value } }) =>
            navigate({
              search: ({ after: _, kind: __, ...search }) => (isKind(value) ? { ...search, kind: value } : search),
              resetScroll: false,
            })
          }
          data={[
            { value: '', label: text('protection.filter.kind.any') },
            ...findingKinds.map((value) => ({ value, label: text(`protection.kind.${value}`) })),
          ]}
        />
        <NativeSelect
          label={text('protection.filter.state')}
          value={state ?? ''}
          onChange={({ currentTarget: { value } }) =>
            navigate({
              search: ({ after: _, state: __, ...search }) =>
                isFindingState(value) ? { ...search, state: value } : search,
              resetScroll: false,
            })
          }
          data={[
            { value: '', label: text('protection.filter.state.any') },
            ...findingStates.map((value) => ({ value, label: text(`protection.state.${value}`) })),
          ]}
        />
      </div>
    </search>
  );
}
