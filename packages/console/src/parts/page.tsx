/** The head of a page. The title takes the focus when the page opens, so that a screen reader begins with it. */
import { type ReactNode, useEffect, useRef } from 'react';
import { text } from '../texts/index.ts';
import { Icon } from './icon.tsx';

type PageProps = {
  readonly title: string;
  /** What stands in the tab; the title where that says too much of a customer. */
  readonly tab?: string;
  readonly lead?: ReactNode;
  readonly back?: ReactNode;
  readonly actions?: ReactNode;
  readonly beside?: ReactNode;
  readonly children: ReactNode;
};

export function Page({ title, tab, lead, back, actions, beside, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const name = tab ?? title;
  useEffect(() => {
    document.title = `${name} · ${text('common.console')}`;
  }, [name]);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <>
      {back}
      <div className="head">
        <div className="head-text">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {beside}
          {lead !== undefined && <p className="lead">{lead}</p>}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {children}
    </>
  );
}

type CardProps = {
  readonly title?: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly flush?: boolean;
  readonly children: ReactNode;
};

/** A part of a page with a heading of its own. `flush`: its content reaches the edges, as tables do. */
export function Card({ title, lead, actions, flush = false, children }: CardProps) {
  return (
    <section className={flush ? 'card flush' : 'card'}>
      {(title !== undefined || actions !== undefined) && (
        <div className="card-head">
          <div>
            {title !== undefined && <h2>{title}</h2>}
            {lead !== undefined && <p>{lead}</p>}
          </div>
          {actions !== undefined && <div className="actions">{actions}</div>}
        </div>
      )}
      {children}
    </section>
  );
}

/** The arrow of a link that leads back. */
export function BackArrow() {
  return <Icon name="left" />;
}

/** Facts as pairs of a name and a value; what is not known is left out. */
export function Facts({ rows }: { readonly rows: readonly (readonly [string, ReactNode] | undefined)[] }) {
  return (
    <dl className="facts">
      {rows
        .filter((row) => row !== undefined)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}

export type Tone = 'good' | 'bad' | 'accent' | 'quiet' | 'plain';

export function Badge({ tone = 'quiet', children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return <span className={`badge ${tone}`}>{children}</span>;
}

export function Notice({
  tone = 'accent',
  children,
}: {
  readonly tone?: 'accent' | 'bad' | 'good';
  readonly children: ReactNode;
}) {
  return (
    <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : undefined}>
      <Icon name={tone === 'bad' ? 'warning' : tone === 'good' ? 'check' : 'info'} />
      <div>{children}</div>
    </div>
  );
}
