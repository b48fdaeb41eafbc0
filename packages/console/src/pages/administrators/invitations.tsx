/** Who was asked to administer and has not answered yet. */
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { listInvitations, revokeInvitation } from '../../api/administrators.ts';
import { Address } from '../../parts/address.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Card } from '../../parts/page.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';

export function Invitations() {
  const queries = useQueryClient();
  const found = useQuery({ queryKey: ['administrator-invitations'], queryFn: ({ signal }) => listInvitations(signal) });
  const revoke = useMutation({
    mutationFn: revokeInvitation,
    onError: (error) => tell(sentenceOf(error)),
    async onSuccess() {
      await queries.invalidateQueries({ queryKey: ['administrator-invitations'] });
      tell(text('administrators.invitations.revoked'));
    },
  });
  // The set-up link of a new installation is an invitation to nobody in particular.
  const open = found.data?.items.filter(({ state, email }) => state === 'open' && email !== null) ?? [];
  if (open.length === 0) return null;
  return (
    <Card title={text('administrators.invitations')}>
      <ul className="rows">
        {open.map((invitation) => (
          <li key={invitation.invitation_id}>
            <span className="row-text">
              <strong>
                <Address of={invitation.email} />
              </strong>
              <span className="sub">
                {invitation.roles.map((role) => text(`role.${role}`)).join(', ')} ·{' '}
                {text('administrators.invitations.expires')} <Moment at={invitation.expires_at} />
              </span>
            </span>
            <Button size="xs" variant="default" onClick={() => revoke.mutate(invitation.invitation_id)}>
              {text('administrators.invitations.revoke')}
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
