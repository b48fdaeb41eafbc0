/** Accounts elsewhere that the customer signs in with, and taking one away: never their last way in. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type LinkedIdentity, listIdentities, unlinkIdentity } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Badge, Card } from '../../parts/page.tsx';
import { Answer } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

type Props = { readonly customerId: string; readonly reason: string | undefined };

export function Identities({ customerId, reason }: Props) {
  const [leaving, setLeaving] = useState<LinkedIdentity>();
  const mayChange = useMay()('customers:write');
  const queries = useQueryClient();
  const found = useQuery({
    queryKey: ['customer', customerId, 'identities', reason],
    queryFn: ({ signal }) => listIdentities(customerId, { signal, ...(reason === undefined ? {} : { reason }) }),
    // Each showing of personal fields is recorded: none happens by itself.
    ...(reason === undefined ? {} : { staleTime: Number.POSITIVE_INFINITY }),
  });
  async function unlink() {
    if (leaving === undefined) return;
    await unlinkIdentity(customerId, leaving.identity_id);
    tell(text('identities.unlinked'));
    await queries.invalidateQueries({ queryKey: ['customer', customerId] });
  }
  return (
    <Card title={text('identities.title')} lead={text('identities.lead')}>
      <Answer of={found} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{text('identities.empty')}</p>
          ) : (
            <ul className="rows">
              {items.map((identity) => (
                <li key={identity.identity_id}>
                  <span className="avatar" aria-hidden="true">
                    <Icon name="link" />
                  </span>
                  <span className="row-text">
                    <Said identity={identity} />
                  </span>
                  {!identity.usable && <Badge tone="bad">{text('identities.off')}</Badge>}
                  {mayChange && (
                    <Button size="xs" variant="default" onClick={() => setLeaving(identity)}>
                      {text('identities.unlink')}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <Confirm
        isOpen={leaving !== undefined}
        close={() => setLeaving(undefined)}
        title={text('identities.unlink.title', { name: leaving?.connection_name ?? '' })}
        action={text('identities.unlink')}
        isDangerous
        confirm={unlink}
      >
        <p className="muted">{text('identities.unlink.text')}</p>
      </Confirm>
    </Card>
  );
}

function Said({ identity }: { readonly identity: LinkedIdentity }) {
  const { connection_name: connection, email, name, linked_at: linkedAt, last_used_at: usedAt } = identity;
  const who = email ?? name;
  return (
    <>
      <strong>
        <bdi>{connection}</bdi>
        {who !== null && (
          <>
            {' · '}
            <bdi>{who}</bdi>
          </>
        )}
      </strong>
      <span className="sub">
        {text('identities.linked')} <Moment at={linkedAt} /> ·{' '}
        {usedAt === null ? (
          text('factors.unused')
        ) : (
          <>
            {text('factors.used')} <Moment at={usedAt} />
          </>
        )}
      </span>
    </>
  );
}
