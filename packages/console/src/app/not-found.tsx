/** An address of the console that leads nowhere. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Page } from '../parts/page.tsx';
import { text } from '../texts/index.ts';

export function NotFound() {
  return (
    <Page title={text('failure.not-found.title')} lead={text('failure.not-found.text')}>
      <Button renderRoot={(props) => <Link to="/" {...props} />}>{text('failure.not-found.action')}</Button>
    </Page>
  );
}
