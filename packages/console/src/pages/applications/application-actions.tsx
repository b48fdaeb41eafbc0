/** Stops an application, and lets it work again. */
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Application, turnApplication } from '../../api/applications.ts';
import { useMay } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly application: Application };

export function ApplicationActions({ application }: Props) {
  const [isAsking, setAsking] = useState(false);
  const may = useMay();
  const queries = useQueryClient();
  if (!may('applications:write')) return null;
  async function turn(action: 'disable' | 'enable') {
    await turnApplication(application.client_id, action);
    await queries.invalidateQueries({ queryKey: ['application', application.client_id] });
    await queries.invalidateQueries({ queryKey: ['applications'] });
    tell(text(action === 'enable' ? 'application.enabled' : 'application.disabled'));
  }
  if (application.state === 'disabled') {
    return <Button onClick={() => turn('enable')}>{text('application.enable')}</Button>;
  }
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {text('application.disable')}
      </Button>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={text('application.disable.title')}
        action={text('application.disable')}
        isDangerous
        confirm={() => turn('disable')}
      >
        <p className="muted">{text('application.disable.text')}</p>
      </Confirm>
    </>
  );
}
