/** Which texts are listed: of a language, a place, with some words in them, or worded by the business. */
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Language } from '../../api/texts.ts';
import { text } from '../../texts/index.ts';
import { type Area, areas, isArea } from './areas.ts';
import { nameOfLanguage } from './words.tsx';

export type TextSearch = {
  readonly locale?: string;
  readonly in?: Area;
  readonly find?: string;
  readonly own?: true;
  readonly after?: string;
};

type Props = {
  readonly language: Language;
  readonly languages: readonly Language[];
  readonly search: TextSearch;
  /** Where is looked, chosen or not. */
  readonly area: Area;
  narrow(search: TextSearch): void;
};

const fewest = 2;

export function Filters({ language, languages, search, area, narrow }: Props) {
  const { find, own, in: chosen } = search;
  const [typed, setTyped] = useState(find ?? '');
  const sought = typed.trim();
  const kept = {
    locale: language.locale,
    ...(chosen === undefined ? {} : { in: chosen }),
    ...(find === undefined ? {} : { find }),
    ...(own === undefined ? {} : { own }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { find: _former, ...others } = kept;
    narrow(sought.length < fewest ? others : { ...others, find: sought });
  };
  const choose = (value: string) => {
    if (isArea(value)) narrow({ ...kept, in: value });
  };
  const toggle = (isOwn: boolean) => {
    const { own: _former, ...others } = kept;
    narrow(isOwn ? { ...others, own: true } : others);
  };
  return (
    <search aria-label={text('texts.filters')}>
      <form className="filters text-filters" onSubmit={submit}>
        <NativeSelect
          label={text('texts.language')}
          value={language.locale}
          onChange={({ currentTarget: { value } }) => narrow({ ...kept, locale: value })}
          data={languages.map(({ locale, worded }) => ({
            value: locale,
            label: worded === 0 ? nameOfLanguage(locale) : `${nameOfLanguage(locale)} (${worded})`,
          }))}
        />
        <NativeSelect
          label={text('texts.where')}
          value={area}
          onChange={({ currentTarget: { value } }) => choose(value)}
          data={areas.map((value) => ({ value, label: text(`texts.area.${value}`) }))}
        />
        <TextInput
          className="grow"
          type="search"
          label={text('texts.find')}
          value={typed}
          onChange={(changed) => setTyped(changed.currentTarget.value)}
          maxLength={100}
          autoComplete="off"
        />
        <Button type="submit" variant="default">
          {text('texts.find.go')}
        </Button>
        <Checkbox
          className="filter-check"
          label={text('texts.only-own')}
          checked={own === true}
          onChange={(changed) => toggle(changed.currentTarget.checked)}
        />
      </form>
    </search>
  );
}
