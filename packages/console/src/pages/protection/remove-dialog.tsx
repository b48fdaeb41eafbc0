/** Asks before many accounts are ended: the number has to be typed, and counts on the server too. */
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Bulk } from '../../api/bulk.ts';
import { isProblem } from '../../api/problem.ts';
import { type Removal, removeSignUps } from '../../api/protection.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { text } from '../../texts/index.ts';
import { inFigures } from './numbers.ts';

type Props = {
  readonly findingId: string;
  readonly removal: Removal & { readonly action: 'disable' | 'close' };
  close(): void;
  begun(bulk: Bulk): Promise<void>;
  /** By now the wave is another number of accounts. */
  grown(): Promise<void>;
};

export function RemoveDialog({ findingId, removal, close, begun, grown }: Props) {
  const [typed, setTyped] = useState('');
  const { action, count } = removal;
  async function remove() {
    try {
      await begun(await removeSignUps(findingId, removal));
    } catch (refused) {
      if (isProblem(refused, 'finding.count_changed')) await grown();
      throw refused;
    }
  }
  return (
    <Confirm
      isOpen
      close={close}
      title={text(`bulk.${action}.title`, { count })}
      action={text(`bulk.${action}`)}
      isDangerous
      isReady={typed.replaceAll(/\D/g, '') === String(count)}
      confirm={remove}
    >
      <p className="muted">{text(`bulk.${action}.text`)}</p>
      <p className="muted">{text('bulk.passed-over')}</p>
      <TextInput
        label={text('protection.wave.number', { number: inFigures(count) })}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        inputMode="numeric"
        autoComplete="off"
        maxLength={12}
        data-autofocus
      />
    </Confirm>
  );
}
