/** The secret of an application: shown once when it is made, and made anew on request. */
import { Button, Checkbox } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Application, rotateSecret } from '../../api/applications.ts';
import { useMay } from '../../api/me.ts';
import { Code } from '../../parts/copy.tsx';
import { Confirm } from '../../parts/dialog.tsx';
import { Card, Notice } from '../../parts/page.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { keepSecret, secretOf } from './shown-once.ts';

const day = 24 * 60 * 60;

function withoutSecret(method: string) {
  if (method === 'none') return 'application.secret.none';
  if (method === 'private_key_jwt') return 'application.secret.key';
  return method.includes('tls_client_auth') ? 'application.secret.certificate' : null;
}

export function Secret({ application }: { readonly application: Application }) {
  const { client_id, token_endpoint_auth_method: method } = application;
  const [isAsking, setAsking] = useState(false);
  const [isUrgent, setUrgent] = useState(false);
  const [secret, setSecret] = useState(() => secretOf(client_id));
  const may = useMay();
  const queries = useQueryClient();
  const without = withoutSecret(method);
  if (without !== null) {
    return (
      <Card title={text('application.secret')}>
        <p className="muted">{text(without)}</p>
      </Card>
    );
  }
  async function rotate() {
    const made = await rotateSecret(client_id, isUrgent ? 0 : day);
    keepSecret(client_id, made.client_secret);
    setSecret(made.client_secret);
    // The application has another version now: a change must build on that one.
    await queries.invalidateQueries({ queryKey: ['application', client_id] });
    tell(text('application.secret.rotated'));
  }
  return (
    <Card title={text('application.secret')}>
      <div className="stack">
        {secret === undefined ? (
          <p className="muted">{text('application.secret.kept')}</p>
        ) : (
          <>
            <Notice tone="good">{text('application.secret.once')}</Notice>
            <Code code={secret} name={text('application.secret')} />
          </>
        )}
        {may('applications:write') && (
          <div>
            <Button variant="default" size="xs" onClick={() => setAsking(true)}>
              {text('application.secret.rotate')}
            </Button>
          </div>
        )}
      </div>
      <Confirm
        isOpen={isAsking}
        close={() => setAsking(false)}
        title={text('application.secret.rotate.title')}
        action={text('application.secret.rotate')}
        isDangerous
        confirm={rotate}
      >
        <p className="muted">{text('application.secret.rotate.text')}</p>
        <Checkbox
          label={text('application.secret.rotate.now')}
          description={text('application.secret.rotate.now.hint')}
          checked={isUrgent}
          onChange={(event) => setUrgent(event.currentTarget.checked)}
        />
      </Confirm>
    </Card>
  );
}
