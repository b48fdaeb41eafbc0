/** Values to take along: identifiers, secrets and code, each with a button that copies it. */
import { useState } from 'react';
import { text } from '../texts/index.ts';
import { Icon } from './icon.tsx';

function useCopy(value: string) {
  const [isCopied, setCopied] = useState(false);
  return {
    isCopied,
    async copy() {
      await navigator.clipboard.writeText(value);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    },
  };
}

function CopyButton({ value, name }: { readonly value: string; readonly name: string }) {
  const { isCopied, copy } = useCopy(value);
  return (
    <button
      type="button"
      className="icon-button compact copy-button"
      onClick={copy}
      aria-label={isCopied ? text('common.copied') : text('common.copy', { name })}
      title={isCopied ? text('common.copied') : text('common.copy', { name })}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
    </button>
  );
}

/** A value in a line. */
export function Copyable({ value, name }: { readonly value: string; readonly name: string }) {
  return (
    <span className="copy">
      <code>{value}</code>
      <CopyButton value={value} name={name} />
    </span>
  );
}

/** Lines of code; wide ones wrap, so that nothing has to be scrolled to. */
export function Code({ code, name }: { readonly code: string; readonly name: string }) {
  return (
    <div className="code">
      <pre>
        <code>{code}</code>
      </pre>
      <CopyButton value={code} name={name} />
    </div>
  );
}
