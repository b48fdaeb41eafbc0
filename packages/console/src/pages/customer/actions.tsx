/** What can be done to a customer: what can be undone is done at once and offers it, the rest explains itself first. */
import { Button, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { actUpon, type Customer, type CustomerAction } from '../../api/customers.ts';
import { useMay } from '../../api/me.ts';
import { Confirm } from '../../parts/dialog.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/states.tsx';
import { tell } from '../../parts/toasts.tsx';
import { type TextId, text } from '../../texts/index.ts';

type Asked = 'disable' | 'end-sessions' | 'recover' | 'close';
const done: Readonly<Record<CustomerAction, TextId>> = {
  disable: 'customer.disabled',
  enable: 'customer.enabled',
  'end-sessions': 'customer.all-sessions-ended',
  recover: 'customer.recovery-started',
  close: 'customer.closed',
  keep: 'customer.kept',
};
/** What takes an action back. */
const undoes: Partial<Record<CustomerAction, CustomerAction>> = { disable: 'enable', close: 'keep', enable: 'disable' };

export function CustomerActions({ customer }: { readonly customer: Customer }) {
  const [asked, setAsked] = useState<Asked>();
  const may = useMay();
  const queries = useQueryClient();
  const { customer_id: id, state, email, phone_number: phone } = customer;
  const isByNumber = email === null;
  if (!may('customers:write') || state === 'closed') return null;

  async function act(action: CustomerAction): Promise<void> {
    await actUpon(id, action);
    await queries.invalidateQueries({ queryKey: ['customer', id] });
    await queries.invalidateQueries({ queryKey: ['customers'] });
    const back = undoes[action];
    const said = action === 'recover' && isByNumber ? 'customer.recovery-texted' : done[action];
    tell(text(said), back === undefined ? undefined : () => void attempt(back));
  }
  const attempt = (action: CustomerAction): Promise<void> => act(action).catch((error) => tell(sentenceOf(error)));

  const words = asked === 'recover' && isByNumber ? 'recover-by-number' : asked;
  const isDangerous = asked === 'disable' || asked === 'close';
  return (
    <>
      {state === 'disabled' && <Button onClick={() => attempt('enable')}>{text('customer.enable')}</Button>}
      {state === 'closing' && <Button onClick={() => attempt('keep')}>{text('customer.keep')}</Button>}
      <Menu position="bottom-end" width={230} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="down" />}>
            {text('customer.actions')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {state === 'active' && (email !== null || phone !== null) && (
            <Menu.Item leftSection={<Icon name="key" />} onClick={() => setAsked('recover')}>
              {text('customer.recover')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<Icon name="leave" />} onClick={() => setAsked('end-sessions')}>
            {text('customer.end-sessions')}
          </Menu.Item>
          {state === 'active' && (
            <Menu.Item leftSection={<Icon name="shield" />} onClick={() => setAsked('disable')}>
              {text('customer.disable')}
            </Menu.Item>
          )}
          {state !== 'closing' && (
            <>
              <Menu.Divider />
              <Menu.Item className="menu-danger" leftSection={<Icon name="close" />} onClick={() => setAsked('close')}>
                {text('customer.close')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Confirm
        isOpen={asked !== undefined}
        close={() => setAsked(undefined)}
        title={words === undefined ? '' : text(`customer.${words}.title`)}
        action={asked === undefined ? '' : text(`customer.${asked}`)}
        isDangerous={isDangerous}
        confirm={async () => {
          if (asked !== undefined) await act(asked);
        }}
      >
        <p className="muted">{words !== undefined && text(`customer.${words}.text`)}</p>
      </Confirm>
    </>
  );
}
