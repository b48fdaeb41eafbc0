/** The command palette: type, arrow, Enter. It knows the places, and looks for a customer by what was typed. */

import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useMay } from '../api/me.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { text } from '../texts/index.ts';
import { placeGroups } from './places.ts';

type Command = { readonly key: string; readonly name: string; readonly icon: IconName; run(): void };

export function Palette({ isOpen, close }: { readonly isOpen: boolean; readonly close: () => void }) {
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      size="34rem"
      padding={0}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
      overlayProps={{ backgroundOpacity: 0.4 }}
      attributes={{ content: { 'aria-label': text('palette.name') } }}
      classNames={{ content: 'palette' }}
    >
      <Finder close={close} />
    </Modal>
  );
}

function useCommands(typed: string): readonly Command[] {
  const may = useMay();
  const navigate = useNavigate();
  const wanted = typed.trim().toLocaleLowerCase();
  const places = placeGroups
    .flatMap((group) => group.places)
    .filter((place) => may(place.permission))
    .map(
      (place): Command => ({
        key: place.to,
        name: text(place.name),
        icon: place.icon,
        run: () => void navigate({ to: place.to }),
      }),
    );
  const acts: Command[] = [
    ['applications:write', '/applications/new', 'palette.new-application'] as const,
    ['connections:write', '/connections/new', 'palette.new-connection'] as const,
  ]
    .filter(([permission]) => may(permission))
    .map(([, to, name]) => ({ key: to, name: text(name), icon: 'plus', run: () => void navigate({ to }) }));
  const found = [...places, ...acts].filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  if (wanted === '' || !may('customers:read')) return found;
  return [
    ...found,
    {
      key: 'customer',
      name: text('palette.find-customer', { typed: typed.trim() }),
      icon: 'search',
      // Not in the address: what is looked for is somebody's name or address, and addresses are kept in many places.
      run: () => void navigate({ to: '/customers', state: { sought: typed.trim() } }),
    },
  ];
}

function Finder({ close }: { readonly close: () => void }) {
  const [typed, setTyped] = useState('');
  const [place, setPlace] = useState(0);
  const commands = useCommands(typed);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  const chosen = Math.min(place, commands.length - 1);
  useEffect(() => field.current?.focus(), []);

  function run(command: Command | undefined): void {
    if (command === undefined) return;
    close();
    command.run();
  }
  function steer(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step !== undefined && commands.length > 0) {
      event.preventDefault();
      setPlace((chosen + step + commands.length) % commands.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(commands[chosen]);
    }
  }
  return (
    <>
      <div className="palette-field">
        <Icon name="search" />
        <input
          ref={field}
          data-autofocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={commands.length === 0 ? undefined : `${list}-${chosen}`}
          aria-label={text('palette.name')}
          autoComplete="off"
          spellCheck={false}
          placeholder={text('palette.hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPlace(0);
          }}
          onKeyDown={steer}
        />
        <span className="key" aria-hidden="true">
          Esc
        </span>
      </div>
      <div className="palette-list" role="listbox" id={list} aria-label={text('palette.results')}>
        {commands.map((command, index) => (
          <div
            key={command.key}
            id={`${list}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onPointerMove={() => setPlace(index)}
            onClick={() => run(command)}
            onKeyDown={steer}
          >
            <Icon name={command.icon} />
            <span>{command.name}</span>
          </div>
        ))}
      </div>
      {commands.length === 0 && (
        <p className="palette-nothing" role="status">
          {text('palette.nothing')}
        </p>
      )}
    </>
  );
}
