/** Asks somebody to administer. */
import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { inviteAdministrator, type Role } from '../../api/administrators.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { tell } from '../../parts/toasts.tsx';
import { text } from '../../texts/index.ts';
import { RolesChoice } from './roles-choice.tsx';

export function InviteDialog({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  const [email, setEmail] = useState('');
  const [roles, setRoles] = useState<Role[]>(['support']);
  const queries = useQueryClient();
  async function invite() {
    await inviteAdministrator(email, roles);
    await queries.invalidateQueries({ queryKey: ['administrator-invitations'] });
    setEmail('');
    tell(text('administrators.invited'));
  }
  return (
    <Confirm
      isOpen={isOpen}
      close={close}
      title={text('administrators.invite.title')}
      action={text('administrators.invite.send')}
      isReady={email.trim() !== '' && roles.length > 0}
      confirm={invite}
    >
      <p className="muted">{text('administrators.invite.text')}</p>
      <TextInput
        label={text('administrators.invite.email')}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        maxLength={320}
        required
        withAsterisk={false}
        autoComplete="off"
        data-autofocus
      />
      <RolesChoice value={roles} choose={setRoles} />
    </Confirm>
  );
}
