/** What the list of customers is narrowed by: one search, or a state. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Icon } from '../../parts/icon.tsx';
import { text } from '../../texts/index.ts';
import { guessKind, isSearchKind, type SearchKind, searchKinds } from './search-kinds.ts';
import { isStateFilter, type StateFilter, states } from './state-filter.ts';

type Props = {
  readonly sought: string | undefined;
  readonly kind: SearchKind;
  /** Whether personal fields are shown: then names are found by their beginnings. */
  readonly isSeen: boolean;
  readonly state: StateFilter | undefined;
  seek(typed: string, by: SearchKind): void;
  filter(state: StateFilter | undefined): void;
};

export function Filters({ sought, kind, isSeen, state, seek, filter }: Props) {
  const [typed, setTyped] = useState(sought ?? '');
  // Once chosen by hand it stays; until then it follows what is typed.
  const [chosen, setChosen] = useState<SearchKind | undefined>(sought === undefined ? undefined : kind);
  const by = chosen ?? guessKind(typed);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    seek(typed.trim(), by);
  };
  return (
    <search aria-label={text('customers.search')}>
      <form className="filters" onSubmit={submit}>
        <TextInput
          className="grow"
          label={text('customers.search')}
          value={typed}
          maxLength={300}
          autoComplete="off"
          spellCheck={false}
          leftSection={<Icon name="search" />}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <NativeSelect
          label={text('customers.search.by')}
          value={by}
          onChange={({ currentTarget: { value } }) => setChosen(isSearchKind(value) ? value : undefined)}
          data={searchKinds.map((value) => ({ value, label: kindName(value, isSeen) }))}
        />
        <Button type="submit" variant="default">
          {text('customers.search.go')}
        </Button>
        {sought === undefined ? (
          <NativeSelect
            label={text('customers.state')}
            value={state ?? ''}
            onChange={({ currentTarget: { value } }) => filter(isStateFilter(value) ? value : undefined)}
            data={[
              { value: '', label: text('customers.state.any') },
              ...states.map((value) => ({ value, label: text(`customers.state.${value}`) })),
            ]}
          />
        ) : (
          <Button variant="subtle" onClick={() => seek('', by)}>
            {text('customers.search.clear')}
          </Button>
        )}
      </form>
    </search>
  );
}

const kindName = (kind: SearchKind, isSeen: boolean): string =>
  text(kind === 'name' && isSeen ? 'customers.search.by.name.seen' : `customers.search.by.${kind}`);
