/** Short messages about what was just done, with a way to undo it while they stand. */
import { useSyncExternalStore } from 'react';
import { text } from '../texts/index.ts';
import { Icon } from './icon.tsx';

type Toast = { readonly id: number; readonly message: string; readonly undo?: () => void };

const patienceMilliseconds = 9_000;
let toasts: readonly Toast[] = [];
let count = 0;
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  toasts = next;
  for (const listen of listeners) listen();
}
const dismiss = (id: number): void => show(toasts.filter((toast) => toast.id !== id));

/** Says that something was done; with `undo`, how to take it back. */
export function tell(message: string, undo?: () => void): void {
  count += 1;
  const id = count;
  show([...toasts.slice(-2), { id, message, ...(undo === undefined ? {} : { undo }) }]);
  setTimeout(() => dismiss(id), patienceMilliseconds);
}

const subscribe = (listen: () => void): (() => void) => {
  listeners.add(listen);
  return () => listeners.delete(listen);
};

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map(({ id, message, undo }) => (
        <div className="toast" key={id}>
          <span>{message}</span>
          {undo === undefined ? (
            <button type="button" onClick={() => dismiss(id)} aria-label={text('common.close')}>
              <Icon name="close" />
            </button>
          ) : (
            <button
              type="button"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              {text('common.undo')}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
