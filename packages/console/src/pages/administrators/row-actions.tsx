/** What can be done to one administrator. */
import { Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type Administrator, changeAdministrator, type Role, removeAdministrator } from '../../api/administrators.ts';
import { meKey } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { type TextId, text } from '../../texts/index.ts';
import { RolesChoice } from './roles-choice.tsx';

export function RowActions({ administrator }: { readonly administrator: Administrator }) {
  const { customer_id: id, state } = administrator;
  const [asked, setAsked] = useState<'roles' | 'remove'>();
  const [roles, setRoles] = useState<Role[]>([...administrator.roles]);
  const queries = useQueryClient();

  async function refresh(done: TextId, undo?: () => void) {
    await queries.invalidateQueries({ queryKey: ['administrators'] });
    await queries.invalidateQueries({ queryKey: meKey });
    tell(text(done), undo);
  }
  async function turn(next: Administrator['state'], isUndoing = false): Promise<void> {
    try {
      await changeAdministrator(id, { state: next });
    } catch (error) {
      return tell(sentenceOf(error));
    }
    const former = next === 'active' ? 'suspended' : 'active';
    const undo = isUndoing ? undefined : () => void turn(former, true);
    await refresh(next === 'active' ? 'administrators.resumed' : 'administrators.suspended', undo);
  }
  return (
    <>
      <Menu position="bottom-end" width={200} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button size="xs" variant="default" rightSection={<Icon name="down" />}>
            {text('administrators.column.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsked('roles')}>{text('administrators.roles.change')}</Menu.Item>
          <Menu.Item onClick={() => turn(state === 'active' ? 'suspended' : 'active')}>
            {text(state === 'active' ? 'administrators.suspend' : 'administrators.resume')}
          </Menu.Item>
          <Menu.Item className="menu-danger" onClick={() => setAsked('remove')}>
            {text('administrators.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        isOpen={asked === 'roles'}
        close={() => setAsked(undefined)}
        title={text('administrators.roles.title')}
        action={text('common.save')}
        isReady={roles.length > 0}
        confirm={async () => {
          await changeAdministrator(id, { roles });
          await refresh('administrators.roles.changed');
        }}
      >
        <RolesChoice value={roles} choose={setRoles} />
      </Confirm>
      <Confirm
        isOpen={asked === 'remove'}
        close={() => setAsked(undefined)}
        title={text('administrators.remove.title')}
        action={text('administrators.remove')}
        isDangerous
        confirm={async () => {
          await removeAdministrator(id);
          await refresh('administrators.removed');
        }}
      >
        <p className="muted">{text('administrators.remove.text')}</p>
      </Confirm>
    </>
  );
}
