/** What stands where there is nothing to show: not yet, not at all, or not for a reason that is told. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { isProblem } from '../api/problem.ts';
import { text } from '../texts/index.ts';
import { Icon, type IconName } from './icon.tsx';

const range = (length: number): readonly number[] => [...Array(length).keys()];

type EmptyProps = {
  readonly icon: IconName;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
};

/** Nothing there; says what the next step is. */
export function Empty({ icon, title, children, actions }: EmptyProps) {
  return (
    <div className="state">
      <Icon name={icon} />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {actions !== undefined && <div className="actions">{actions}</div>}
    </div>
  );
}

/** What is said of a failure, in one sentence. */
export function sentenceOf(error: unknown): string {
  if (isProblem(error, 'network')) return text('failure.network');
  if (isProblem(error, 'unreadable')) return text('failure.unreadable');
  if (isProblem(error, 'token.insufficient_scope')) return text('failure.permission');
  return error instanceof Error && isProblem(error) ? error.message : text('failure.unexpected');
}

/** It could not be shown; says why, and how to try again. */
export function Failed({ error, again }: { readonly error: unknown; readonly again?: () => void }) {
  const reference = isProblem(error) ? error.document.reference : undefined;
  return (
    <div className="state" role="alert">
      <Icon name="warning" />
      <h2>{text('failure.title')}</h2>
      <p>{sentenceOf(error)}</p>
      {reference !== undefined && (
        <p className="small">
          {text('failure.reference')} <code>{reference}</code>
        </p>
      )}
      {again !== undefined && (
        <div className="actions">
          <Button variant="default" onClick={again}>
            {text('failure.again')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A moment's patience, in the shape of what is to come. */
function Loading({ lines = 4 }: { readonly lines?: number }) {
  return (
    <div className="stack" aria-busy="true">
      <span className="hidden" role="status">
        {text('common.loading')}
      </span>
      {range(lines).map((line) => (
        <span key={line} className={`bone ${line % 2 === 0 ? 'long' : 'short'}`} />
      ))}
    </div>
  );
}

type Query<Value> = {
  readonly data: Value | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  refetch(): unknown;
};

/** Draws what was asked for, or the state of the asking. */
export function Answer<Value>({
  of,
  lines,
  children,
}: {
  readonly of: Query<Value>;
  readonly lines?: number;
  readonly children: (value: Value) => ReactNode;
}) {
  if (of.data !== undefined) return children(of.data);
  if (of.isPending) return <Loading {...(lines === undefined ? {} : { lines })} />;
  return <Failed error={of.error} again={() => of.refetch()} />;
}
