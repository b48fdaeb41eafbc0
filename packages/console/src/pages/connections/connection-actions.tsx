/** Shows the button of a connection or hides it, and removes it: with what customers linked by it, which is said first. */
import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { type Connection, planRemoval, removeConnection, turnConnection } from '../../api/connections.ts';
import { useMay } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Notice } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly connection: Connection; readonly version: string | undefined };

export function ConnectionActions({ connection, version }: Props) {
  const { connection_id: id, state } = connection;
  const [asked, setAsked] = useState<'disable' | 'remove'>();
  const may = useMay();
  const queries = useQueryClient();
  if (!may('connections:write')) return null;
  async function turn(action: 'disable' | 'enable') {
    await turnConnection(id, action);
    await queries.invalidateQueries({ queryKey: ['connection', id] });
    await queries.invalidateQueries({ queryKey: ['connections'] });
    tell(text(action === 'enable' ? 'connection.enabled' : 'connection.disabled'));
  }
  return (
    <>
      {state === 'disabled' ? (
        <Button onClick={() => turn('enable').catch((error) => tell(sentenceOf(error)))}>
          {text('connection.enable')}
        </Button>
      ) : (
        <Button variant="default" onClick={() => setAsked('disable')}>
          {text('connection.disable')}
        </Button>
      )}
      <Button variant="danger" onClick={() => setAsked('remove')}>
        {text('connection.remove')}
      </Button>
      <Confirm
        isOpen={asked === 'disable'}
        close={() => setAsked(undefined)}
        title={text('connection.disable.title')}
        action={text('connection.disable')}
        isDangerous
        confirm={() => turn('disable')}
      >
        <p className="muted">{text('connection.disable.text')}</p>
      </Confirm>
      <Removal
        connection={connection}
        version={version}
        isOpen={asked === 'remove'}
        close={() => setAsked(undefined)}
      />
    </>
  );
}

function Removal({ connection, version, isOpen, close }: Props & { readonly isOpen: boolean; close(): void }) {
  const { connection_id: id, name } = connection;
  const [isMeant, setMeant] = useState(false);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['connection', id, 'removal'],
    queryFn: ({ signal }) => planRemoval(id, signal),
    enabled: isOpen,
  });
  const count = data?.identities ?? 0;
  async function remove() {
    // Somebody may have linked it meanwhile: whoever asks again is told the new number.
    await removeConnection(id, version, count).catch(async (error) => {
      await queries.invalidateQueries({ queryKey: ['connection', id, 'removal'] });
      throw error;
    });
    tell(text('connection.removed', { name }));
    await queries.invalidateQueries({ queryKey: ['connections'] });
    await navigate({ to: '/connections' });
  }
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={text('connection.remove.title', { name })}
      action={text('connection.remove')}
      isDangerous
      isReady={data !== undefined && (count === 0 || isMeant)}
      confirm={remove}
    >
      <p className="muted">{text('connection.remove.text')}</p>
      {count > 0 && (
        <>
          <Notice>{text('connection.remove.losing', { count })}</Notice>
          <Checkbox
            label={text('connection.remove.meant', { count })}
            checked={isMeant}
            onChange={(event) => setMeant(event.currentTarget.checked)}
          />
        </>
      )}
    </Confirm>
  );
}
