/** Dialogs: one question each. What cannot be undone says what will be lost before it asks. */
import { Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { text } from '../texts/index.ts';
import { Notice } from './page.tsx';
import { sentenceOf } from './states.tsx';

type DialogProps = {
  readonly isOpen: boolean;
  readonly title: string;
  readonly close: () => void;
  readonly children: ReactNode;
  readonly size?: string;
};

function Dialog({ isOpen, title, close, children, size = '30rem' }: DialogProps) {
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={title}
      size={size}
      centered
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      closeButtonProps={{ 'aria-label': text('common.close') }}
    >
      {children}
    </Modal>
  );
}

type ConfirmProps = Omit<DialogProps, 'size'> & {
  /** What the button does, in its own words. */
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly isReady?: boolean;
  /** Does it; the dialog stays open and says why where it was refused. */
  readonly confirm: () => Promise<unknown>;
};

export function Confirm({ action, isDangerous, isReady = true, confirm, children, close, ...dialog }: ConfirmProps) {
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const leave = () => {
    setError(undefined);
    close();
  };
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await confirm();
      leave();
    } catch (refused) {
      setError(refused);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog {...dialog} close={leave}>
      <form className="form" onSubmit={submit}>
        {error !== undefined && <Notice tone="bad">{sentenceOf(error)}</Notice>}
        {children}
        <div className="form-end">
          <Button type="submit" loading={isBusy} disabled={!isReady} variant={isDangerous ? 'danger-filled' : 'filled'}>
            {action}
          </Button>
          <Button variant="default" onClick={leave}>
            {text('common.cancel')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
