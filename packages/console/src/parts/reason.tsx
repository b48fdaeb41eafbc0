/** Asks why personal fields are to be seen. The reason goes with the request and into the ledger. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { text } from '../texts/index.ts';
import { Confirm } from './dialog.tsx';

type Props = {
  readonly isOpen: boolean;
  readonly close: () => void;
  readonly give: (reason: string) => Promise<unknown>;
};

const longest = 200;
/** As the API reads it: one line, nothing invisible. */
const plain = (typed: string): string => typed.replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim();

export function ReasonDialog({ isOpen, close, give }: Props) {
  const [reason, setReason] = useState('');
  const given = plain(reason);
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={text('reason.title')}
      action={text('reason.show')}
      isReady={given !== '' && [...given].length <= longest}
      confirm={() => give(given)}
    >
      <p className="muted">{text('reason.lead')}</p>
      <Textarea
        label={text('reason.label')}
        description={text('reason.hint')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={longest}
        rows={2}
        required
        withAsterisk={false}
        data-autofocus
      />
    </Confirm>
  );
}
