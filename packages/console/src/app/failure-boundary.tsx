/** The last net: a page that breaks says so in words, and the rest of the console can be reached again. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { Mark } from '../parts/icon.tsx';
import { text } from '../texts/index.ts';

type State = { readonly hasFailed: boolean };

// React asks for a class here, and only here.
export class FailureBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { hasFailed: false };
  static getDerivedStateFromError(): State {
    return { hasFailed: true };
  }
  override render() {
    return this.state.hasFailed ? <Broken /> : this.props.children;
  }
}

export function Broken() {
  return (
    <div className="alone">
      <main>
        <Mark />
        <h1>{text('failure.broken.title')}</h1>
        <p className="muted">{text('failure.broken.text')}</p>
        <Button onClick={() => location.assign('/console')}>{text('failure.broken.action')}</Button>
      </main>
    </div>
  );
}
