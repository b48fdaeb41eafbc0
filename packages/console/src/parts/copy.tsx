/** Values to take along: identifiers, secrets and code, each with a button that copies it. */
import { useRef, useState } from 'react';
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

/** So many lines are shown of a long file, so that what stands below it is not out of sight. */
const linesAtFirst = 10;
const linesWorthFolding = 20;

/** Lines of code; wide ones wrap, so that nothing has to be scrolled to. The button copies all, shown or not. */
export function Code({ code, name }: { readonly code: string; readonly name: string }) {
  const [isWhole, setWhole] = useState(false);
  const lineBlock = useRef<HTMLPreElement>(null);
  const lines = code.trimEnd().split('\n');
  const unfold = () => {
    setWhole(true);
    // The button is gone then: whoever came by keyboard goes on from here.
    lineBlock.current?.focus();
  };
  const isFolded = !isWhole && lines.length > linesWorthFolding;
  return (
    <div className="code">
      <pre ref={lineBlock} tabIndex={-1} className={isFolded ? 'folded' : undefined}>
        <code>{isFolded ? lines.slice(0, linesAtFirst).join('\n') : code}</code>
      </pre>
      {isFolded && (
        <button type="button" className="unfold" onClick={unfold}>
          {text('common.lines', { count: lines.length })}
        </button>
      )}
      <CopyButton value={code} name={name} />
    </div>
  );
}
