/** Makes an initial access token: for whom, for how many applications, and for how long. */
import { NativeSelect, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createInitialToken, initialTokensKey } from '../../api/initial-access-tokens.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { text } from '../../texts/index.ts';

const lives = [
  [24, 'agents.tokens.day'],
  [7 * 24, 'agents.tokens.week'],
  [30 * 24, 'agents.tokens.month'],
  [365 * 24, 'agents.tokens.year'],
] as const;

type Props = { readonly isOpen: boolean; close(): void; show(token: string): void };

export function NewTokenDialog({ isOpen, close, show }: Props) {
  const [name, setName] = useState('');
  const [uses, setUses] = useState('1');
  const [hours, setHours] = useState(String(7 * 24));
  const queries = useQueryClient();
  const count = Number(uses);
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={text('agents.tokens.new')}
      action={text('agents.tokens.make')}
      isReady={name.trim() !== '' && Number.isInteger(count) && count >= 1 && count <= 1000}
      confirm={async () => {
        const made = await createInitialToken({ name: name.trim(), uses: count, hours: Number(hours) });
        show(made.initial_access_token);
        setName('');
        await queries.invalidateQueries({ queryKey: initialTokensKey });
      }}
    >
      <TextInput
        label={text('agents.tokens.name')}
        description={text('agents.tokens.name.hint')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maxLength={100}
        autoComplete="off"
        data-autofocus
      />
      <TextInput
        label={text('agents.tokens.uses')}
        description={text('agents.tokens.uses.hint')}
        value={uses}
        onChange={(event) => setUses(event.currentTarget.value)}
        inputMode="numeric"
        maxLength={4}
      />
      <NativeSelect
        label={text('agents.tokens.life')}
        value={hours}
        onChange={(event) => setHours(event.currentTarget.value)}
        data={lives.map(([value, label]) => ({ value: String(value), label: text(label) }))}
      />
    </Confirm>
  );
}
