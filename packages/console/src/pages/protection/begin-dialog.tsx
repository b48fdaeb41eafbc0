/** Asks for how long attack mode is to last, and says before it begins what customers will notice. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { beginAttackMode, type Lasting, protectionKey } from '../../api/protection.ts';
import { Choice } from '../../parts/choice.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

const choices: readonly Lasting[] = ['1h', '24h', 'until_ended'];

type Props = { readonly isOpen: boolean; readonly isBegun: boolean; close(): void };

export function BeginDialog({ isOpen, isBegun, close }: Props) {
  const [lasting, setLasting] = useState<Lasting>('1h');
  const queries = useQueryClient();
  async function begin() {
    await beginAttackMode(lasting);
    tell(text(isBegun ? 'protection.changed' : 'protection.begun'));
    await queries.invalidateQueries({ queryKey: protectionKey });
  }
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={text(isBegun ? 'protection.change.title' : 'protection.begin.title')}
      action={text(isBegun ? 'protection.change.action' : 'protection.begin')}
      confirm={begin}
    >
      <Choice
        legend={text('protection.lasting')}
        name="lasting"
        options={choices.map((choice) => ({ value: choice, label: text(`protection.lasting.${choice}`) }))}
        value={lasting}
        choose={(chosen) => setLasting(chosen)}
      />
      {!isBegun && (
        <div className="protection-means">
          <h3>{text('protection.means')}</h3>
          <ul>
            <li>{text('protection.means.known')}</li>
            <li>{text('protection.means.work')}</li>
            <li>{text('protection.means.confirm')}</li>
            <li>{text('protection.means.nobody')}</li>
          </ul>
        </div>
      )}
    </Confirm>
  );
}
